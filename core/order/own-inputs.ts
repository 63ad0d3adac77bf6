import { ApiError } from '../errors.js';
import { MAX_SEED } from '../job/seed.js';
import { visibleText } from '../quote/instruction.js';
import { MAX_PROMPT_WORDS } from '../templates/definitions.js';
import { hasWords } from '../util/text/plain-text.js';
import { wordsOf } from '../util/text/one-line.js';

/** Scripts without spaces have no words to count; the schema documents it. */
const MAX_PROMPT_LENGTH = 4000;

/** A prompt that its person wrote: trimmed and free of invisible characters, otherwise word for word. BAD_USER_INPUT. */
export function parsePrompt(given: string | null | undefined): string | null {
  if (given === null || given === undefined) return null;
  const prompt = visibleText(given);
  if (!hasWords(prompt))
    throw unusable('The prompt has no words. Leave it out, and the instruction makes it.');
  const words = wordsOf(prompt).length;
  if (words > MAX_PROMPT_WORDS)
    throw unusable(`The prompt has ${words} words; at most ${MAX_PROMPT_WORDS} are allowed.`);
  const length = [...prompt].length;
  if (length > MAX_PROMPT_LENGTH)
    throw unusable(`The prompt has ${length} characters; at most ${MAX_PROMPT_LENGTH} are allowed.`);
  return prompt;
}

/** A seed that its person chose. BAD_USER_INPUT where no model could take it. */
export function parseSeed(given: number | null | undefined): number | null {
  if (given === null || given === undefined) return null;
  if (Number.isInteger(given) && given >= 0 && given <= MAX_SEED) return given;
  throw unusable(`seed must be a whole number from 0 to ${MAX_SEED}.`);
}

const unusable = (sentence: string): ApiError => new ApiError('BAD_USER_INPUT', sentence);
