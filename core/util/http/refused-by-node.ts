import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { endWithError, refuseRequest, type ErrorBody } from './raw-answer.js';

const MALFORMED = refusal(400, 'This is no HTTP request.');
const NO_HOST = refusal(400, 'The request names no host.');
const NO_EXPECTATION = refusal(417, 'The only expectation that is met is 100-continue.');
const NO_PROXY = refusal(501, 'This server is no proxy.');
/** By the codes of Node's errors. */
const REFUSALS: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: refusal(408, 'The request took too long to arrive.'),
  HPE_HEADER_OVERFLOW: refusal(431, 'The headers of the request are too large.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: refusal(413, 'The request is too large.', 'TOO_LARGE'),
};

type Refusal = [status: number, error: ErrorBody];

/** The answer that a connection waits for. */
const answers = new WeakMap<Duplex, ServerResponse>();

/**
 * Answers what Node refuses before any route sees it in the shape of all errors, with their headers: Node's own answers
 * have no body. Wants `requireHostHeader: false`, because Node itself answers a request without a host.
 */
export function answerRefusals(http: Server): void {
  http.on('clientError', (error: NodeJS.ErrnoException, connection) => {
    // Half an answer is out, or nobody is there to read one.
    const isUnanswerable = !connection.writable || answers.get(connection)?.headersSent === true;
    if (error.code === 'ECONNRESET' || isUnanswerable) return void connection.destroy();
    endWithError(connection, ...(REFUSALS[error.code ?? ''] ?? MALFORMED));
  });
  http.on('checkExpectation', (_request, response) => refuseRequest(response, ...NO_EXPECTATION));
  http.on('connect', (_request, connection) => {
    connection.on('error', () => connection.destroy());
    endWithError(connection, ...NO_PROXY);
  });
}

/** Refuses requests of HTTP/1.1 that name no host (RFC 9112, 3.2). */
export function refuseHostless(handler: RequestListener): RequestListener {
  return (request, response) => {
    answers.set(request.socket, response);
    if (request.headers.host === undefined && request.httpVersion === '1.1')
      return refuseRequest(response, ...NO_HOST);
    handler(request, response);
  };
}

function refusal(status: number, message: string, code = 'BAD_USER_INPUT'): Refusal {
  return [status, { code, message }];
}
