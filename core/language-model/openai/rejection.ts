import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** A server's answer that it did not carry out a chat. */
export interface Rejection {
  status: number;
  headers: Headers;
  /** The server's code for the reason; null if it has none. */
  code: string | null;
  /** The parameter that it names, and its words. Read by rules, never shown: they may repeat what was sent. */
  words: string;
}

const MAX_BYTES = 65_536;
const MAX_WORDS = 600;
/** Where a server begins to repeat what was sent, which names every parameter. */
const REPEATED = /\{\s*['"]model['"]|['"]messages['"]\s*:/;

/** The rejection in an answer with an HTTP error. */
export async function readRejection(answer: IncomingMessage, onBytes: () => void): Promise<Rejection> {
  let text = '';
  for await (const piece of answer as AsyncIterable<Buffer>) {
    onBytes();
    text += piece.toString();
    if (text.length > MAX_BYTES) break;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, String(value));
  return { status: answer.statusCode ?? 0, headers, ...detailsIn(jsonIn(text) ?? text) };
}

/** The rejection in an answer that calls itself successful, as LM Studio and OpenRouter send it; null if it is none. */
export function rejectionIn(answer: unknown): Rejection | null {
  const read = z
    .object({ error: z.unknown().optional(), choices: z.undefined().optional() })
    .safeParse(answer).data;
  if (read?.error === undefined || read.error === null) return null;
  const named = z.object({ code: z.coerce.number().int().min(400).max(599) }).safeParse(read.error).data;
  return { status: named?.code ?? 400, headers: new Headers(), ...detailsIn(answer) };
}

const errorSchema = z.object({
  message: z.unknown().optional(),
  detail: z.unknown().optional(),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  param: z.string().nullish().catch(null),
});

/**
 * `{"error": {…}}` as OpenAI sends it, `{"error": "…"}`, the error itself (vLLM), `{"detail": […]}` (FastAPI), an array
 * of one of them (Google), or plain text.
 */
function detailsIn(body: unknown): Pick<Rejection, 'code' | 'words'> {
  const one: unknown = Array.isArray(body) ? body[0] : body;
  const error = z.object({ error: z.unknown().optional() }).safeParse(one).data?.error ?? one;
  const read = errorSchema.safeParse(error).data;
  const { message, detail, code, param } = read ?? {};
  const words = [param ?? '', inWords(message ?? detail ?? error)].join(' ').trim();
  return {
    code: typeof code === 'string' ? code : null,
    words: words.split(REPEATED)[0]!.slice(0, MAX_WORDS),
  };
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
