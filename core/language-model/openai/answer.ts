import { z } from 'zod';
import type { TokenUsage } from '../../quote/pricing.js';
import { PromptModelError, type Completion } from '../prompt-model.js';
import { holdsThoughts, visibleText } from './content.js';
import { UNREADABLE } from './errors.js';

const tokens = z.number().int().min(0).max(10_000_000);
const usageSchema = z.object({ usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }) });
/** Arguments are JSON in a string; some servers send the object itself. */
const functionSchema = z.object({ arguments: z.unknown().optional() });
const callSchema = z.object({ function: functionSchema.nullish() });
const completionSchema = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z
        .object({
          content: z.unknown().optional(),
          refusal: z.string().nullish(),
          tool_calls: z.array(callSchema).nullish().catch(null),
          function_call: functionSchema.nullish().catch(null),
          /** Where servers put thoughts: llama.cpp and DeepSeek, Ollama and vLLM. */
          reasoning_content: z.string().nullish().catch(null),
          reasoning: z.string().nullish().catch(null),
        })
        .nullish(),
      text: z.string().nullish(),
    }),
  ),
});
type Choice = z.infer<typeof completionSchema>['choices'][number];

/** An answer as a completion; one without a choice is empty. Throws if it cannot be read. */
export function readCompletion(answer: unknown): Completion {
  const usage = readUsage(answer);
  const parsed = completionSchema.safeParse(answer);
  if (!parsed.success) {
    throw new PromptModelError('The answer is no completion', 'unanswered', usage ?? 'unknown', UNREADABLE);
  }
  const [choice] = parsed.data.choices;
  const text = visibleText(choice?.message?.content) || (choice?.text ?? '');
  return {
    ...{ text, thoughts: thoughtsOf(choice), end: endOf(choice), usage },
    toolArguments: argumentsOf(choice),
  };
}

/** Those of the first call: it was asked for one. */
function argumentsOf(choice: Choice | undefined): string | null {
  const { tool_calls: calls, function_call: old } = choice?.message ?? {};
  const called = calls?.[0]?.function ?? old;
  if (called === null || called === undefined) return null;
  return typeof called.arguments === 'string' ? called.arguments : (JSON.stringify(called.arguments) ?? '');
}

function readUsage(answer: unknown): TokenUsage | null {
  const usage = usageSchema.safeParse(answer).data?.usage;
  return usage === undefined
    ? null
    : { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
}

function thoughtsOf(choice: Choice | undefined): string {
  const { message } = choice ?? {};
  const apart = message?.reasoning_content ?? message?.reasoning ?? '';
  return apart === '' && holdsThoughts(message?.content) ? '…' : apart;
}

/** How servers say that an answer reached its limit. */
const CUT = new Set(['length', 'max_tokens', 'MAX_TOKENS']);

function endOf(choice: Choice | undefined): Completion['end'] {
  const reason = choice?.finish_reason ?? '';
  if (reason === 'content_filter') return 'filtered';
  if ((choice?.message?.refusal ?? '') !== '') return 'refused';
  return CUT.has(reason) ? 'cut' : 'finished';
}
