import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../../util/backoff.js';
import { limited } from '../../util/limited.js';
import { retryAfterMs } from '../../util/http/failure-class.js';
import type { ChatMessage, Completion, PromptModel, Tool } from '../prompt-model.js';
import { readCompletion } from './answer.js';
import { Dialect } from './dialect.js';
import {
  isAboutTheRequest,
  isLoading,
  promptModelErrorOf,
  rejectionError,
  stillLoading,
  WHOLE_ANSWER,
} from './errors.js';
import { connectChat, type ChatAccess, type PostChat } from './post-chat.js';
import { readAnswer } from './read-answer.js';
import { readRejection, rejectionIn, type Rejection } from './rejection.js';

/** Its name in the ledger, also for other servers that speak the same protocol. */
const OPENAI = 'openai';
/** A streamed token is some 300 bytes of JSON. */
const MAX_BYTES_PER_TOKEN = 1024;
const MAX_BYTES_BESIDE = 1024 * 1024;
/** The pauses between requests to a server that is loading its model. */
const LOADING = { firstMs: 500, longestMs: 5000 };

export interface OpenAiOptions extends ChatAccess {
  model: string;
  /** The longest silence before and within an answer, seconds. */
  timeoutSeconds: number;
  /** Tokens of one answer, thoughts included. */
  maxTokens: number;
  /** How much a thinking model thinks, in the server's word; null: as it does by itself. */
  reasoningEffort: string | null;
  /** How freely it answers; as a rewriter of prompts does where it is not given. */
  temperature?: number;
  /** It is to call a tool; default: it answers in text. */
  tools?: boolean;
  /** A whole answer may take this many times as long as its longest silence. */
  wholeAnswer?: number;
}

/**
 * A model behind OpenAI's chat completions: OpenAI's own, or a server that implements them (vLLM, llama.cpp, LM Studio,
 * Ollama). It asks for a stream, so that a slow answer shows that it is alive.
 */
export function createOpenAiPromptModel(options: OpenAiOptions): PromptModel {
  const { model, maxTokens, timeoutSeconds, wholeAnswer = WHOLE_ANSWER } = options;
  const dialect = new Dialect(options);
  const limitMs = timeoutSeconds * 1000;
  let connected: Promise<PostChat> | null = null;
  return {
    api: OPENAI,
    model,
    maxTokens,
    async complete(messages, tokens, signal, tool) {
      connected ??= connectChat(options);
      const chat = { post: await connected, dialect, limitMs, messages, tokens, tool };
      try {
        return await limited(
          signal,
          wholeAnswer * limitMs,
          async (whole) => await answerTo(chat, options, whole),
        );
      } catch (error) {
        signal.throwIfAborted();
        throw promptModelErrorOf(error, timeoutSeconds);
      }
    },
  };
}

interface Chat {
  post: PostChat;
  dialect: Dialect;
  limitMs: number;
  messages: readonly ChatMessage[];
  tokens: number;
  tool: Tool | undefined;
}

/** Asks until the server carries a request out: in the way that it takes, and once its model is loaded. */
async function answerTo(
  chat: Chat,
  { model, timeoutSeconds }: OpenAiOptions,
  signal: AbortSignal,
): Promise<Completion> {
  const patientUntil = Date.now() + chat.limitMs;
  for (let waits = 1; ;) {
    const answer = await askOnce(chat, signal);
    if (!('status' in answer)) return answer;
    if (isAboutTheRequest(answer) && chat.dialect.adapt(answer, chat.tokens)) continue;
    if (!isLoading(answer)) throw rejectionError(answer, model);
    const pauseMs = retryAfterMs(answer.headers) ?? backoffMs(waits++, LOADING);
    if (Date.now() + pauseMs > patientUntil) throw stillLoading(answer, timeoutSeconds);
    await sleep(pauseMs, undefined, { signal });
  }
}

/** One request: the answer, or the rejection, which cost nothing. */
async function askOnce(
  { post, dialect, limitMs, messages, tokens, tool }: Chat,
  whole: AbortSignal,
): Promise<Completion | Rejection> {
  return await limited(whole, limitMs, async (signal, restart) => {
    try {
      const came = await post(dialect.request(messages, tokens, tool), signal);
      restart();
      const { statusCode: status = 0 } = came;
      if (status < 200 || status > 299) return await readRejection(came, restart);
      const maxBytes = MAX_BYTES_BESIDE + MAX_BYTES_PER_TOKEN * tokens;
      const answer = await readAnswer(came, { maxBytes, onBytes: restart });
      return rejectionIn(answer) ?? readCompletion(answer);
    } catch (error) {
      // What the abort broke says less than why it came.
      throw signal.aborted ? signal.reason : error;
    }
  });
}
