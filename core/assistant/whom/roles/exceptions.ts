// cspell:ignore dont
import { oncePer } from '../../../util/once-per.js';
import { afterNumberSign, clipsByNumber, numberList } from '../phrases/numbered.js';
import { nameAt } from '../phrases/names.js';
import { atPlaces, clipsAt, ordinalsAt } from '../phrases/ordinals.js';
import {
  afterAny,
  allClips,
  clipsMeant,
  isCounted,
  phrase,
  skip,
  wordAt,
  type Phrase,
  type Reading,
} from '../phrases/phrase.js';
import { oneReference, referenceAt } from '../phrases/reference.js';
import { CLIP_NOUNS, CLIP_PLURALS, SUBJECT_VERBS } from '../text/vocabulary.js';
import { item, type Item } from './item.js';

const UNTOUCHED = [
  "don't touch",
  'dont touch',
  'do not touch',
  "don't change",
  'dont change',
  'do not change',
].join('|');

const EXCEPT = [
  'except for',
  'except',
  'excluding',
  'excepting',
  'apart from',
  'aside from',
  'other than',
  'besides',
  'save for',
  'minus',
  'leave out',
  'leaving out',
  'skip',
  'skipping',
  'but not',
  'not',
  'instead of',
  'rather than',
  'without',
  UNTOUCHED,
].join('|');

/** "Only the last chorus, not the others". */
const OTHERS =
  'the others|the other ones|the other clips|the rest|the other|others|any other|the other choruses|the other verses';

const IN = new Set(['in', 'for', 'on', 'during', 'from', 'with']);

export function exceptionAt(reading: Reading, at: number, before: readonly Item[]): Item | null {
  const kept = keptAt(reading, at);
  if (kept !== null) return kept;
  const last = before.at(-1);
  const comma = wordAt(reading, at - 1) === ',' ? at - 1 : at;
  const followsTarget = last?.role === 'target' && (last.to === at || last.to === comma);
  const but = afterAny(reading, at, 'but');
  const said = afterAny(reading, at, EXCEPT) ?? but;
  if (said === null) return null;
  const start = skip(reading, said, IN);
  const others = last?.role === 'target' ? afterAny(reading, start, OTHERS) : null;
  if (others !== null) return item('exception', at, phrase(at, others, clipsMeant([])));
  const found =
    onesOf(reading, start, before) ??
    untouched(reading, at, start) ??
    firstAt(reading, start, wordAt(reading, at)) ??
    (followsTarget ? numbersAt(reading, start) : numbersOf(reading, start, last)) ??
    namedOf(reading, start, last);
  if (found === null) return null;
  const isBut = but === said;
  const next = reading.tokens[found.to];
  const isOver = next === undefined || next.kind === 'mark';
  if (isBut && !followsTarget && !(isOver && last !== undefined)) return null;
  // "But clip 3 should be brighter" is a wish of its own.
  if (isBut && !followsTarget && (SUBJECT_VERBS.has(wordAt(reading, found.to)) || next?.word === ':'))
    return null;
  return item('exception', at, leastOf(found));
}

/** "Don't touch 4, but 5 can be brighter": numbers alone, where they end what is said of them. */
function untouched(reading: Reading, at: number, start: number): Phrase | null {
  if (afterAny(reading, at, UNTOUCHED) === null) return null;
  const found = numbersAt(reading, start);
  const next = found === null ? undefined : reading.tokens[found.to];
  const isOver = next === undefined || next.kind === 'mark' || ['but', 'and'].includes(next.word);
  return isOver ? found : null;
}

/** "Not this one, the next one should be brighter": what is a subject of its own is not excepted too. */
function firstAt(reading: Reading, at: number, said: string): Phrase | null {
  const found = referenceAt(reading, at);
  if (said !== 'not' || found === null || !SUBJECT_VERBS.has(wordAt(reading, found.to))) return found;
  return oneReference(reading, at);
}

/** "Clips 3 to 5 warmer, but not 4": a number alone at the end, of a clip that was named before. */
function numbersOf(reading: Reading, at: number, last: Item | undefined): Phrase | null {
  const found = last?.role === 'target' ? numbersAt(reading, at) : null;
  if (found?.meant.kind !== 'clips' || last?.reference.meant.kind !== 'clips') return null;
  const next = reading.tokens[found.to];
  const named = last.reference.meant.clips;
  const isOver = next === undefined || next.kind === 'mark';
  return isOver && found.meant.clips.every((clip) => named.includes(clip)) ? found : null;
}

/** Of an unclear exception all is left as it is: "except the chorus". */
function leastOf(found: Phrase): Phrase {
  const { meant } = found;
  return meant.kind === 'question' && meant.options.length > 0
    ? { ...found, meant: clipsMeant(meant.options.flat()) }
    : found;
}

/** "The choruses except the last one": one of what was named before. */
function onesOf(reading: Reading, at: number, before: readonly Item[]): Phrase | null {
  const of = before.findLast(({ role }) => role === 'target')?.reference;
  const ordinals = ordinalsAt(reading, afterAny(reading, at, 'the') ?? at);
  if (of?.meant.kind !== 'clips' || ordinals === null) return null;
  const { places, to } = ordinals;
  const isOne = ['one', 'ones'].includes(wordAt(reading, to));
  const isNoun = CLIP_NOUNS.has(wordAt(reading, to)) || CLIP_PLURALS.has(wordAt(reading, to));
  if (!isOne && (places.length < 2 || isNoun)) return null;
  const groups = atPlaces(of.groups ?? of.meant.clips.map((clip) => [clip]), places);
  if (groups.includes(undefined)) return null;
  return phrase(at, isOne ? to + 1 : to, clipsMeant(groups.flatMap((group) => group ?? [])));
}

export function numbersAt(reading: Reading, at: number): Phrase | null {
  const list = numberList(reading, afterNumberSign(reading, at), true);
  if (list === null || isCounted(reading, list.to)) return null;
  return phrase(at, list.to, clipsByNumber(list.numbers, reading));
}

const UNCHANGED = [
  'alone',
  'as it is',
  'as they are',
  'as is',
  'as it was',
  'unchanged',
  'untouched',
  'the same',
  'like it is',
  'like that',
  'the way it is',
  'the way they are',
  'how it is',
  'how they are',
  'in full color',
  'in color',
  'in its colors',
  'colorful',
  'normal',
  'as normal',
  'original',
  'out',
  'be',
].join('|');

/** "Leave clip 3 alone", "keep the intro as it is". */
function keptAt(reading: Reading, at: number): Item | null {
  const verb = afterAny(reading, at, 'but leave|and leave|but keep|and keep|leave|keep');
  const found =
    verb === null
      ? null
      : (referenceAt(reading, verb) ?? numbersAt(reading, verb) ?? oneOfAll(reading, verb));
  const to = found === null ? null : afterAny(reading, found.to, UNCHANGED);
  return to === null ? staysAt(reading, at) : item('exception', at, found!, to);
}

const STAYS = [
  'stays',
  'stay',
  'remains',
  'remain',
  'should stay',
  'can stay',
  'should remain',
  'keeps',
].join('|');

/** "… but clip 5 stays in color", where something is said of all. */
function staysAt(reading: Reading, at: number): Item | null {
  if (!saysAll(reading)) return null;
  const start = afterAny(reading, at, 'but|and|only') ?? at;
  const found = referenceAt(reading, start) ?? (start > at ? oneOfAll(reading, start) : null);
  const verb = found === null ? null : afterAny(reading, found.to, STAYS);
  const to = verb === null ? null : afterAny(reading, verb, UNCHANGED);
  return to === null ? null : item('exception', at, found!, to);
}

const ALL = ['everything', 'all', 'every', 'each'];
/** Asked once a message, and not at each of its words. */
const saysAll = oncePer(({ words }: Reading): boolean => ALL.some((word) => words.includes(word)));

/** "Everything black and white but keep the last one in color". */
function oneOfAll(reading: Reading, at: number): Phrase | null {
  const ordinals = ordinalsAt(reading, afterAny(reading, at, 'the') ?? at);
  if (ordinals === null || !saysAll(reading)) return null;
  const one = afterAny(reading, ordinals.to, 'one|ones');
  const meant = clipsAt(ordinals.places, allClips(reading.facts), reading);
  return one === null || meant.kind !== 'clips' ? null : phrase(at, one, meant);
}

/** "All clips except the rooftop": a character or place of the scene plan, beside clips that are named. */
function namedOf(reading: Reading, at: number, last: Item | undefined): Phrase | null {
  const isOfAll = last?.role === 'target' || reading.words.includes('everything');
  const found = isOfAll ? nameAt(reading, at) : null;
  if (found === null) return null;
  const next = reading.tokens[found.to];
  const isOver =
    next === undefined || next.kind === 'mark' || ['and', 'please', 'in', 'should'].includes(next.word);
  return isOver ? phrase(at, found.to, clipsMeant(found.name.clips)) : null;
}
