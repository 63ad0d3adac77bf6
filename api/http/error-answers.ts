import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { mask } from '../graphql/errors.js';
import { API_ERROR_STATUS, ApiError, type ApiErrorCode } from '../../core/errors.js';

/** Our own words: the libraries' messages quote paths and bodies. */
const SENTENCES: Record<number, string> = {
  403: 'This may not be read.',
  404: 'There is nothing here.',
  405: 'This address does not take this method; the header Allow names those that it takes.',
  413: 'The request is too large.',
  415: 'This kind of content, or its encoding, is not accepted.',
};
const MALFORMED = 'The request cannot be read.';
const CODES: Record<number, ApiErrorCode> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND', 413: 'TOO_LARGE' };

/** What an HTTP error answer says. */
interface Rejection {
  status: number;
  code: ApiErrorCode;
  message: string;
  id?: string;
  /** Seconds. */
  retryAfter?: number;
}

/** Answers with the one shape of errors outside GraphQL: `{"error": {"code", "message"}}`. */
export function answerError(response: Response, { status, code, message, retryAfter }: Rejection): void {
  head(response, { status, retryAfter }).json({ error: { code, message } });
}

/**
 * Answers a request that failed before or beside its resolver: an ApiError as it is, what the caller sent wrong with its
 * status, anything else masked behind an id that is in the log. GraphQL's address answers as GraphQL does.
 */
export function errorAnswers(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent || request.socket.destroyed) return void response.destroy();
    // A browser listens to the answer only when all that it sends is taken.
    request.resume();
    const rejection = rejectionOf(error) ?? masked(log, error);
    if (!request.path.startsWith('/graphql')) return answerError(response, rejection);
    const { message, retryAfter, ...extensions } = rejection;
    // GraphQL has one code for all requests that cannot be read.
    if (extensions.code === 'TOO_LARGE') extensions.code = 'BAD_USER_INPUT';
    head(response, { status: rejection.status, retryAfter }).json({ errors: [{ message, extensions }] });
  };
}

function head(
  response: Response,
  { status, retryAfter }: Pick<Rejection, 'status' | 'retryAfter'>,
): Response {
  response.status(status).set('Cache-Control', 'no-store');
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
  return response;
}

/** What the caller did wrong, or may repeat; null if the error is ours. */
function rejectionOf(error: unknown): Rejection | null {
  if (error instanceof ApiError) return ofApiError(error);
  const status = callersStatus(error);
  if (status === null) return null;
  return { status, code: CODES[status] ?? 'BAD_USER_INPUT', message: SENTENCES[status] ?? MALFORMED };
}

function ofApiError({ code, message, details }: ApiError): Rejection {
  const { retryAfter } = details;
  const seconds = typeof retryAfter === 'number' ? { retryAfter } : {};
  return { status: API_ERROR_STATUS[code], code, message, ...seconds };
}

/** The 4xx that Express and its parsers set; null if there is none. */
function callersStatus(error: unknown): number | null {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function masked(log: Logger, error: unknown): Rejection {
  const { id, message } = mask(log, error, 'Unexpected error in a request');
  return { status: 500, code: 'INTERNAL_SERVER_ERROR', message, id };
}
