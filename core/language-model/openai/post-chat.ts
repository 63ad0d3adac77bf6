import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { OpenAI } from 'openai';
import { NotConnected } from '../../util/http/nothing-sent.js';

/** Where a model is, and who asks it. */
export interface ChatAccess {
  /** Null for a server without access control. */
  apiKey: string | null;
  /** Null: OpenAI itself. */
  baseUrl: string | null;
}

export type ChatRequest = OpenAI.ChatCompletionCreateParams;

/** Sends one chat, once, and resolves when its answer begins, whatever the status; rejects if none does. */
export type PostChat = (chat: ChatRequest, signal: AbortSignal) => Promise<IncomingMessage>;

/** Establishing a connection takes no longer anywhere: a model that is being loaded has accepted it long before. */
const CONNECT_LIMIT_MS = 10_000;
/** Our own limits are shorter, or none: the longest that a timer takes. */
const NO_LIMIT_MS = 2 ** 31 - 1;

/** Loaded on first use: loading the package takes longer than applying templates. */
export async function connectChat({ apiKey, baseUrl }: ChatAccess): Promise<PostChat> {
  const { OpenAI } = await import('openai');
  return async (chat, signal) => {
    let came: { answer: IncomingMessage } | { failure: unknown } | null = null;
    const client = new OpenAI({
      apiKey: apiKey ?? 'none',
      ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
      baseURL: baseUrl ?? 'https://api.openai.com/v1',
      organization: null,
      project: null,
      // Our own rules decide about retries: each POST may be charged.
      maxRetries: 0,
      timeout: NO_LIMIT_MS,
      // Its log would contain our messages to the model.
      logLevel: 'off',
      // The package reads no rejection whose body is not shaped like OpenAI's, so it sees none.
      fetch: async (url, init) => {
        came = await send(new URL(url instanceof Request ? url.url : url), init ?? {}).then(
          (answer) => ({ answer }),
          (failure: unknown) => ({ failure }),
        );
        return new Response(null);
      },
    });
    await client.chat.completions.create(chat, { signal }).asResponse();
    return answerIn(came);
  };
}

function answerIn(came: { answer: IncomingMessage } | { failure: unknown } | null): IncomingMessage {
  if (came === null) throw new Error('The openai package sent nothing');
  if ('failure' in came) throw came.failure;
  return came.answer;
}

/**
 * One POST. Follows no redirect, which could carry the key elsewhere. Not fetch, which gives up after 300 s without
 * an answer, whatever was set (https://github.com/nodejs/undici/issues/1373).
 */
async function send(url: URL, { method, headers, body, signal }: RequestInit): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const request = secure ? httpsRequest : httpRequest;
  const options = {
    method: method ?? 'POST',
    headers: { ...Object.fromEntries(new Headers(headers)), 'accept-encoding': 'identity' },
    agent: false,
    ...(signal ? { signal } : {}),
  };
  return await new Promise((resolve, reject) => {
    let connected = false;
    const sent = request(url, options, resolve);
    const limit = setTimeout(() => sent.destroy(new NotConnected(null)), CONNECT_LIMIT_MS);
    sent.once('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
        clearTimeout(limit);
      }),
    );
    sent.on('error', (error) => {
      clearTimeout(limit);
      reject(
        connected || signal?.aborted === true || error instanceof NotConnected
          ? error
          : new NotConnected(error),
      );
    });
    sent.end(body);
  });
}
