import {
  AFTER_BARE,
  ARTICLES,
  CLIP_NOUNS,
  CLIP_PLURALS,
  DETERMINERS,
  LOOKS,
  ORDINAL_WORDS,
} from '../text/vocabulary.js';
import { clipsAt, ordinalsAt } from './ordinals.js';
import {
  afterAny,
  clipsMeant,
  numberAt,
  skip,
  unknown,
  wordAt,
  type Meant,
  type Reading,
  oncePerPlace,
} from './phrase.js';
import { named } from '../text/sentences.js';

/** Words that choose among clips: of all, or of those that words after them name ("of the second chorus"). */
export interface Head {
  to: number;
  isPlural: boolean;
  /** Means nothing by itself: "the clips", "the one". */
  isOpen: boolean;
  pick: (within: readonly number[]) => Meant;
}

const everyOne = (within: readonly number[]): Meant => clipsMeant(within);

export const headAt = oncePerPlace((reading, at): Head | null => {
  return quantified(reading, at) ?? ordinalHead(reading, at) ?? openHead(reading, at);
});

/** The place after "clips"; null where another noun stands there, or one of "clips 2 and 4". */
function afterNoun(reading: Reading, at: number): number | null {
  const word = wordAt(reading, at);
  const isNumbered = numberAt(reading, at + 1) !== null;
  return (CLIP_PLURALS.has(word) || CLIP_NOUNS.has(word)) && !isNumbered ? at + 1 : null;
}

const NUMBERED = new Set(['numbered', 'number']);

/** "All clips", "every other clip", "each of the 6 clips", "odd clips", "all of them". */
function quantified(reading: Reading, at: number): Head | null {
  const start = skip(reading, at, DETERMINERS);
  const word = wordAt(reading, start);
  const kind = word === 'all' ? skip(reading, start + 1, DETERMINERS) : start;
  const parityWord = wordAt(reading, kind);
  if (parityWord === 'odd' || parityWord === 'even')
    return parity(reading, kind, parityWord === 'odd' ? 0 : 1);
  if (word === 'every' || word === 'each') {
    const step = stepAt(reading, start + 1);
    const noun = step === null ? null : afterNoun(reading, step.to);
    if (noun !== null) return everyNth(step!, noun);
  }
  if (!['all', 'every', 'each', 'both'].includes(word)) return null;
  const of = wordAt(reading, start + 1) === 'of' ? start + 2 : start + 1;
  const many = skip(reading, of, QUALITY);
  const count = word === 'both' ? 2 : numberAt(reading, many);
  const next = count !== null && word !== 'both' ? many + 1 : many;
  const noun = afterNoun(reading, skip(reading, next, QUALITY));
  if (noun === null) return null;
  return { to: noun, isPlural: true, isOpen: false, pick: (within) => allOf(within, count, reading) };
}

const QUALITY = new Set('the my our your these those single of'.split(' '));

/** "All 6 clips", "both clips": as many as there are, or as are picked. */
function allOf(within: readonly number[], count: number | null, { facts }: Reading): Meant {
  if (count === null || count === within.length) return clipsMeant(within);
  if (count === facts.picked.length) return clipsMeant(facts.picked);
  return unknown(`There are not ${count} of them, but ${within.length}: ${named(within)}.`);
}

function parity(reading: Reading, at: number, rest: number): Head | null {
  const next = skip(reading, at + 1, NUMBERED);
  const noun = wordAt(reading, next) === 'ones' ? next + 1 : afterNoun(reading, next);
  if (noun === null) return null;
  return {
    ...{ to: noun, isPlural: true, isOpen: false },
    pick: (within) => clipsMeant(within.filter((clip) => clip % 2 === rest)),
  };
}

/** Every other one begins with the first, every second one with the second. */
function stepAt(reading: Reading, at: number): { first: number; step: number; to: number } | null {
  const word = wordAt(reading, at);
  if (word === 'other') return { first: 0, step: 2, to: at + 1 };
  const token = reading.tokens[at];
  const step = token?.kind === 'ordinal' ? token.value : ORDINAL_WORDS.get(word);
  return step === undefined || step < 2 ? null : { first: step - 1, step, to: at + 1 };
}

const everyNth = ({ first, step }: { first: number; step: number }, to: number): Head => ({
  ...{ to, isPlural: true, isOpen: false },
  pick: (within) => clipsMeant(within.filter((_, at) => at >= first && (at - first) % step === 0)),
});

const REMOVING = new Set('remove delete add put keep take erase hide drop see count'.split(' '));
const BEGINNING = new Set(
  `make turn change set brighten darken in for on please can could you and i want the give have let just now also ok okay
  then but would like love do try fade zoom out up down blur sharpen speed slow warm cool flip mirror rotate reverse crop
  first second third last two three four one ones final clip clips
  freeze tint desaturate soften lighten play run pulse u ya pls plz yo hey hi ok so kindly maybe gotta wanna lets let's we
  our my this look looks`.split(/\s+/),
);

/** "The first clip", "last two clips", "the first one", and alone "the last two". */
function ordinalHead(reading: Reading, at: number): Head | null {
  if (ARTICLES.has(wordAt(reading, at - 1))) return null;
  const start = skip(reading, at, DETERMINERS);
  const found = ordinalsAt(reading, start);
  if (found === null) return null;
  const { places, to } = found;
  const pick = (within: readonly number[]): Meant => clipsAt(places, within, reading);
  const fromEnd = afterNoun(reading, to);
  if (fromEnd !== null) return counted(reading, fromEnd, places);
  const isOne = ['one', 'ones'].includes(wordAt(reading, to));
  // "Second to last" and "third from the end" are of the clips.
  const isFromEnd = places[0]! < -1;
  if (!isOne && places.length < 2 && !isFromEnd) return null;
  const end = isOne ? to + 1 : to;
  const isClips = standsAlone(reading, at, end) && (start > at || isOne || isFromEnd || at === 0);
  return isClips ? { to: end, isPlural: places.length > 1, isOpen: false, pick } : null;
}

/** "The third clip from the end". */
function counted(reading: Reading, at: number, places: readonly number[]): Head {
  // "The last clip but one".
  const butOne = places.length === 1 && places[0] === -1 ? afterAny(reading, at, 'but one') : null;
  if (butOne !== null)
    return {
      ...{ to: butOne, isPlural: false, isOpen: false },
      pick: (within) => clipsAt([-2], within, reading),
    };
  const end = afterAny(reading, at, 'from the end|from last');
  const signed = end === null ? places : places.map((place) => -Math.abs(place));
  return {
    ...{ to: end ?? at, isPlural: places.length > 1, isOpen: false },
    pick: (within) => clipsAt(signed, within, reading),
  };
}

const EXCEPTING = new Set('not except but excluding without than'.split(' '));

/** Whether nothing before or after gives "the second one" another noun: "there are two lamps, remove the second one". */
function standsAlone(reading: Reading, at: number, to: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    const word = wordAt(reading, before);
    if (EXCEPTING.has(word)) break;
    if (REMOVING.has(word) || (!BEGINNING.has(word) && word !== ',')) return false;
  }
  const next = reading.tokens[to];
  return next === undefined || next.kind === 'mark' || LOOKS.has(next.word) || AFTER_BARE.has(next.word);
}

/** "The clips", which only words after it make clear: "… with Mara", "… after clip 3". */
function openHead(reading: Reading, at: number): Head | null {
  if (ARTICLES.has(wordAt(reading, at - 1))) return null;
  const start = skip(reading, at, DETERMINERS);
  const word = wordAt(reading, start);
  if (word === 'everything') return { to: start + 1, isPlural: true, isOpen: true, pick: everyOne };
  if (CLIP_PLURALS.has(word)) return { to: start + 1, isPlural: true, isOpen: true, pick: everyOne };
  if (word === 'ones' && start > at) return { to: start + 1, isPlural: true, isOpen: true, pick: everyOne };
  const isOne = word === 'one' && start > at;
  const isBare = start === at && !['at', 'after', 'before', 'where'].includes(wordAt(reading, at + 1));
  if (!isOne && (!CLIP_NOUNS.has(word) || isBare)) return null;
  return { to: start + 1, isPlural: false, isOpen: true, pick: oneOf };
}

function oneOf(within: readonly number[]): Meant {
  if (within.length === 1) return clipsMeant(within);
  return askWhich(
    within.map((clip) => [clip]),
    `Which of ${named(within)} do you mean?`,
  );
}

/** Offers each choice, and all of them together. */
export function askWhich(choices: readonly (readonly number[])[], sentence: string): Meant {
  const all = [...new Set(choices.flat())].sort((one, other) => one - other);
  return { kind: 'question', sentence, options: [...choices, all] };
}
