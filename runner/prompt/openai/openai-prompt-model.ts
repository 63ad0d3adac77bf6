import type OpenAI from 'openai';
import { limited } from '../../../core/util/limited.js';
import { readCompletion, promptModelErrorOf } from './answer.js';
import { MAX_ANSWER_TOKENS, type PromptModel } from '../prompt-model.js';

/** Its name in the ledger, also for other servers that speak the same protocol. */
const OPENAI = 'openai';
/** For one request and its answer. */
const ANSWER_LIMIT_MS = 10_000;
/** An answer of some hundred words is far smaller. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const TEMPERATURE = 0.7;

export interface OpenAiAccess {
  /** Null for a server without access control. */
  apiKey: string | null;
  /** Null: OpenAI itself. */
  baseUrl: string | null;
  model: string;
}

/**
 * A model behind OpenAI's chat completions: OpenAI's own, or a server that implements them (vLLM, llama.cpp,
 * Ollama).
 */
export function createOpenAiPromptModel(access: OpenAiAccess, limitMs = ANSWER_LIMIT_MS): PromptModel {
  const { model } = access;
  let connected: Promise<OpenAI> | null = null;
  return {
    api: OPENAI,
    model,
    async complete(messages, signal) {
      connected ??= connect(access);
      const client = await connected;
      const request = {
        model,
        messages: [...messages],
        temperature: TEMPERATURE,
        max_tokens: MAX_ANSWER_TOKENS,
      };
      try {
        const ask = async (limit: AbortSignal): Promise<unknown> =>
          await client.chat.completions.create(request, { signal: limit });
        return readCompletion(await limited(signal, limitMs, ask));
      } catch (error) {
        signal.throwIfAborted();
        throw promptModelErrorOf(error, model);
      }
    },
  };
}

/** Loaded on first use: loading the package takes longer than applying templates. */
async function connect({ apiKey, baseUrl }: OpenAiAccess): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey: apiKey ?? 'none',
    ...(apiKey === null ? { defaultHeaders: { Authorization: null } } : {}),
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    // Our own rules decide about retries: each POST may be charged.
    maxRetries: 0,
    // Its log would contain our messages to the model.
    logLevel: 'off',
    fetch: fetchBounded,
  });
}

/** Follows no redirect, which could carry the key elsewhere, and limits the size of the answer. */
async function fetchBounded(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  if (response.body === null) return response;
  let bytes = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > MAX_ANSWER_BYTES) controller.error(new Error(`More than ${MAX_ANSWER_BYTES} bytes came`));
      else controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counted), {
    status: response.status,
    headers: response.headers,
  });
}
