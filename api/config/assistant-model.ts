import { createOpenAiPromptModel } from '../../core/language-model/openai/openai-prompt-model.js';
import type { PromptModel } from '../../core/language-model/prompt-model.js';
import type { ApiEnv } from './env.js';
import { choosePromptModel } from './prompt-model.js';

/** Somebody waits for each answer: without a limit that was set, this many seconds, and never longer than the most. */
const USUAL_SECONDS = 10;
const MOST_SECONDS = 120;
/** It is to understand, not to invent. */
const TEMPERATURE = 0.2;

/** The language model behind the assistant, as the settings have it; null: the rules answer alone. */
export function chooseAssistantModel(
  env: ApiEnv,
): { model: PromptModel; hourUsd: string; secondsAtMost: number } | null {
  const model = env.ASSISTANT_MODEL ?? choosePromptModel(env);
  if (model === null || Number(env.ASSISTANT_BUDGET_USD) === 0) return null;
  const secondsAtMost = Math.min(env.PROMPT_MODEL_TIMEOUT_SECONDS ?? USUAL_SECONDS, MOST_SECONDS);
  return {
    hourUsd: env.ASSISTANT_BUDGET_USD,
    secondsAtMost,
    model: createOpenAiPromptModel({
      ...{ apiKey: env.OPENAI_API_KEY ?? null, baseUrl: env.OPENAI_BASE_URL ?? null, model },
      ...{ timeoutSeconds: secondsAtMost, wholeAnswer: 1, maxTokens: env.PROMPT_MODEL_MAX_TOKENS },
      ...{
        reasoningEffort: env.PROMPT_MODEL_REASONING_EFFORT ?? null,
        temperature: TEMPERATURE,
        tools: true,
      },
    }),
  };
}
