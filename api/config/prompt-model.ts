import { DEFAULT_PROMPT_MODEL } from '../../core/quote/prompt-model-settings.js';
import type { ApiEnv } from './env.js';

/** The language model that rewrites prompts where no template does; null: the rules do. Quotes and runners use the same. */
export function choosePromptModel({
  OPENAI_API_KEY: key,
  OPENAI_BASE_URL: server,
  OPENAI_MODEL: model,
}: Pick<ApiEnv, 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'OPENAI_MODEL'>): string | null {
  return key === undefined && server === undefined ? null : (model ?? DEFAULT_PROMPT_MODEL);
}
