// cspell:ignore escenas últimos letzten zwei puente zweiten oscuros ersten beiden
import type { Token } from '../text/tokens.js';
import { isSaidOf, opensWish, wordOf } from './number-alone.js';
import { BEFORE_NOUN, IN_ENGLISH_TOO, NOUNS, OF } from './words.js';

/** A row of words that names clips in another language, in the words of the grammar. */
interface Chain {
  to: number;
  words: string[];
  /** Whether one of its words is of no English sentence. */
  isForeign: boolean;
}

/** More words before a noun are no name of clips. */
const MOST_BEFORE = 5;

/** Words that are the name of clips from a place on; null where none are, or where they may be English. */
export function chainAt(tokens: readonly Token[], at: number): Chain | null {
  const before: string[] = [];
  let isForeign = false;
  let next = at;
  for (; before.length < MOST_BEFORE; next++) {
    const said = tokens[next]?.kind === 'word' ? BEFORE_NOUN.get(tokens[next]!.word) : undefined;
    if (said === undefined) break;
    before.push(said);
    isForeign ||= !IN_ENGLISH_TOO.has(tokens[next]!.word);
    if (wordOf(tokens, next + 1) === "'") next++;
  }
  const isItalian = next > at && isItalianScenes(tokens, next);
  const noun = isItalian ? 'scenes' : NOUNS.get(wordOf(tokens, next));
  if (noun === undefined) return lastAlone(tokens, at, next, before);
  // "Le prime due clip": each is an English word, and all of them are not.
  isForeign ||= isItalian || before.length >= 3;
  isForeign ||= !IN_ENGLISH_TOO.has(wordOf(tokens, next));
  next++;
  const after = BEFORE_NOUN.get(wordOf(tokens, next));
  const follows = after !== undefined && after !== 'the' && NOUNS.get(wordOf(tokens, next + 1)) === undefined;
  if (follows) {
    isForeign = true;
    next++;
  }
  if (!isForeign) return null;
  const isNumbered = follows && NUMBERS.has(after);
  const words = inOrder([...before, ...(follows && !isNumbered ? [after] : [])]);
  const of = partOf(tokens, next, noun);
  return {
    to: of?.to ?? afterVideo(tokens, next, noun) ?? next,
    words: [...words, noun, ...(isNumbered ? [after] : []), ...(of?.words ?? [])],
    isForeign,
  };
}

/** "Le scene" are several, and an English scene is one. */
export const isItalianScenes = (tokens: readonly Token[], at: number): boolean =>
  wordOf(tokens, at) === 'scene' && wordOf(tokens, at - 1) === 'le';

/** "Los dos últimos más oscuros", where a message begins. */
function lastAlone(
  tokens: readonly Token[],
  at: number,
  to: number,
  before: readonly string[],
): Chain | null {
  const isCounted = before.some((word) => NUMBERS.has(word) || word === 'both');
  const isPlaced = before.includes('first') || before.includes('last');
  if (!isCounted || !isPlaced || !opensWish(tokens, at) || !isSaidOf(tokens, to)) return null;
  return { to, words: [...inOrder(before), 'clips'], isForeign: true };
}

const NUMBERS = new Set('two three four five six seven eight nine ten eleven twelve'.split(' '));
const SECTIONS = new Set('chorus choruses verse verses bridge intro outro'.split(' '));

/** "The bridge of the song" is the bridge. */
function afterVideo(tokens: readonly Token[], at: number, noun: string): number | null {
  if (!SECTIONS.has(noun) || !OF.has(wordOf(tokens, at))) return null;
  const video = BEFORE_NOUN.get(wordOf(tokens, at + 1)) === 'the' ? at + 2 : at + 1;
  return NOUNS.get(wordOf(tokens, video)) === 'video' ? video + 1 : null;
}

/** "Dos últimos" and "letzten zwei" are both "last two". */
function inOrder(said: readonly string[]): string[] {
  // "Die ersten beiden".
  const isOrdinal = said.includes('first') || said.includes('last');
  const before = isOrdinal ? said.map((word) => (word === 'both' ? 'two' : word)) : said;
  const rank = (word: string): number =>
    ['the', 'all', 'every', 'both', 'this', 'other', 'whole'].indexOf(word);
  return before
    .filter((word, at) => word !== 'the' || at === 0)
    .toSorted((one, other) => (rank(other) >= 0 ? 1 : 0) - (rank(one) >= 0 ? 1 : 0));
}

/** "… del puente", "… der zweiten Strophe". */
function partOf(tokens: readonly Token[], at: number, noun: string): { words: string[]; to: number } | null {
  if (!['half', 'clips', 'scenes', 'shots', 'scene', 'clip', 'shot'].includes(noun)) return null;
  const of = wordOf(tokens, at);
  if (!OF.has(of)) return null;
  const inner = chainAt(tokens, BEFORE_NOUN.has(of) ? at : at + 1) ?? plainNoun(tokens, at + 1);
  return inner === null ? null : { to: inner.to, words: ['of', ...inner.words] };
}

function plainNoun(tokens: readonly Token[], at: number): Chain | null {
  const noun = NOUNS.get(wordOf(tokens, at));
  if (noun === undefined) return null;
  return { to: at + 1, words: ['the', noun], isForeign: false };
}
