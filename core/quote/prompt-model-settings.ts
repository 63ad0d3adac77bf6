import { z } from 'zod';

/** The language model that rewrites prompts if OPENAI_MODEL is not set. */
export const DEFAULT_PROMPT_MODEL = 'gpt-4o';

/** Settings of the language model, for the api and the runner; error messages never repeat a value. */
export const promptModelSettings = {
  OPENAI_API_KEY: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/, 'must be one word of plain characters, as the provider issued it')
    .optional()
    .describe(
      'Access to the language model that rewrites prompts and helps the assistant to understand, which charges; without it rules do both',
    ),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .refine((url) => new URL(url).username === '' && new URL(url).password === '', {
      message: 'must not hold a name or password: OPENAI_API_KEY is for that, and it alone is kept secret.',
    })
    .optional()
    .describe(
      "Any server that speaks OpenAI's chat completions (vLLM, llama.cpp, LM Studio, Ollama), as a rule ending in /v1; one that needs no key needs no OPENAI_API_KEY; default OpenAI's",
    ),
  OPENAI_MODEL: z
    .string()
    .trim()
    .max(200)
    .regex(/^[\x21-\x7e]+$/, 'must be one word, as the server names its model')
    .optional()
    .describe(`The language model that rewrites prompts, by its name there; default ${DEFAULT_PROMPT_MODEL}`),
  PROMPT_MODEL_TIMEOUT_SECONDS: z.coerce
    .number()
    .positive()
    .max(3600)
    .default(120)
    .describe(
      'The longest silence of the language model, before its answer (while it is loaded) and within it; a whole answer may take five times as long',
    ),
  PROMPT_MODEL_MAX_TOKENS: z.coerce
    .number()
    .int()
    .min(300)
    .max(1_000_000)
    .default(4096)
    .describe(
      'Tokens that one answer of the language model may have, its thoughts included; where thoughts take all of them, it is asked once more with four times as many',
    ),
  PROMPT_MODEL_REASONING_EFFORT: z
    .string()
    .regex(/^[a-z]{1,20}$/, 'must be a word that the server knows, such as low')
    .optional()
    .describe(
      'How much a thinking model thinks, such as minimal, low, medium or high; default as it does by itself',
    ),
};

/** A model needs a server: OpenAI with a key, or an own server, which may need no key. */
export const promptModelAccess = {
  holds: (env: {
    OPENAI_API_KEY?: string;
    OPENAI_BASE_URL?: string;
    OPENAI_MODEL?: string;
    ASSISTANT_MODEL?: string;
  }): boolean =>
    (env.OPENAI_MODEL ?? env.ASSISTANT_MODEL) === undefined ||
    env.OPENAI_API_KEY !== undefined ||
    env.OPENAI_BASE_URL !== undefined,
  message:
    'OPENAI_MODEL and ASSISTANT_MODEL need OPENAI_API_KEY, or the OPENAI_BASE_URL of a server that works without a key.',
};
