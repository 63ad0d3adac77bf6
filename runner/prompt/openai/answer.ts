import { z } from 'zod';
import type { TokenUsage } from '../../../core/quote/pricing.js';
import { retryAfterMs, type FailureClass } from '../../retry.js';
import { PromptModelError, type Completion } from '../prompt-model.js';
import { connectionCode, isNothingSent } from '../../nothing-sent.js';

const tokens = z.number().int().min(0).max(1_000_000);
const usageSchema = z.object({ usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }) });
const completionSchema = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
});

const OPERATOR = 'An administrator has to fix that. {charged}';
const LATER = 'Please try again later. {charged}';
const UNREADABLE = `The language model's answer could not be read. ${LATER}`;
const SILENT = `The language model did not answer. ${LATER}`;

/** An answer as a completion; one without a choice is empty. Throws if it cannot be read. */
export function readCompletion(answer: unknown): Completion {
  const usage = readUsage(answer);
  const parsed = completionSchema.safeParse(answer);
  if (!parsed.success) {
    throw new PromptModelError('The answer is no completion', 'unanswered', usage ?? 'unknown', UNREADABLE);
  }
  const [choice] = parsed.data.choices;
  return { text: choice?.message.content ?? '', end: endOf(choice), usage };
}

function readUsage(answer: unknown): TokenUsage | null {
  const usage = usageSchema.safeParse(answer).data?.usage;
  return usage === undefined
    ? null
    : { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
}

function endOf(choice: z.infer<typeof completionSchema>['choices'][number] | undefined): Completion['end'] {
  if (choice?.finish_reason === 'content_filter') return 'filtered';
  if ((choice?.message.refusal ?? '') !== '') return 'refused';
  return choice?.finish_reason === 'length' ? 'cut' : 'finished';
}

/** The part of the package's errors that matters: an HTTP error with its body's code, or a failed connection. */
const httpErrorSchema = z.object({
  status: z.number().int(),
  code: z.string().nullish().catch(null),
  headers: z.instanceof(Headers).optional().catch(undefined),
});

/** Why a request got no answer: by its status, else by what happened to the connection. */
export function promptModelErrorOf(error: unknown, model: string): PromptModelError {
  if (error instanceof PromptModelError) return error;
  const { data } = httpErrorSchema.safeParse(error);
  if (data !== undefined) return httpError(data, model);
  const code = connectionCode(error);
  if (!isNothingSent(error)) {
    const detail = `No answer that can be read (${code ?? nameOf(error)})`;
    return new PromptModelError(detail, 'unanswered', 'unknown', SILENT);
  }
  const sentence = `The language model cannot be reached. ${LATER}`;
  return new PromptModelError(`Nothing was sent (${code})`, 'transient', 'nothing', sentence);
}

/** Codes with which OpenAI and Azure reject a request for its content. */
const MODERATED = new Set(['content_policy_violation', 'content_filter', 'moderation_blocked']);
const NO_CREDIT = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active']);
/** Sent by a gateway: the model behind it may have worked anyway. */
const MAYBE_CARRIED_OUT = new Set([408, 502, 504, 520, 522, 524]);

function httpError(
  { status, code = null, headers = new Headers() }: z.infer<typeof httpErrorSchema>,
  model: string,
): PromptModelError {
  const detail = `HTTP ${status}${code !== null && /^[\w.-]{1,60}$/.test(code) ? ` ${code}` : ''}`;
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
  return failure(`${refusalSentence(status, model)} ${OPERATOR}`);
}

function refusalSentence(status: number, model: string): string {
  if (status === 401) return "The language model's provider does not accept our access (OPENAI_API_KEY).";
  if (status === 403) return `The language model's provider does not allow us ${model} (OPENAI_API_KEY).`;
  if (status === 404) return `There is no language model ${model} (OPENAI_MODEL, OPENAI_BASE_URL).`;
  if (status < 400) return 'The language model has moved to another address (OPENAI_BASE_URL).';
  return `The language model ${model} does not take our requests (OPENAI_MODEL, HTTP ${status}).`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}
