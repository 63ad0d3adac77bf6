import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The fault of one chat. A status: it is refused, with an error code; `lost`: the connection breaks before it is
 * read; `unanswered`: it is carried out and billed, then the connection breaks; `hang`, `drip`, `garbage`,
 * `truncated`: it is carried out, and never, too slowly or unreadably answered; `wrong-types`: the answer has other
 * types than promised; `endless`: it never ends; `no-choices`: it has none. `half-*`: a stream that begins well and
 * then falls silent, breaks, tells of an error or simply stops.
 */
export type ChatFault =
  | { status: number; code?: string; message?: string; retryAfterSeconds?: number; location?: string }
  | 'lost'
  | 'unanswered'
  | 'hang'
  | 'drip'
  | 'garbage'
  | 'truncated'
  | 'wrong-types'
  | 'endless'
  | 'no-choices'
  | 'half-silent'
  | 'half-broken'
  | 'half-error'
  | 'half-stopped';

/** Applies the part of a fault before a chat is carried out; true if it never is. */
export function refusesChat(
  fault: ChatFault | null,
  request: IncomingMessage,
  response: ServerResponse,
  sent: string,
): boolean {
  if (fault === 'lost') request.socket.resetAndDestroy();
  if (typeof fault !== 'object' || fault === null) return fault === 'lost';
  const { status, code = null, message, retryAfterSeconds, location } = fault;
  const headers = {
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    ...(location === undefined ? {} : { Location: location }),
  };
  // As some servers do: the error repeats what was sent.
  answerError(response, status, code, message ?? `The test asked for ${status}. You sent: ${sent}`, headers);
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

/** Faults that have the same answer whether a stream was asked for or not. */
export const NOT_STREAMED: readonly (ChatFault | null)[] = [
  'drip',
  'endless',
  'garbage',
  'truncated',
  'wrong-types',
  'no-choices',
];

/** How a stream is written. */
export interface Pace {
  /** Milliseconds before each event. */
  everyMs: number;
  /** A comment comes before each event, as from OpenRouter, after as many milliseconds again. */
  comments?: true;
  /** Every event comes in two writes that divide a character. */
  divided?: true;
  /** The connection stays open behind the end. */
  staysOpen?: true;
  /** How lines end: some servers write CRLF. */
  newline?: '\r\n';
}

/** Sends the chunks of a stream, each as an event. */
export async function sendStream(
  fault: ChatFault | null,
  response: ServerResponse,
  chunks: object[],
  pace: Pace,
): Promise<void> {
  const isHalf = typeof fault === 'string' && fault.startsWith('half-');
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  for (const chunk of isHalf ? chunks.slice(0, chunks.length >> 1) : chunks)
    await event(response, JSON.stringify(chunk), pace);
  if (fault === 'half-silent') return;
  if (fault === 'half-broken') return void response.socket?.resetAndDestroy();
  if (fault === 'half-error')
    await event(response, '{"error":{"message":"CUDA out of memory","code":500}}', pace);
  if (!isHalf) await event(response, '[DONE]', pace);
  if (pace.staysOpen !== true) response.end();
}

async function event(
  response: ServerResponse,
  data: string,
  { everyMs, comments, divided, newline = '\n' as '\r\n' }: Pace,
): Promise<void> {
  if (comments) {
    await sleep(everyMs);
    response.write(`: OPENROUTER PROCESSING${newline}${newline}`);
  }
  if (everyMs > 0) await sleep(everyMs);
  const bytes = Buffer.from(`data: ${data}${newline}${newline}`);
  const notAscii = bytes.findIndex((byte) => byte > 127);
  const at = notAscii < 0 ? bytes.length >> 1 : notAscii + 1;
  if (divided) {
    response.write(bytes.subarray(0, at));
    // Two writes in one turn may arrive as one.
    await sleep(2);
  }
  response.write(divided ? bytes.subarray(at) : bytes);
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
