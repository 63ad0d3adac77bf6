// cspell:ignore unspaced
import { tokensOf, type Token } from '../text/tokens.js';
import { inEnglish } from './spaced.js';
import { namesIn, tokensOfName } from './unspaced.js';

/** The tokens of a message, where words of other languages that name clips are the grammar's own. */
export function readTokens(text: string): readonly Token[] {
  const names = namesIn(text);
  if (names.length === 0) return inEnglish(tokensOf(text));
  const tokens: Token[] = [];
  let from = 0;
  for (const name of names) {
    tokens.push(...tokensOf(text.slice(0, name.start), from), ...tokensOfName(name));
    from = name.end;
  }
  return [...tokens, ...tokensOf(text, from)];
}
