import { MAX_PROMPT_WORDS } from '../../core/templates.js';

/**
 * The prompt step without a language model: the wish is put after the prompt, in the user's words, as plain text. When
 * the whole grows too long, the oldest words in front of the wish give way.
 */
export function mergeInstruction(prompt: string, instruction: string): string {
  const wish = plainText(instruction).replace(/[.\s]+$/, '');
  const words = `${wish}.`.split(' ').slice(0, MAX_PROMPT_WORDS);
  const kept = plainText(prompt)
    .replace(/[.\s]+$/, '')
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, Math.max(0, MAX_PROMPT_WORDS - words.length));
  return kept.length === 0 ? words.join(' ') : `${kept.join(' ')}. ${words.join(' ')}`;
}

/** One line without markup: a prompt is words, nothing that a model or a page could take for structure. */
function plainText(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/[`*_#<>{}[\]\\|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
