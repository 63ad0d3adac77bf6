// cspell:ignore Lluvia niebla Quita Cámara lenta tercero dritte dunkler llueva mismo hacer hazle fazer faça faca fais
// cspell:ignore faites mache aplica aplique igual clipe igualito
// cspell:ignore Sekunde dunkel rallentatore
// cspell:ignore cara mit dem como
import type { Token } from '../text/tokens.js';
import {
  AND,
  AT_SECOND,
  BEFORE_NOUN,
  COUNTED,
  INTO,
  LIKE,
  MAKING,
  NOUNS,
  OF,
  ONE_OF,
  ONLY_IN,
  SAID_OF,
  SAME,
  SECOND,
  STYLE,
  TIMES,
  WITH,
} from './words.js';

/** The word at a place; empty past the end and for what is quoted. */
export const wordOf = (tokens: readonly Token[], at: number): string =>
  tokens[at] === undefined || tokens[at].kind === 'quoted' ? '' : tokens[at].word;

export const isNumber = (token: Token | undefined): boolean =>
  token?.kind === 'number' || token?.kind === 'time';

/** More words before a number are no name of a clip. */
const MOST_BEFORE = 5;

/** "Com a cara do 2", "mit dem Look von Clip 2", "como el 3". */
export function likeNumber(tokens: readonly Token[], at: number): { words: string[]; to: number } | null {
  const word = wordOf(tokens, at);
  if (sameAlone(tokens, at) !== null) return null;
  const of = LIKE.has(word) ? at + 1 : WITH.has(word) ? afterStyle(tokens, at + 1) : null;
  if (of === null) return null;
  let number = of;
  while (number < of + MOST_BEFORE && isBeforeNumber(wordOf(tokens, number))) number++;
  const next = tokens[number + 1];
  const isOver = next === undefined || next.kind === 'mark' || AND.has(next.word);
  return tokens[number]?.kind === 'number' && isOver ? { words: ['like', 'clip'], to: number } : null;
}

/** "Lluvia al clip 1 y niebla al 3". */
function namesBefore(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(0, at)
    .some(
      ({ word }, before) => ['clip', 'clips'].includes(NOUNS.get(word) ?? '') && isNumber(tokens[before + 1]),
    );
}

// cspell:disable
const OF_ONE = new Set('del do dal dalla della du vom van'.split(' '));
const SIDES = new Set(
  'antes despues después depois partir avant après apres vor nach prima dopo voor na'.split(' '),
);
// cspell:enable

/** "Quita la lluvia del 3", where the message ends. */
const isOfClip = (tokens: readonly Token[], at: number): boolean =>
  OF_ONE.has(wordOf(tokens, at)) &&
  tokens[at + 1]?.kind === 'number' &&
  tokens.slice(at + 2).every(({ kind }) => kind === 'mark') &&
  !SIDES.has(wordOf(tokens, at - 1)) &&
  !isNumber(tokens[at - 1]);

const isBeforeNumber = (word: string): boolean =>
  BEFORE_NOUN.get(word) === 'the' ||
  OF.has(word) ||
  INTO.has(word) ||
  word === 'que' ||
  NOUNS.get(word) === 'clip';

function afterStyle(tokens: readonly Token[], at: number): number | null {
  let next = at;
  while (next < at + 2 && (BEFORE_NOUN.get(wordOf(tokens, next)) === 'the' || SAME.has(wordOf(tokens, next))))
    next++;
  return STYLE.has(wordOf(tokens, next)) || wordOf(tokens, next) === 'cara' ? next + 1 : null;
}

/** Before a number alone: "en el 9", "sur le 3", "bei 6", and "la 7 …" where a message begins. */
export function numberAlone(tokens: readonly Token[], at: number): { words: string[]; to: number } | null {
  const word = wordOf(tokens, at);
  const article = ONE_OF.has(word) ? at : ONE_OF.has(wordOf(tokens, at + 1)) ? at + 1 : null;
  if (isOfClip(tokens, at)) return { words: ['in', 'clip'], to: at + 1 };
  const number = ONLY_IN.has(word) ? at + 1 : article === null ? null : article + 1;
  if (number === null || tokens[number]?.kind !== 'number' || isCountedThere(tokens, number + 1)) return null;
  if (ONLY_IN.has(word)) return isNumber(tokens[at - 1]) ? null : { words: ['in', 'clip'], to: number };
  if (article === at && INTO.has(word) && !isNumber(tokens[at - 1]) && namesBefore(tokens, at))
    return { words: ['in', 'clip'], to: number };
  if (article === at)
    return endsWith(tokens, at, number) || (opensWish(tokens, at) && isSaidOf(tokens, number + 1))
      ? { words: ['clip'], to: number }
      : null;
  return INTO.has(word) && !isNumber(tokens[at - 1]) ? { words: ['in', 'clip'], to: number } : null;
}

/** Where a message begins, or what it makes. */
export const opensWish = (tokens: readonly Token[], at: number): boolean =>
  at === 0 || MAKING.has(wordOf(tokens, at - 1)) || tokens[at - 1]?.kind === 'mark';

const ORDINALS = new Set('first second third fourth fifth sixth seventh eighth last penultimate'.split(' '));
/** The end of the video, which other rules know. */
const ENDINGS = new Set(['final', 'finale', 'finales']);

/** "Cámara lenta en el tercero", "das dritte dunkler": an ordinal without a noun. */
export function ordinalAlone(tokens: readonly Token[], at: number): { words: string[]; to: number } | null {
  const isIn = INTO.has(wordOf(tokens, at)) || ONLY_IN.has(wordOf(tokens, at));
  if (isIn && isAllAlone(tokens, at + 1)) return { words: ['in', 'all', 'clips'], to: at + 2 };
  const first = isIn ? at + 1 : at;
  const isArticle = BEFORE_NOUN.get(wordOf(tokens, first)) === 'the';
  const place = isArticle ? first + 1 : first;
  const ordinal = BEFORE_NOUN.get(wordOf(tokens, place));
  if (ordinal === undefined || !ORDINALS.has(ordinal) || ENDINGS.has(wordOf(tokens, place))) return null;
  const next = tokens[place + 1];
  const isOver = next === undefined || next.kind === 'mark' || AND.has(next.word);
  const opens = isIn && at === 0 && isSaidOf(tokens, place + 1);
  if ((isIn && isOver) || opens) return { words: ['in', 'the', ordinal, 'clip'], to: place + 1 };
  const isSubject = isArticle && opensWish(tokens, at) && next !== undefined && isSaidOf(tokens, place + 1);
  return isSubject && !isIn ? { words: ['the', ordinal, 'clip'], to: place + 1 } : null;
}

// cspell:disable-next-line
const ALL = new Set('todos todas allen alle tous toutes tutti tutte'.split(' '));

/** "Haz que llueva en todos". */
const isAllAlone = (tokens: readonly Token[], at: number): boolean =>
  ALL.has(wordOf(tokens, at)) && tokens.slice(at + 1).every(({ kind }) => kind === 'mark');

/** Verbs of "haz lo mismo". */
// cspell:disable-next-line
const DOING = new Set(
  'haz hacer hazle faz fazer faça faca fais faites fai mach mache doe aplica aplique applique'.split(' '),
);

/** "Lo mismo", "faz igual no clipe 6": what was asked for last is wanted for it too. */
export function sameAlone(tokens: readonly Token[], at: number): { words: string[]; to: number } | null {
  const verb = DOING.has(wordOf(tokens, at)) ? at + 1 : at;
  const place = BEFORE_NOUN.get(wordOf(tokens, verb)) === 'the' ? verb + 1 : verb;
  const isSame = place > at && SAME.has(wordOf(tokens, place));
  if (isSame && !STYLE.has(wordOf(tokens, place + 1))) return { words: ['same'], to: place + 1 };
  // cspell:disable-next-line
  const isAlike =
    ['igual', 'igualito'].includes(wordOf(tokens, place)) && PLACING.has(wordOf(tokens, place + 1));
  return isAlike ? { words: ['same'], to: place + 1 } : null;
}

/** "In" and "for", and never "to". */
const PLACING = new Set('no na nos nas em en para pra por'.split(' '));

const ENDING = new Set(['el', 'la', 'il', 'le']);

/** "Al rallentatore la 4". */
const endsWith = (tokens: readonly Token[], at: number, number: number): boolean =>
  number + 1 === tokens.length && ENDING.has(wordOf(tokens, at)) && !isNumber(tokens[at - 1]);

/** Nothing that is counted follows: the message ends, or goes on as a wish does. */
function isCountedThere(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind === 'mark') return token.word === '%' || token.word === '°';
  return token !== undefined && (TIMES.has(token.word) || COUNTED.has(token.word) || token.kind === 'number');
}

export function isSaidOf(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  return token.kind === 'mark' || SAID_OF.has(token.word) || /(?:er|dunkel|hell)$/.test(token.word);
}

/** The place of the number of "bei Sekunde 57", "en el segundo 57", "à la seconde 57". */
export function secondAt(tokens: readonly Token[], at: number): number | null {
  if (!AT_SECOND.has(wordOf(tokens, at))) return null;
  const second = BEFORE_NOUN.get(wordOf(tokens, at + 1)) === 'the' ? at + 2 : at + 1;
  return SECOND.has(wordOf(tokens, second)) && tokens[second + 1]?.kind === 'number' ? second + 1 : null;
}
