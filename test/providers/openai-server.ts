import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Decimal } from 'decimal.js';
import { answerError, refusesChat, sendAnswer, type ChatFault } from './openai-faults.js';

/** A chat as it came. */
export interface ServedChat {
  model: string;
  messages: { role: string; content: string }[];
  temperature?: number;
  max_tokens?: number;
}

/** The model's answer; `obey`: it follows the last message and repeats everything that it received. */
export interface Reply {
  text: string | null;
  finish?: 'stop' | 'length' | 'content_filter';
  refusal?: string;
  /** The server does not report usage. */
  withoutUsage?: boolean;
}

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
  reply: (chat: ServedChat) => Reply = () => ({ text: USUAL_TEXT });
  private readonly billed: { model: string; input: number; output: number }[] = [];

  constructor(private readonly key: string) {}

  behave(): void {
    this.replies.length = 0;
    this.faults.length = 0;
    this.lastingFault = null;
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
    sendAnswer(fault, response, this.carryOut(chat));
  }

  private carryOut(chat: ServedChat): object {
    const {
      text,
      finish = 'stop',
      refusal = null,
      withoutUsage = false,
    } = (this.replies.shift() ?? this.reply)(chat);
    const usage = {
      prompt_tokens: chat.messages.reduce((sum, { content }) => sum + 4 + tokensOf(content), 0),
      completion_tokens: tokensOf(text ?? refusal ?? ''),
    };
    this.billed.push({ model: chat.model, input: usage.prompt_tokens, output: usage.completion_tokens });
    const total = usage.prompt_tokens + usage.completion_tokens;
    return {
      id: `chatcmpl-${randomBytes(12).toString('hex')}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: chat.model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: text, refusal },
          logprobs: null,
          finish_reason: finish,
        },
      ],
      ...(withoutUsage ? {} : { usage: { ...usage, total_tokens: total } }),
      system_fingerprint: null,
    };
  }
}

/** About as many as a real tokenizer makes of English. */
function tokensOf(text: string): number {
  return Math.ceil(text.length / 4.2);
}
