// cspell:ignore partie teil escena cena scène scena szene toma
// cspell:ignore beiden ersten oscuros escenas cenas igual clipe alla
// cspell:ignore sekunde unelided dall sull jusqu últimos letzten zwei puente zweiten tudo sépia menos sauf tranne
import type { Token } from '../text/tokens.js';
import { chainAt, isItalianScenes } from './chains.js';
import { inDutch, isElided, unelided, withPenultimate } from './elided.js';
import {
  isNumber,
  likeNumber,
  numberAlone,
  ordinalAlone,
  sameAlone,
  secondAt,
  wordOf,
} from './number-alone.js';
import {
  AND,
  AT,
  BEFORE_NOUN,
  EVERYTHING,
  EXCEPT,
  FOREIGN_EVIDENCE,
  FROM,
  IN_ENGLISH_TOO,
  INTO,
  LIKE,
  NOUNS,
  NUMBER,
  OF,
  OF_ALONE,
  PLACES,
  SAME,
  STYLE,
  THAT_OF,
  THING,
  TIMES,
  TOO,
  UNTIL,
  WITH,
} from './words.js';

const FOREIGN: ReadonlySet<string> = new Set(
  [...BEFORE_NOUN.keys(), ...NOUNS.keys()].filter((word) => !IN_ENGLISH_TOO.has(word)),
);

/** The same tokens, where words of Spanish, Portuguese, French, German or Italian that name clips are the grammar's own. */
export function inEnglish(read: readonly Token[]): readonly Token[] {
  const tokens = withPenultimate(read);
  const said = tokens.some(isElided) ? tokens.flatMap(unelided) : tokens;
  const apart = inDutch(said);
  const isForeign =
    said !== read ||
    apart.some(
      ({ kind, word }, at) =>
        kind === 'word' &&
        (FOREIGN.has(word) ||
          TOO.has(word) ||
          FOREIGN_EVIDENCE.has(word) ||
          isForeignName(apart, word, at) ||
          isForeignJoin(apart, word, at)),
    );
  return isForeign ? translated(apart) : tokens;
}

/** "La clip 3". */
const isForeignName = (tokens: readonly Token[], word: string, at: number): boolean =>
  ['el', 'le', 'la', 'il', 'les', 'los', 'der', 'den'].includes(word) && NOUNS.has(wordOf(tokens, at + 1));

/** "Clips 2 und 4". */
const isForeignJoin = (tokens: readonly Token[], word: string, at: number): boolean =>
  ((AND.has(word) || UNTIL.has(word) || word === 'en') &&
    isNumber(tokens[at - 1]) &&
    (isNumber(tokens[at + 1]) || startsClips(tokens, at + 1))) ||
  (AT.has(word) && !['a', 'al', 'los', 'las'].includes(word) && tokens[at + 1]?.kind === 'time') ||
  (EXCEPT.has(word) && word !== 'sin' && (isNumber(tokens[at + 1]) || startsClips(tokens, at + 1)));

function translated(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  const excepted = tokens.findLastIndex((_, at) => isExcept(tokens, at));
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    const place = partOfPlace(tokens, at);
    if (place !== null) {
      result.push(...place.words.map((word) => asToken(word, token, tokens[place.to - 1]!)));
      at = place.to;
      continue;
    }
    const chain = chainAt(tokens, at);
    const second = secondAt(tokens, at);
    if (second !== null) {
      result.push(
        asToken('at', token, token),
        asToken('second', token, tokens[second - 1]!),
        tokens[second]!,
      );
      at = second + 1;
      continue;
    }
    if (chain === null && at < excepted && EVERYTHING.has(wordOf(tokens, at))) {
      // "Tudo em sépia menos o 3".
      result.push(asToken('all', token, token), asToken('clips', token, token));
      at++;
      continue;
    }
    if (chain === null && isOneOf(tokens, at) && result.slice(-2).some(({ word }) => word === 'except')) {
      // "Tranne il primo".
      result.push(asToken(BEFORE_NOUN.get(wordOf(tokens, at))!, token, token), asToken('one', token, token));
      at++;
      continue;
    }
    if (chain === null && isNeedless(result.at(-1), tokens, at)) {
      at++;
      continue;
    }
    if (chain === null && isLikeTo(tokens, at)) {
      result.push(asToken('like', token, tokens[at + 1]!));
      at += 2;
      continue;
    }
    const alone =
      chain === null
        ? (sameAlone(tokens, at) ??
          likeNumber(tokens, at) ??
          numberAlone(tokens, at) ??
          ordinalAlone(tokens, at))
        : null;
    if (alone !== null) {
      result.push(...alone.words.map((word) => asToken(word, token, tokens[alone.to - 1]!)));
      at = alone.to;
      continue;
    }
    if (chain === null) {
      // "Les clips du 3 au 5".
      const isNamed = MANY.has(result.at(-1)?.word ?? '');
      if (isNamed && FROM.has(wordOf(tokens, at)) && isRange(tokens, at)) {
        at++;
        continue;
      }
      if (!isOfName(result, tokens, at)) result.push(joinAt(tokens, at) ?? token);
      at++;
      continue;
    }
    result.push(
      ...chain.words.map((word, step) =>
        asToken(word, step === 0 ? token : tokens[chain.to - 1]!, tokens[chain.to - 1]!),
      ),
    );
    at = chain.to;
  }
  return result;
}

// cspell:disable-next-line
const PARTS = new Set([
  'parte',
  'partie',
  'teil',
  'escena',
  'cena',
  'scène',
  'scena',
  'szene',
  'toma',
  'plano',
  'clip',
  'clipe',
]);

/** "La parte del metro": the clips of a place of the scene plan. */
function partOfPlace(tokens: readonly Token[], at: number): { words: string[]; to: number } | null {
  const part = BEFORE_NOUN.get(wordOf(tokens, at)) === 'the' ? at + 1 : at;
  if (
    part === at ||
    !PARTS.has(wordOf(tokens, part)) ||
    !(OF.has(wordOf(tokens, part + 1)) || WITH.has(wordOf(tokens, part + 1)))
  )
    return null;
  const place = BEFORE_NOUN.get(wordOf(tokens, part + 2)) === 'the' ? part + 3 : part + 2;
  const isName =
    tokens[place]?.kind === 'word' &&
    !NOUNS.has(wordOf(tokens, place)) &&
    !BEFORE_NOUN.has(wordOf(tokens, place));
  const noun = NOUNS.get(wordOf(tokens, part)) ?? 'scenes';
  return isName ? { words: ['the', noun, 'of'], to: place } : null;
}

const MANY: ReadonlySet<string> = new Set(['clips', 'scenes', 'shots']);

/** "Igual ao clipe 1". */
const isLikeTo = (tokens: readonly Token[], at: number): boolean =>
  LIKE.has(wordOf(tokens, at)) &&
  ['ao', 'al', 'à', 'a', 'alla', 'aan'].includes(wordOf(tokens, at + 1)) &&
  startsClips(tokens, at + 2);

/** The article of "as cenas com a Mara". */
const isOfName = (said: readonly Token[], tokens: readonly Token[], at: number): boolean =>
  ['with', 'of'].includes(said.at(-1)?.word ?? '') &&
  MANY.has(said.at(-2)?.word ?? '') &&
  BEFORE_NOUN.get(wordOf(tokens, at)) === 'the';

/** The article of "2 y el 4". */
const isNeedless = (before: Token | undefined, tokens: readonly Token[], at: number): boolean =>
  before !== undefined &&
  ['and', 'to', 'except', 'clips'].includes(before.word) &&
  BEFORE_NOUN.get(wordOf(tokens, at)) === 'the' &&
  (tokens[at + 1]?.kind === 'number' || (before.word === 'except' && isOneOf(tokens, at + 1)));

/** In the place of what it translates, so that it is cut out with that. */
const asToken = (word: string, { start }: Token, { end }: Token): Token => ({
  ...{ kind: 'word', word, value: 0, start, end, isJoined: false },
});

/** What stands before or between names of clips, numbers and times. */
function joinAt(tokens: readonly Token[], at: number): Token | null {
  const token = tokens[at]!;
  if (token.kind !== 'word') return null;
  const { word } = token;
  const as = (english: string): Token => ({ ...token, word: english });
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  const isBetween =
    isNumber(before) && (isNumber(next) || isNumber(tokens[at + 2]) || startsClips(tokens, at + 1));
  if (NUMBER.has(word) && isNumber(next)) return as('number');
  if (isBetween && (AND.has(word) || word === 'en')) return as('and');
  if (isBetween && UNTIL.has(word)) return as('to');
  if (next?.kind === 'time') return timeOpened(tokens, at, as);
  if (isExcept(tokens, at)) return as('except');
  if (FROM.has(word) && isRange(tokens, at)) return as('clips');
  if (SAME.has(word)) return as('same');
  if (THING.has(word) && SAME.has(before?.word ?? '')) return as('thing');
  if (LIKE.has(word) && startsClips(tokens, at + 1)) return as('like');
  if (OF.has(word) && PLACES.has(before?.word ?? '') && startsClips(tokens, at + 1)) return as('in');
  if (THAT_OF.has(word) && !isOfStyle(tokens, at) && startsClips(tokens, at + 1)) return as('in');
  if (AND.has(word) && startsClips(tokens, at + 1)) return as('and');
  const isItalian = isItalianScenes(tokens, at - 1);
  const named = isItalian ? 'scenes' : NOUNS.get(wordOf(tokens, at - 1));
  if (WITH.has(word) && named !== undefined) return as('with');
  // "Las escenas de Mara".
  const isOfClips = MANY.has(named ?? '');
  if (isOfClips && OF_ALONE.has(word) && next?.kind === 'word') return as('of');
  if (BEFORE_NOUN.get(word) === 'the' && NOUNS.has(wordOf(tokens, at + 1))) return as('the');
  if (TOO.has(word) && (isNumber(before) || NOUNS.has(wordOf(tokens, at - 1)))) return as('too');
  if (INTO.has(word) && startsClips(tokens, at + 1)) return as('in');
  return null;
}

/** "De 0:48 à 1:00", "entre 0:48 et 1:00", "à 0:48". */
function timeOpened(tokens: readonly Token[], at: number, as: (english: string) => Token): Token | null {
  const { word } = tokens[at]!;
  const next = wordOf(tokens, at + 2);
  const isSpan = UNTIL.has(next) || (AND.has(next) && tokens[at + 3]?.kind === 'time');
  if (FROM.has(word) && isSpan) return as('from');
  return AT.has(word) ? as('at') : null;
}

/** "With the look of clip 2": that is no place. */
function isOfStyle(tokens: readonly Token[], at: number): boolean {
  const before = wordOf(tokens, at - 1);
  const isWith = WITH.has(wordOf(tokens, at - 2)) || WITH.has(wordOf(tokens, at - 3));
  return SAME.has(before) || LIKE.has(before) || STYLE.has(before) || (isWith && before === 'cara');
}

/** "Menos el 2", "sauf les clips 3 et 4". */
const isExcept = (tokens: readonly Token[], at: number): boolean =>
  EXCEPT.has(wordOf(tokens, at)) &&
  (isNumber(tokens[at + 1]) ||
    startsClips(tokens, at + 1) ||
    (BEFORE_NOUN.get(wordOf(tokens, at + 1)) === 'the' && isNumber(tokens[at + 2])) ||
    isOneOf(tokens, afterArticle(tokens, at + 1)));

/** "The first" of "tranne il primo". */
const isOneOf = (tokens: readonly Token[], at: number): boolean =>
  ['first', 'second', 'third', 'fourth', 'last', 'penultimate'].includes(
    BEFORE_NOUN.get(wordOf(tokens, at)) ?? '',
  ) && !NOUNS.has(wordOf(tokens, at + 1));

/** "Del 2 al 4", "von der 2 bis zur 4", without a noun. */
function isRange(tokens: readonly Token[], at: number): boolean {
  const from = afterArticle(tokens, at + 1);
  const until = afterArticle(tokens, from + 2);
  return (
    tokens[from]?.kind === 'number' &&
    (UNTIL.has(wordOf(tokens, from + 1)) || AND.has(wordOf(tokens, from + 1))) &&
    tokens[until]?.kind === 'number' &&
    !TIMES.has(wordOf(tokens, until + 1))
  );
}

const afterArticle = (tokens: readonly Token[], at: number): number =>
  BEFORE_NOUN.get(wordOf(tokens, at)) === 'the' || ['zum', 'zur'].includes(wordOf(tokens, at)) ? at + 1 : at;

const startsClips = (tokens: readonly Token[], at: number): boolean =>
  chainAt(tokens, at) !== null ||
  NOUNS.has(wordOf(tokens, at)) ||
  (BEFORE_NOUN.get(wordOf(tokens, at)) === 'the' && NOUNS.has(wordOf(tokens, at + 1)));
