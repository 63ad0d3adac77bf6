import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { visibleText } from './content.js';

/** An answer that is neither JSON nor a stream of events, or one that stops in the middle. */
export class UnreadableAnswer extends Error {
  constructor(
    detail: string,
    /** It began well and was broken off. */
    readonly brokenOff = false,
  ) {
    super(detail);
    this.name = 'UnreadableAnswer';
  }
}

export interface ReadOptions {
  maxBytes: number;
  /** Called for each piece: the server is alive. */
  onBytes: () => void;
}

/**
 * A successful answer as the JSON of one completion, also if it comes as a stream of chunks. Servers that cannot
 * stream answer as a whole, whatever they were asked for.
 */
export async function readAnswer(answer: IncomingMessage, options: ReadOptions): Promise<unknown> {
  const text = await readText(answer, options);
  return EVENTS.test(text) ? joinChunks(text) : parse(text);
}

/** How a stream of events begins; the header that names it is wrong at some servers. */
const EVENTS = /^\s*(data|event|id|retry|error)?:/;
const DONE = /^data: *\[DONE\]/m;
/** The end of a stream may be divided between two pieces. */
const TAIL = 32;

async function readText(answer: IncomingMessage, { maxBytes, onBytes }: ReadOptions): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const piece of answer as AsyncIterable<Buffer>) {
    onBytes();
    bytes += piece.length;
    if (bytes > maxBytes) throw new UnreadableAnswer(`More than ${maxBytes} bytes came`);
    const more = decoder.decode(piece, { stream: true });
    const from = Math.max(0, text.length - TAIL);
    text += more;
    // Some servers leave the connection open behind the end.
    if (DONE.test(text.slice(from))) break;
  }
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableAnswer('The answer is not JSON');
  }
}

const functionSchema = z.object({ arguments: z.unknown().optional() });
const pieceSchema = z.object({
  content: z.unknown().optional(),
  refusal: z.string().nullish().catch(null),
  reasoning_content: z.string().nullish().catch(null),
  reasoning: z.string().nullish().catch(null),
  tool_calls: z
    .array(z.object({ index: z.number().nullish(), function: functionSchema.nullish() }))
    .nullish()
    .catch(null),
  function_call: functionSchema.nullish().catch(null),
});
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        index: z.number().nullish(),
        finish_reason: z.string().nullish(),
        delta: pieceSchema.nullish(),
        message: pieceSchema.nullish(),
        text: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.unknown().optional(),
  error: z.unknown().optional(),
  /** `error` at vLLM before 0.9, whose errors stand in no field. */
  object: z.unknown().optional(),
});

/** The chunks of a stream as one completion, as a server that does not stream would have sent it. */
function joinChunks(text: string): unknown {
  const joined = { content: '', refusal: '', reasoning: '' };
  let call: string | null = null;
  let finish: string | null = null;
  let usage: unknown;
  for (const data of dataOf(text)) {
    const chunk = chunkSchema.safeParse(parse(data)).data;
    if (chunk === undefined) throw new UnreadableAnswer('A chunk of the answer is none');
    const error = chunk.object === 'error' ? parse(data) : chunk.error;
    if (error !== undefined && error !== null) return failed(error, joined.content);
    usage = chunk.usage ?? usage;
    const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
    const piece = choice?.delta ?? choice?.message;
    joined.content += visibleText(piece?.content) + (choice?.text ?? '');
    joined.refusal += piece?.refusal ?? '';
    joined.reasoning += piece?.reasoning_content ?? piece?.reasoning ?? '';
    const called = calledIn(piece);
    if (called !== null) call = (call ?? '') + called;
    finish = choice?.finish_reason ?? finish;
  }
  if (finish === null && !DONE.test(text)) throw new UnreadableAnswer('The stream has no end', true);
  const calls = call === null ? {} : { tool_calls: [{ function: { arguments: call } }] };
  return { choices: [{ finish_reason: finish, message: { ...joined, ...calls } }], usage };
}

/** A piece of the arguments of the first call; null where it has none. */
function calledIn(piece: z.infer<typeof pieceSchema> | null | undefined): string | null {
  const first = piece?.tool_calls?.find(({ index }) => (index ?? 0) === 0)?.function ?? piece?.function_call;
  if (first === null || first === undefined) return null;
  const { arguments: written = '' } = first;
  return typeof written === 'string' ? written : JSON.stringify(written);
}

/** An error in place of the answer is a rejection; after a part of it, the answer is broken off. */
function failed(error: unknown, content: string): unknown {
  if (content === '') return { error };
  throw new UnreadableAnswer('The stream ends with an error', true);
}

/** What the events carry, one a line; comments (`: …`) only keep the connection alive. */
function dataOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const [, name, data = ''] = /^(data|error): ?(.*)$/.exec(line) ?? [];
      // llama.cpp of 2024 has a field of its own for errors.
      return name === 'error' ? `{"error":${data}}` : data.trim();
    })
    .filter((data) => data !== '' && data !== '[DONE]');
}
