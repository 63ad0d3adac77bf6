// cspell:ignore L'avant derni avant
// cspell:ignore unelided
// cspell:ignore het een maak zet doe bij naar niet graag aub alsjeblieft refrein refreinen coupletten eerste tweede derde laatste deze voeg haal geef laat beetje iets heel hele brug zwart wit meer minder donkerder lichter dall sull jusqu
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

/** "L'avant-dernier clip": one word, where it is read as two. */
export function withPenultimate(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ word, isJoined }) => isJoined && word.startsWith('derni'))) return tokens;
  return tokens.flatMap((token, at) => {
    const next = tokens[at + 1];
    const isPart = (one: Token | undefined): boolean =>
      one?.isJoined === true && one.word.startsWith('derni');
    if (isPart(token) && /^(?:l')?avant$/.test(tokens[at - 1]?.word ?? '')) return [];
    if (next === undefined || !isPart(next) || !/^(?:l')?avant$/.test(token.word)) return [token];
    const last = { ...token, word: 'avant-dernier', end: next.end };
    if (token.word === 'avant') return [last];
    const start = token.start + 2;
    return [
      { ...token, word: 'le', end: start },
      { ...last, start },
    ];
  });
}

const DUTCH = new Set(
  'het een maak zet doe bij naar niet graag aub alsjeblieft refrein refreinen coupletten eerste tweede derde laatste deze voeg haal geef laat beetje iets heel hele brug zwart wit meer minder donkerder lichter'.split(
    ' ',
  ),
);

/** Dutch "de" is an article; Spanish, Portuguese and French "de" is none. */
export function inDutch(tokens: readonly Token[]): readonly Token[] {
  const isDutch = tokens.some(({ word }) => word === 'de') && tokens.some(({ word }) => DUTCH.has(word));
  return isDutch ? tokens.map((token) => (token.word === 'de' ? { ...token, word: 'het' } : token)) : tokens;
}
