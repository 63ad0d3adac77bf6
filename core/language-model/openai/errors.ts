import { retryAfterMs, type FailureClass } from '../../util/http/failure-class.js';
import { connectionCode, isNothingSent } from '../../util/http/nothing-sent.js';
import { TimeLimit } from '../../util/limited.js';
import { PromptModelError } from '../prompt-model.js';
import { UnreadableAnswer } from './read-answer.js';
import type { Rejection } from './rejection.js';

const OPERATOR = 'An administrator has to fix that. {charged}';
const LATER = 'Please try again later. {charged}';
export const UNREADABLE = `The language model's answer could not be read. ${LATER}`;
const BROKEN_OFF = `The language model broke off its answer. ${LATER}`;
const SILENT = `The language model did not answer. ${LATER}`;

/** Why a request got no answer that can be used. */
export function promptModelErrorOf(error: unknown, timeoutSeconds: number): PromptModelError {
  if (error instanceof PromptModelError) return error;
  if (error instanceof TimeLimit) return tooSlow(error, timeoutSeconds);
  if (error instanceof UnreadableAnswer) {
    const sentence = error.brokenOff ? BROKEN_OFF : UNREADABLE;
    return new PromptModelError(error.message, 'unanswered', 'unknown', sentence);
  }
  const code = connectionCode(error);
  if (!isNothingSent(error)) {
    const detail = `No answer that can be read (${code ?? nameOf(error)})`;
    return new PromptModelError(detail, 'unanswered', 'unknown', SILENT);
  }
  const sentence = `The language model cannot be reached. ${LATER}`;
  return new PromptModelError(`Nothing was sent (${code})`, 'transient', 'nothing', sentence);
}

/** It may be loading still: a second request finds it where the first one left it. */
function tooSlow({ message, limitMs }: TimeLimit, timeoutSeconds: number): PromptModelError {
  const seconds = limitMs / 1000;
  const did = seconds > timeoutSeconds ? `did not finish within ${seconds}` : `was silent for ${seconds}`;
  const sentence = `The language model ${did} seconds (PROMPT_MODEL_TIMEOUT_SECONDS). ${LATER}`;
  return new PromptModelError(message, 'silent', 'unknown', sentence);
}

/** A whole answer may take this many times as long as its longest silence. */
export const WHOLE_ANSWER = 5;

/** The model is still being loaded after all the time that it was given. */
export function stillLoading(rejection: Rejection, timeoutSeconds: number): PromptModelError {
  const sentence = `The language model is still being loaded after ${timeoutSeconds} seconds (PROMPT_MODEL_TIMEOUT_SECONDS). ${LATER}`;
  return new PromptModelError(detailOf(rejection), 'permanent', 'nothing', sentence);
}

/** Whether a server says that it has the model and is not ready yet: llama.cpp, Hugging Face, LocalAI. */
export function isLoading({ status, words }: Rejection): boolean {
  return status === 503 && /\b(loading|warming|starting|not (yet )?(loaded|ready))\b/i.test(words);
}

/** Codes with which OpenAI and Azure reject a request for its content. */
const MODERATED = new Set(['content_policy_violation', 'content_filter', 'moderation_blocked']);
const NO_CREDIT = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active']);
/** Sent by a gateway: the model behind it may have worked anyway. */
const MAYBE_CARRIED_OUT = new Set([408, 502, 504, 520, 522, 524]);

/** Whether a request in other words may be taken: not if the server has read it, and refuses what it is about. */
export function isAboutTheRequest({ code, words }: Rejection): boolean {
  return !MODERATED.has(code ?? '') && !NO_CREDIT.has(code ?? '') && !NO_MODEL.test(words);
}

/** What a rejection means that no other request avoids. */
export function rejectionError(rejection: Rejection, model: string): PromptModelError {
  const { status, code, headers } = rejection;
  const detail = detailOf(rejection);
  const failure = (sentence: string, failureClass: FailureClass = 'permanent'): PromptModelError =>
    new PromptModelError(detail, failureClass, 'nothing', sentence, {
      retryAfterMs: retryAfterMs(headers),
    });
  if (status === 400 && code !== null && MODERATED.has(code)) {
    const sentence = "The language model's content rules refuse this. Put it in other words. {charged}";
    return new PromptModelError(detail, 'permanent', 'nothing', sentence, { code: 'CONTENT_REJECTED' });
  }
  if (status === 402 || (code !== null && NO_CREDIT.has(code))) {
    return failure(`The account at the language model's provider has no credit left. ${OPERATOR}`);
  }
  if (status === 429)
    return failure(`The language model is not accepting requests right now. ${LATER}`, 'busy');
  if (MAYBE_CARRIED_OUT.has(status)) {
    return new PromptModelError(detail, 'unanswered', 'unknown', SILENT);
  }
  if (status >= 500) return failure(`The language model is not working at the moment. ${LATER}`, 'busy');
  return failure(`${rejectionSentence(rejection, model)} ${OPERATOR}`);
}

function detailOf({ status, code }: Rejection): string {
  return `HTTP ${status}${code !== null && /^[\w.-]{1,60}$/.test(code) ? ` ${code}` : ''}`;
}

const NO_MODEL = /model.{0,80}(not (found|exist|loaded)|does ?n[o']t exist)|no models? loaded|unknown model/i;

function rejectionSentence({ status, code, words }: Rejection, model: string): string {
  if (status === 401) return "The language model's provider does not accept our access (OPENAI_API_KEY).";
  if (status === 403) return `The language model's provider does not allow us ${model} (OPENAI_API_KEY).`;
  if (status === 404 || code === 'model_not_found' || NO_MODEL.test(words))
    return `There is no language model ${model} (OPENAI_MODEL, OPENAI_BASE_URL).`;
  if (status < 400) return 'The language model has moved to another address (OPENAI_BASE_URL).';
  if (/context (length|size|window)/i.test(words))
    return `The language model ${model} has too little room for what it is told about the clip (its context length).`;
  return `The language model ${model} does not take our requests (OPENAI_MODEL, HTTP ${status}).`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}
