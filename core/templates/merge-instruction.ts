import { hasWords, plainText } from '../util/text/plain-text.js';
import { applyTemplates } from './apply.js';
import { readInstruction } from './matching/read-instruction.js';
import { readPrompt, tidy, writePrompt } from './prompt-text.js';

/** Longest addition in words, so that the clip's own prompt stays in front. */
const MAX_ADDED_WORDS = 100;

/**
 * The prompt step without a language model: applies the templates and appends the rest in the user's words as plain
 * text. If the result is too long, the middle of the prompt is cut.
 */
export function mergeInstruction(prompt: string, instruction: string): string {
  const { templates, rest } = readInstruction(instruction);
  const addition = shortened(tidy(rest.map(plainText).filter(hasWords).join('. ')));
  const changed = applyTemplates(withoutAddition(plainText(prompt), addition), templates);
  const text = readPrompt(changed);
  return writePrompt(text, addition) + (addition !== '' && text.looks.length === 0 ? '.' : '');
}

function shortened(addition: string): string {
  return tidy(addition.split(' ').slice(0, MAX_ADDED_WORDS).join(' '));
}

/** The prompt without the same sentence from an earlier change: asked for twice, it appears once. */
function withoutAddition(prompt: string, addition: string): string {
  if (addition === '') return prompt;
  const literal = addition.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return prompt.replace(new RegExp(`(^|[.] )${literal}(?=$|[.,])`, 'g'), '');
}
