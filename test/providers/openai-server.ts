import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Decimal } from 'decimal.js';
import type { Reply, ServedChat } from './openai-chat.js';
import { answerChunks, carryOut, wholeAnswer } from './openai-answers.js';
import {
  answerError,
  NOT_STREAMED,
  refusesChat,
  sendAnswer,
  sendStream,
  type ChatFault,
  type Pace,
} from './openai-faults.js';
export type { Reply, ServedChat } from './openai-chat.js';
import type { ServerKind } from './openai-kinds.js';
import type { KindRefusal } from './openai-refusals.js';

/**
 * A server that implements OpenAI's public chat completions, keeps the bill, and can be given answers and faults.
 * It knows nothing about our product.
 */
export interface OpenAiServer {
  /** What a server under test needs in its environment. */
  readonly env: { OPENAI_API_KEY: string; OPENAI_BASE_URL: string };
  /** Every chat that came, carried out or not, oldest first. */
  readonly chats: ServedChat[];
  /** With the headers of each. */
  readonly headers: IncomingHttpHeaders[];
  /** What the next chats are answered with, one each; then `reply` answers. */
  readonly replies: ((chat: ServedChat) => Reply)[];
  reply: (chat: ServedChat) => Reply;
  /** For the next chats, one each. */
  readonly faults: ChatFault[];
  /** For every chat while it is set. */
  lastingFault: ChatFault | null;
  /** The kind of server that it is; default OpenAI with GPT-4o. */
  kind: ServerKind;
  /** Milliseconds for which it is silent before each answer, as a server that loads its model. */
  loadMs: number;
  /** How it writes streams. */
  pace: Pace;
  /** Back to the beginning, but for chats and bill. */
  behave(): void;
  /** Chats that were billed, their tokens, and USD, not rounded. */
  bill(): { billed: number; inputTokens: number; outputTokens: number; usd: string };
  close(): Promise<void>;
}

const USUAL_TEXT =
  'A girl in a mustard-yellow coat runs through tall grass along a mountain ridge, and a red car drives past her.';
/** USD for a million tokens in, and out. */
const PRICES: Record<string, [string, string]> = {
  'gpt-4o': ['2.50', '10'],
  'gpt-4o-mini': ['0.15', '0.60'],
};

export async function startOpenAiServer(): Promise<OpenAiServer> {
  const key = `sk-proj-${randomBytes(24).toString('hex')}`;
  const served = new Served(key);
  const http = createServer((request, response) => void served.answer(request, response));
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const env = {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
  };
  return Object.assign(served, {
    env,
    async close(): Promise<void> {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}

class Served {
  readonly chats: ServedChat[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly replies: ((chat: ServedChat) => Reply)[] = [];
  readonly faults: ChatFault[] = [];
  lastingFault: ChatFault | null = null;
  kind: ServerKind = {};
  loadMs = 0;
  pace: Pace = { everyMs: 0 };
  reply: (chat: ServedChat) => Reply = () => ({ text: USUAL_TEXT });
  private readonly billed: { model: string; input: number; output: number }[] = [];

  constructor(private readonly key: string) {}

  behave(): void {
    this.replies.length = 0;
    this.faults.length = 0;
    this.lastingFault = null;
    this.kind = {};
    this.loadMs = 0;
    this.pace = { everyMs: 0 };
    this.reply = () => ({ text: USUAL_TEXT });
  }

  bill(): { billed: number; inputTokens: number; outputTokens: number; usd: string } {
    const sum = (of: 'input' | 'output'): number => this.billed.reduce((all, one) => all + one[of], 0);
    const usd = this.billed.map(({ model, input, output }) => {
      const [forInput, forOutput] = PRICES[model]!;
      return new Decimal(forInput).times(input).plus(new Decimal(forOutput).times(output)).div(1e6);
    });
    return {
      billed: this.billed.length,
      inputTokens: sum('input'),
      outputTokens: sum('output'),
      usd: Decimal.sum(0, ...usd).toString(),
    };
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      return answerError(response, 404, null, 'Unknown request URL');
    }
    const chat = (await json(request)) as ServedChat;
    this.chats.push(chat);
    this.headers.push(request.headers);
    const fault = this.faults.shift() ?? this.lastingFault;
    const sent = `${request.headers.authorization}: ${JSON.stringify(chat)}`;
    if (refusesChat(fault, request, response, sent)) return;
    if (request.headers.authorization !== `Bearer ${this.key}`) {
      const message = `Incorrect API key provided: ${request.headers.authorization}`;
      return answerError(response, 401, 'invalid_api_key', message);
    }
    if (PRICES[chat.model] === undefined) {
      return answerError(response, 404, 'model_not_found', `The model ${chat.model} does not exist`);
    }
    if (!Array.isArray(chat.messages) || chat.messages.length === 0) {
      return answerError(response, 400, null, 'messages is required');
    }
    const refusal = this.kind.refuses?.(chat) ?? null;
    if (refusal !== null) return refuse(response, refusal);
    const misread = misreadField(chat);
    if (misread !== null)
      return answerError(response, 400, 'unknown_parameter', `Unknown parameter: '${misread}'.`);
    await this.send(chat, fault, response);
  }

  private async send(chat: ServedChat, fault: ChatFault | null, response: ServerResponse): Promise<void> {
    const reply = (this.replies.shift() ?? this.reply)(chat);
    const carried = carryOut(chat, reply, this.kind);
    this.billed.push({
      model: chat.model,
      input: carried.usage.prompt_tokens,
      output: carried.usage.completion_tokens,
    });
    if (fault === 'unanswered') response.socket?.resetAndDestroy();
    if (fault === 'unanswered' || fault === 'hang') return;
    await sleep(this.loadMs);
    const counts = reply.withoutUsage !== true && this.kind.neverCounts !== true;
    const streams = chat.stream === true && this.kind.neverStreams !== true && !NOT_STREAMED.includes(fault);
    if (streams) await sendStream(fault, response, answerChunks(carried, chat, this.kind, counts), this.pace);
    else sendAnswer(fault, response, wholeAnswer(carried, chat, this.kind, counts));
  }
}

function refuse(response: ServerResponse, { status, body }: KindRefusal): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'Content-Type': isText ? 'text/plain' : 'application/json' });
  response.end(isText ? body : JSON.stringify(body));
}

const FIELDS = new Set([
  ...['model', 'messages', 'temperature', 'max_tokens', 'max_completion_tokens'],
  ...['reasoning_effort', 'stream', 'stream_options', 'tools', 'tool_choice'],
]);

/** A field that no server knows, or that stands where it may not. */
function misreadField(chat: ServedChat): string | null {
  const unknown = Object.keys(chat).find((name) => !FIELDS.has(name));
  if (!areTools(chat)) return 'tools';
  return unknown ?? (chat.stream_options !== undefined && chat.stream !== true ? 'stream_options' : null);
}

/** Tools are functions with a name and a schema of an object; the choice names one of them. */
function areTools({ tools, tool_choice: choice }: ServedChat): boolean {
  if (tools === undefined) return choice === undefined;
  const names = tools.map(({ function: { name } }) => name);
  const isSound = tools.every(
    ({ type, function: { name, parameters } }) =>
      type === 'function' && /^[\w-]{1,64}$/.test(name) && parameters?.type === 'object',
  );
  const chosen = (choice as { type?: unknown; function?: { name?: string } } | undefined)?.function?.name;
  return isSound && tools.length > 0 && (choice === undefined || names.includes(chosen ?? ''));
}
