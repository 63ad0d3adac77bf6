import { randomUUID } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { API_ERROR_STATUS, ApiError } from '../../core/errors.js';
import { isDatabaseAway } from '../../prisma/database-away.js';

/** Apollo's codes for requests that it cannot read; callers see all of them as BAD_USER_INPUT. */
const MALFORMED_REQUEST = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
];

const BUSY = 'The database does not answer at the moment. Try again in a few seconds.';

/** `extensions.code` and `extensions.status`, as the contract has them. */
function extensionsOf({ code, details }: ApiError): Record<string, unknown> {
  return { code, status: API_ERROR_STATUS[code], ...details };
}

/** Rejects a whole request. */
export function toGraphQLError(error: ApiError): GraphQLError {
  const extensions = extensionsOf(error);
  const http = { status: API_ERROR_STATUS[error.code], headers: headersOf(error) };
  return withoutStack(() => new GraphQLError(error.message, { extensions: { ...extensions, http } }));
}

/** Headers that belong to a rejection's status. */
function headersOf({ code, details: { retryAfter } }: ApiError): HeaderMap {
  const headers = new HeaderMap();
  if (code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer');
  if (typeof retryAfter === 'number') headers.set('retry-after', String(retryAfter));
  return headers;
}

/**
 * Makes an error without a stack: it is never shown, and collecting it is a tenth of the cost of a rejected request.
 */
export function withoutStack<E extends Error>(make: () => E): E {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * The one place where errors leave the server: ApiErrors pass, malformed requests become BAD_USER_INPUT, and anything else
 * is masked behind an id that is in the log.
 */
export function formatError(
  log: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    const place = { locations: formatted.locations, path: formatted.path };
    if (original instanceof ApiError) {
      return { message: original.message, ...place, extensions: extensionsOf(original) };
    }
    const code = formatted.extensions?.['code'];
    if (code === 'UNAUTHENTICATED' || code === 'SERVICE_UNAVAILABLE') return formatted;
    if ((typeof code === 'string' && MALFORMED_REQUEST.includes(code)) || isWrongArgument(original)) {
      const message = withoutSuggestion(formatted.message);
      return { message, ...place, extensions: { code: 'BAD_USER_INPUT', status: statusOf(original) } };
    }
    const { message, id } = mask(log, original, 'Unexpected error in a GraphQL operation');
    return { message, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', status: 500, id } };
  };
}

/** The status that a malformed request is answered with: Apollo names another than 400 in its error. */
function statusOf(error: unknown): number {
  const http = error instanceof GraphQLError ? error.extensions['http'] : undefined;
  return (http as { status?: number } | undefined)?.status ?? 400;
}

/** A nullable variable was null where null may not be, perhaps within a literal: validation passes it, and the request is wrong. */
function isWrongArgument(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    /^Argument "\w+" (of (required|non-null) type|has invalid value) /.test(error.message)
  );
}

/** Logs an unexpected error; the message for the caller names only its id in the log. */
export function mask(log: Logger, error: unknown, where: string): { id: string; message: string } {
  const id = randomUUID();
  log.error({ err: error, errorId: id }, where);
  const what = isDatabaseAway(error) ? BUSY : 'Something went wrong on our side.';
  return { id, message: `${what} If this keeps happening, give this ID to support: ${id}` };
}

/** Suggestions would reveal field names to callers who guess. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean [^]+\?$/, '');
}
