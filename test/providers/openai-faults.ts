import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The fault of one chat. A status: it is refused, with an error code; `lost`: the connection breaks before it is
 * read; `unanswered`: it is carried out and billed, then the connection breaks; `hang`, `drip`, `garbage`,
 * `truncated`: it is carried out, and never, too slowly or unreadably answered; `wrong-types`: the answer has other
 * types than promised; `endless`: it never ends; `no-choices`: it has none.
 */
export type ChatFault =
  | { status: number; code?: string; retryAfterSeconds?: number; location?: string }
  | 'lost'
  | 'unanswered'
  | 'hang'
  | 'drip'
  | 'garbage'
  | 'truncated'
  | 'wrong-types'
  | 'endless'
  | 'no-choices';

/** Applies the part of a fault before a chat is carried out; true if it never is. */
export function refusesChat(
  fault: ChatFault | null,
  request: IncomingMessage,
  response: ServerResponse,
  sent: string,
): boolean {
  if (fault === 'lost') request.socket.resetAndDestroy();
  if (typeof fault !== 'object' || fault === null) return fault === 'lost';
  const { status, code = null, retryAfterSeconds, location } = fault;
  const headers = {
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    ...(location === undefined ? {} : { Location: location }),
  };
  // As some servers do: the error repeats what was sent.
  answerError(response, status, code, `The test asked for ${status}. You sent: ${sent}`, headers);
  return true;
}

export function answerError(
  response: ServerResponse,
  status: number,
  code: string | null,
  message: string,
  headers: object = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } }));
}

const DRIP_EVERY_MS = 500;

/** Sends the answer of a chat that was carried out, as the fault has it. */
export function sendAnswer(fault: ChatFault | null, response: ServerResponse, answer: object): void {
  const text = JSON.stringify(answer);
  const begin = (): ServerResponse => response.writeHead(200, { 'Content-Type': 'application/json' });
  switch (fault) {
    case 'unanswered':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'drip':
      return drip(begin(), text);
    case 'endless':
      return flood(begin());
    case 'garbage':
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Gateway</html>');
      return;
    case 'truncated':
      begin().end(text.slice(0, text.length >> 1));
      return;
    case 'wrong-types':
      begin().end(JSON.stringify({ ...answer, choices: { message: 7 } }));
      return;
    case 'no-choices':
      begin().end(JSON.stringify({ ...answer, choices: [] }));
      return;
    default:
      begin().end(text);
  }
}

function drip(response: ServerResponse, text: string): void {
  let at = 0;
  const timer = setInterval(() => response.write(text[at++] ?? ' '), DRIP_EVERY_MS);
  response.once('close', () => clearInterval(timer));
}

function flood(response: ServerResponse): void {
  const more = (): void => void (response.destroyed || response.write(' '.repeat(65_536), more));
  response.on('error', () => undefined);
  more();
}
