import { ARTICLES, CLIP_NOUNS, CLIP_PLURALS, LOOKS, OBJECT_VERBS } from '../text/vocabulary.js';
import {
  afterAny,
  clipsMeant,
  isCounted,
  numberAt,
  phrase,
  unknown,
  wordAt,
  type Meant,
  type Phrase,
  type Reading,
} from './phrase.js';
import { noClip } from '../text/sentences.js';

const RANGE = new Set(['to', 'through', 'thru', 'until', 'till', '-']);
const AND = new Set(['and', '&', '+', 'plus']);

/** Numbers as they are listed: "2, 4 and 6", "1-3 and 7". */
export interface NumberList {
  numbers: number[];
  to: number;
}

/** "Clip 3", "clips 2, 4 and 6", "clips 2-4", "clip #3", "number 3", "#3". */
export function numberedClips(reading: Reading, at: number): Phrase | null {
  const start = wordAt(reading, at) === 'the' ? at + 1 : at;
  const noun = wordAt(reading, start);
  const isPlural = CLIP_PLURALS.has(noun);
  if (!isPlural && !CLIP_NOUNS.has(noun)) return start > at ? null : numbersAlone(reading, at);
  const list = numberList(reading, afterNumberSign(reading, start + 1), isPlural);
  return list === null ? null : phrase(at, list.to, clipsByNumber(list.numbers, reading));
}

export function clipsByNumber(numbers: readonly number[], { facts }: Reading): Meant {
  const missing = numbers.find((number) => number < 1 || number > facts.clips.length);
  return missing === undefined
    ? clipsMeant(numbers.map((number) => number - 1))
    : unknown(noClip(missing, facts));
}

export function afterNumberSign(reading: Reading, at: number): number {
  const sign = wordAt(reading, at);
  if (sign === '#' || sign === 'number' || sign === 'nr')
    return at + (wordAt(reading, at + 1) === '.' ? 2 : 1);
  if (sign !== 'no' && sign !== 'num') return at;
  return at + (wordAt(reading, at + 1) === '.' ? 2 : 1);
}

/** Without "clips" before them, a number that counts something ends the list: "clip 1 and 2 dancers". */
export function numberList(reading: Reading, at: number, isPlural: boolean): NumberList | null {
  const first = numberRange(reading, at, isPlural);
  if (first === null) return null;
  const { numbers } = first;
  let { to } = first;
  for (;;) {
    const start = afterSeparator(reading, to, isPlural);
    const next = start === null ? null : numberRange(reading, start, isPlural);
    if (next === null || isCountedHere(reading, next.to, isPlural)) return { numbers, to };
    numbers.push(...next.numbers);
    to = next.to;
  }
}

/** "Clips 1 and 2 2 times faster": a unit always counts. "4 more dramatic" is no number of things. */
function isCountedHere(reading: Reading, at: number, isPlural: boolean): boolean {
  if (['more', 'less'].includes(wordAt(reading, at)) && isSaidOver(reading, at + 2)) return false;
  return isPlural
    ? ['times', 'percent', 'fps', 'seconds', 'x'].includes(wordAt(reading, at))
    : isCounted(reading, at);
}

function afterSeparator(reading: Reading, at: number, isPlural: boolean): number | null {
  const comma = wordAt(reading, at) === ',' ? at + 1 : at;
  const and = AND.has(wordAt(reading, comma)) ? comma + 1 : comma;
  if (and > at) return afterNumberSign(reading, and);
  const isListed =
    [',', ...AND].includes(wordAt(reading, at + 1)) || reading.tokens[at + 1]?.kind === 'number';
  return isPlural && isListed && !isCountedHere(reading, at + 1, true) ? at : null;
}

/** One number, or "2 to 4", "2 - clip 4". */
function numberRange(reading: Reading, at: number, isPlural: boolean): NumberList | null {
  const from = numberAt(reading, at);
  if (from === null) return null;
  const alone = { numbers: [from], to: at + 1 };
  if (!RANGE.has(wordAt(reading, at + 1))) return alone;
  const noun = CLIP_NOUNS.has(wordAt(reading, at + 2)) ? at + 3 : at + 2;
  const to = numberAt(reading, afterNumberSign(reading, noun));
  const end = afterNumberSign(reading, noun) + 1;
  if (to === null || isCountedHere(reading, end, isPlural)) return alone;
  return { numbers: row(from, to, reading), to: end };
}

/** Of a range beyond the video only what proves that. */
function row(from: number, to: number, { facts }: Reading): number[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  if (high > facts.clips.length) return [low, Math.max(low, facts.clips.length + 1)];
  return Array.from({ length: high - low + 1 }, (_, step) => low + step);
}

const isSaidOver = (reading: Reading, at: number): boolean => {
  const next = reading.tokens[at];
  return next?.kind !== 'word' || ['and', 'please', 'but', 'too'].includes(next.word);
};

const MAKING = new Set('make turn change set brighten darken color meant mean said'.split(' '));

/** "3: warmer", "#3 warmer", "make 2 and 4 night". Every other number without a noun counts something. */
function numbersAlone(reading: Reading, at: number): Phrase | null {
  const before = wordAt(reading, at - 1);
  const isStart = at === 0 || /^[.!?\n;,]$/.test(before) || before === 'and';
  const start = afterNumberSign(reading, at);
  const isSigned = start > at && wordAt(reading, at) !== 'no';
  const isFor = ['for', 'in', 'on'].includes(before);
  const isOpened =
    isFor && opensClause(reading, at - 1) && wishFollows(reading, numberList(reading, start, true));
  if (isOpened || (isFor && endsWithNumbers(reading, at, start))) return numbersOrNone(reading, at, start);
  if (before === 'give' && isGivenLook(reading, start)) return numbersOrNone(reading, at, start);
  const isNext = ['but', ',', '.', 'and'].includes(before) && followsKept(reading, at);
  const named = at === 0 || LEADS.has(before) || isNext ? numberList(reading, start, false) : null;
  if (named !== null && isSubject(reading, named))
    return phrase(at, named.to, clipsByNumber(named.numbers, reading));
  if (
    !isStart &&
    !MAKING.has(before) &&
    !isCorrected(reading, at) &&
    !(isSigned && (isFor || OBJECT_VERBS.has(before)))
  )
    return null;
  const isListed = ['and', ',', 'but'].includes(before) && isNumberedBefore(reading, at);
  if (
    ARTICLES.has(before) ||
    (!isSigned && at > 0 && !MAKING.has(before) && !isListed && !isCorrected(reading, at))
  )
    return null;
  const list = numberList(reading, start, false);
  if (list === null || isCountedHere(reading, list.to, false)) return null;
  const follows = wordAt(reading, list.to);
  // "No, I meant 4".
  const isMeant =
    (['meant', 'mean', 'said'].includes(before) || isCorrected(reading, at)) &&
    reading.tokens[list.to]?.kind !== 'word';
  const isNamed =
    isSigned ||
    isMeant ||
    (at === 0 && follows === ':') ||
    (at === 0 && list.numbers.length > 1 && looksFollow(reading, list)) ||
    ((MAKING.has(before) || isListed) && looksFollow(reading, list));
  return isNamed ? phrase(at, list.to, clipsByNumber(list.numbers, reading)) : null;
}

/** "Actually make it 3". */
const isCorrected = (reading: Reading, at: number): boolean =>
  `${wordAt(reading, at - 2)} ${wordAt(reading, at - 1)}` === 'make it' &&
  ['actually', 'no', 'wait', 'sorry', 'oops'].includes(wordAt(reading, 0));

const MOVES = new Set('zoom fade push move dolly'.split(' '));
const PARTED = new Set('split cut divide break fold chop'.split(' '));

/** "Snow in 3 and 6 please", "rain on 4": what ends a message. "A table for 2" and "split it in 4" count. */
function endsWithNumbers(reading: Reading, at: number, start: number): boolean {
  const list = numberList(reading, start, true);
  const over = list === null ? null : (afterAny(reading, list.to, 'please|pls|plz|thanks|too') ?? list.to);
  if (list === null || over === null) return false;
  const isOver = reading.tokens.slice(over).every(({ kind }) => kind === 'mark');
  // "Zoom in 3" may be by how much.
  const isAmount = MOVES.has(wordAt(reading, at - 2)) || reading.tokens.some(({ word }) => PARTED.has(word));
  if (!isOver || isAmount) return false;
  const isPlace = wordAt(reading, at - 1) !== 'for' && at > 1;
  return list.numbers.length > 1 || (isPlace && list.numbers[0]! <= reading.facts.clips.length);
}

/** "Give 9 the same look as 10". */
function isGivenLook(reading: Reading, at: number): boolean {
  const list = numberList(reading, at, false);
  return (
    list !== null && afterAny(reading, list.to, 'the same|the look|the style|the colors|that look') !== null
  );
}

const KEEPING = new Set('touch leave keep change'.split(' '));

/** "Leave 3 alone but 4 needs to be darker": after a number that is to stay as it is another may begin. */
function followsKept(reading: Reading, at: number): boolean {
  for (let before = at - 1; before > 0 && before > at - 10; before--) {
    if (!KEEPING.has(wordAt(reading, before - 1))) continue;
    if (numberAt(reading, before) !== null || CLIP_NOUNS.has(wordAt(reading, before))) return true;
  }
  return false;
}

const LEADS = new Set('think guess feel believe maybe ok okay so'.split(' '));
const NEEDS = new Set('can need needs should must looks look feels feel could'.split(' '));
const ARE = new Set(['is', 'are', "isn't", "aren't"]);
const JUDGED = new Set('too not way still so a much really very bit just kinda pretty'.split(' '));

/** "6, 8 and 11 need higher contrast", "3 is too dark": what opens a message, and should be or is otherwise. */
function isSubject(reading: Reading, { to }: NumberList): boolean {
  const verb = wordAt(reading, to);
  if (ARE.has(verb)) return JUDGED.has(wordAt(reading, to + 1));
  return NEEDS.has(verb);
}

function numbersOrNone(reading: Reading, at: number, start: number): Phrase | null {
  const list = numberList(reading, start, true);
  return list === null ? null : phrase(at, list.to, clipsByNumber(list.numbers, reading));
}

/** Whether a preposition stands where a clause begins: "for 7 and 8 …", "ok, in 3 …". */
function opensClause(reading: Reading, at: number): boolean {
  const before = wordAt(reading, at - 1);
  return at === 0 || /^[.!?\n;,]$/.test(before) || OPENERS.has(before);
}

const OPENERS = new Set('and ok okay now then so please but also'.split(' '));
const WISHING = new Set(
  'i we make add put give let use have do please can could it should just try want need a much more less'.split(
    ' ',
  ),
);

/** "For 7 and 8 i want sunset": after the numbers a wish begins, and nothing that they count. */
function wishFollows(reading: Reading, list: NumberList | null): boolean {
  if (list === null || isCounted(reading, list.to)) return false;
  const next = reading.tokens[list.to];
  return (
    [',', ':'].includes(next?.word ?? '') || LOOKS.has(next?.word ?? '') || WISHING.has(next?.word ?? '')
  );
}

/** "Make 1 and 2 brighter and 3 darker", "clip 1 darker and 2 brighter". */
function isNumberedBefore(reading: Reading, at: number): boolean {
  for (let before = at - 1; before > 0 && before > at - 12; before--) {
    const word = wordAt(reading, before - 1);
    const names = CLIP_NOUNS.has(word) || CLIP_PLURALS.has(word) || MAKING.has(word);
    if (names && numberAt(reading, before) !== null) return true;
  }
  return false;
}

/** "Make 2 darker" names a clip; "make 2 darker lamps" does not. */
function looksFollow(reading: Reading, { numbers, to }: NumberList): boolean {
  // "Make 3 and 4 more dramatic"; "make 2 more lamps" counts.
  if (numbers.length > 1 && ['more', 'less', 'much', 'a', 'slightly'].includes(wordAt(reading, to)))
    return reading.tokens[to + 1]?.kind === 'word' && isSaidOver(reading, to + 2);
  if (!LOOKS.has(wordAt(reading, to))) return false;
  return isSaidOver(reading, to + 1) || wordAt(reading, to + 1) === 'in';
}
