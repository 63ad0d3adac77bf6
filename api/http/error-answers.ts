import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { mask } from '../graphql/errors.js';
import type { ApiErrorCode } from '../../core/errors.js';

/** Our own words: the libraries' messages quote paths and bodies. */
const SENTENCES: Record<number, string> = {
  403: 'This may not be read.',
  404: 'There is nothing here.',
  413: 'The request is too large.',
  415: 'This kind of content, or its encoding, is not accepted.',
};
const MALFORMED = 'The request cannot be read.';

/**
 * Answers a request that failed before or beside its resolver: what the caller sent wrong with its status, anything else
 * masked behind an id that is in the log. GraphQL's address answers as GraphQL does.
 */
export function errorAnswers(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return void next(error);
    const status = callersStatus(error);
    const { message, ...extensions } = status === null ? masked(log, error) : rejected(status);
    const body = request.path.startsWith('/graphql')
      ? { errors: [{ message, extensions }] }
      : { error: { code: extensions.code, message } };
    response.status(extensions.status).set('Cache-Control', 'no-store').json(body);
  };
}

interface Rejection {
  status: number;
  code: ApiErrorCode;
  message: string;
  id?: string;
}

/** The 4xx that Express and its parsers set; null if the fault is ours. */
function callersStatus(error: unknown): number | null {
  const { status } = (error ?? {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function rejected(status: number): Rejection {
  const codes: Record<number, ApiErrorCode> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND' };
  return { status, code: codes[status] ?? 'BAD_USER_INPUT', message: SENTENCES[status] ?? MALFORMED };
}

function masked(log: Logger, error: unknown): Rejection {
  const { id, message } = mask(log, error, 'Unexpected error in a request');
  return { status: 500, code: 'INTERNAL_SERVER_ERROR', message, id };
}
