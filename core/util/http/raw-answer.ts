import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** An error as every route answers it. */
export interface ErrorBody {
  code: string;
  message: string;
}

/** Answers where no request has come about, and closes the connection. */
export function endWithError(connection: Duplex, status: number, error: ErrorBody): void {
  const { headers, body } = answerOf(error);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers.map((field) => field.join(': '))];
  connection.once('finish', () => connection.destroy());
  connection.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers a request that reaches no route, and closes its connection: its body is not read. */
export function refuseRequest(response: ServerResponse, status: number, error: ErrorBody): void {
  const { headers, body } = answerOf(error);
  response.writeHead(status, headers.flat()).end(body);
}

function answerOf(error: ErrorBody): { headers: [name: string, value: string][]; body: string } {
  const body = JSON.stringify({ error });
  const headers: [string, string][] = [
    ['Connection', 'close'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Cache-Control', 'no-store'],
    ['X-Content-Type-Options', 'nosniff'],
  ];
  return { headers, body };
}
