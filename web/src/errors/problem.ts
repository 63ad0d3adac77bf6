import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client/errors';
import { sentenceFor } from './sentences.js';

/** A failed request, ready to be shown. */
export interface Problem {
  code: string;
  sentence: string;
  /** Details from the server: which input was wrong, why a video has no clips, or the id of an error in its log. */
  detail: string | null;
}

const CODES_WITH_DETAIL = ['BAD_USER_INPUT', 'JOB_NOT_COMPLETED', 'INTERNAL_SERVER_ERROR'];

interface GraphQLErrorShape {
  message?: string;
  extensions?: { code?: unknown; retryAfter?: unknown };
}

/** Any rejection of Apollo Client as a problem: refused by the API, unreadable, or never answered. */
export function problemOf(error: unknown): Problem {
  const rejection = rejectionIn(error);
  if (rejection) return problemOfRejection(rejection);
  const answered = ServerError.is(error) || ServerParseError.is(error);
  return problemOfCode(answered ? 'UNREADABLE_ANSWER' : 'UNREACHABLE');
}

/** Whether the same request may succeed later. What is gone, or belongs to somebody else, stays so. */
export function mayPass({ code }: Problem): boolean {
  return code !== 'NOT_FOUND' && code !== 'FORBIDDEN';
}

/** Whether the API answered that the session has ended. */
export function isUnauthenticated(error: unknown): boolean {
  return problemOf(error).code === 'UNAUTHENTICATED';
}

/** Whether the request got no answer of the API, or one that says to ask again. */
export function isTransportProblem(error: unknown): boolean {
  return ['UNREACHABLE', 'UNREADABLE_ANSWER', 'SERVICE_UNAVAILABLE'].includes(problemOf(error).code);
}

function rejectionIn(error: unknown): GraphQLErrorShape | undefined {
  if (CombinedGraphQLErrors.is(error)) return error.errors[0];
  return ServerError.is(error) ? firstErrorInBody(error.bodyText) : undefined;
}

/** An answer with an HTTP error status may still carry GraphQL errors in its body. */
function firstErrorInBody(bodyText: string): GraphQLErrorShape | undefined {
  try {
    return (JSON.parse(bodyText) as { errors?: GraphQLErrorShape[] }).errors?.[0];
  } catch {
    return undefined;
  }
}

function problemOfRejection({ message, extensions }: GraphQLErrorShape): Problem {
  const code = typeof extensions?.code === 'string' ? extensions.code : 'INTERNAL_SERVER_ERROR';
  const retryAfter = typeof extensions?.retryAfter === 'number' ? extensions.retryAfter : undefined;
  const detail = CODES_WITH_DETAIL.includes(code) && message ? message : null;
  return { ...problemOfCode(code, retryAfter), detail };
}

function problemOfCode(code: string, retryAfterSeconds?: number): Problem {
  return { code, sentence: sentenceFor(code, retryAfterSeconds), detail: null };
}
