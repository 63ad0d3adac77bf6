import { hasWords, plainText } from '../../core/util/plain-text.js';
import { applyTemplates, readPrompt, readWishes, tidy, writePrompt } from '../../core/templates/templates.js';

/** Longest wish in words, so that the video's own prompt keeps its place in front. */
const MAX_WISH_WORDS = 100;

/**
 * The prompt step without a language model: what a template means is applied, the rest is put behind the prompt in the
 * user's words, as plain text. When the whole grows too long, the middle of the prompt gives way.
 */
export function mergeInstruction(prompt: string, instruction: string): string {
  const { templates, rest } = readWishes(instruction);
  const wish = shortened(tidy(rest.map(plainText).filter(hasWords).join('. ')));
  const changed = applyTemplates(withoutWish(plainText(prompt), wish), templates);
  const text = readPrompt(changed);
  return writePrompt(text, wish) + (wish !== '' && text.looks.length === 0 ? '.' : '');
}

function shortened(wish: string): string {
  return tidy(wish.split(' ').slice(0, MAX_WISH_WORDS).join(' '));
}

/** The prompt without the sentence that an earlier change put there, so that a wish made twice stands there once. */
function withoutWish(prompt: string, wish: string): string {
  if (wish === '') return prompt;
  const literal = wish.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return prompt.replace(new RegExp(`(^|[.] )${literal}(?=$|[.,])`, 'g'), '');
}
