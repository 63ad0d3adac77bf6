import { API_ERROR_STATUS } from '../../../core/errors.js';

/** The contract's codes that a caller can cause. */
const CODES = Object.keys(API_ERROR_STATUS).filter((code) => code !== 'INTERNAL_SERVER_ERROR');

/**
 * Words that only internals use; no generated document contains them. That a string wants double quotes is syntax: it reveals
 * no name.
 */
const INSIDE =
  /prisma|postgres|sqlstate|invocation|\brelation \\?"|\bcolumn \\?"|invalid byte|node_modules|graphql-jit|type-graphql|\bat .+:\d+:\d+|\bdist\/|\/api\/|\.(ts|js|mjs):|stacktrace|TypeError|Cannot (read|convert|set)|is not a function|did you mean(?! to use a double quote)/i;

interface ShownError {
  message?: unknown;
  extensions?: { code?: unknown };
}

/** Problems with the text of an answer, whatever the request: internals, or others' data. */
export function leaks(text: string, secrets: readonly string[]): string[] {
  const inside = INSIDE.exec(text)?.[0];
  return [
    ...(inside === undefined ? [] : [`says “${inside}”`]),
    ...secrets.filter((secret) => text.includes(secret)).map((secret) => `tells ${secret}`),
  ];
}

/** Problems with a list of errors. */
export function wrongErrors(errors: unknown): string[] {
  if (!Array.isArray(errors) || errors.length === 0) return ['errors are no list with errors in it'];
  return (errors as ShownError[]).flatMap(({ message, extensions }) => [
    ...(typeof message === 'string' && message !== '' ? [] : ['an error without a message']),
    ...(CODES.includes(extensions?.code as string)
      ? []
      : [`an error with the code ${String(extensions?.code)}`]),
  ]);
}

/** Problems with the result of an operation. */
export function wrongResult(result: unknown): string[] {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return ['no GraphQL result'];
  const { data, errors, ...more } = result as Record<string, unknown>;
  return [
    ...(data === undefined && errors === undefined ? ['neither data nor errors'] : []),
    ...(data === undefined || typeof data === 'object' ? [] : ['data of another kind']),
    ...(errors === undefined ? [] : wrongErrors(errors)),
    ...Object.keys(more).map((key) => `an unknown member ${key}`),
  ];
}

/** Problems with an answer over HTTP. */
export function wrongAnswer(status: number, text: string): string[] {
  const wrong = status >= 200 && status < 500 ? [] : [`status ${status}`];
  try {
    return [...wrong, ...wrongResult(JSON.parse(text))];
  } catch {
    return [...wrong, 'no JSON'];
  }
}
