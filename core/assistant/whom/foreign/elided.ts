// cspell:ignore dall sull jusqu
import type { Token } from '../text/tokens.js';
import { BEFORE_NOUN, NOUNS } from './words.js';

const ELIDED = /^(l|d|dell|nell|all|dall|sull|jusqu)'(.+)$/;
/** Whether a noun of clips stands behind an article that is written with it. */
export function isElided({ kind, word }: Token): boolean {
  if (kind !== 'word' || !word.includes("'")) return false;
  const noun = ELIDED.exec(word)?.[2] ?? '';
  return NOUNS.has(noun) || BEFORE_NOUN.has(noun);
}

/** "L'intro" is an article and its noun. */
export function unelided(token: Token): Token[] {
  const [, article, noun] = (isElided(token) && ELIDED.exec(token.word)) || [];
  if (article === undefined || noun === undefined) return [token];
  const start = token.start + article.length + 1;
  return [
    { ...token, word: article, end: start },
    { ...token, word: noun, start },
  ];
}
