// cspell:ignore unspaced undrawn Holaaa graciasss
import type { Slot, TalkWords } from './slots.js';
import { remembered } from '../../../util/remembered.js';
import { expand } from '../sayings.js';

/** What each word, or row of words, stands for. */
export interface Vocabulary {
  spaced: boolean;
  slots: ReadonlyMap<string, readonly Slot[]>;
  /** Words, or letters, that sayings are made of, and those that they end with. */
  units: ReadonlySet<string>;
  ends: ReadonlySet<string>;
  /** Words that a question begins with. */
  asks: ReadonlySet<string>;
}

const ASKING: readonly Slot[] = ['what', 'which', 'where', 'how'];

export function makeVocabulary(
  words: TalkWords,
  spaced: boolean,
  fold: (text: string) => string,
): Vocabulary {
  const slots = new Map<string, Slot[]>();
  for (const [slot, sayings] of Object.entries(words) as [Slot, string][]) {
    for (const saying of expand(sayings)) {
      const said = fold(saying);
      const known = slots.get(said);
      if (known === undefined) slots.set(said, [slot]);
      else if (!known.includes(slot)) known.push(slot);
    }
  }
  slots.delete('');
  const sayings = [...slots.keys()];
  const said = sayings.map((saying) => unitsOf(saying, spaced));
  const asking = said.filter((_, at) => slots.get(sayings[at]!)!.some((slot) => ASKING.includes(slot)));
  return {
    spaced,
    slots,
    units: new Set(said.flat()),
    ends: new Set(said.map((units) => units.at(-1)!)),
    asks: new Set(asking.map((units) => units[0]!)),
  };
}

const unitsOf = (text: string, spaced: boolean): string[] =>
  spaced ? text.split(' ') : [...text.replaceAll(' ', '')];

/** Words, or letters where there are no spaces, of the longest saying. */
const LONGEST = { spaced: 7, unspaced: 13 } as const;
const NUMBER: readonly Slot[] = ['number'];

/** "Holaaa", "graciasss". */
const DRAWN = /(\p{L})\1{2,}/gu;
/** Korean laughs and tears: ㅋㅋ, ㅠㅠ. */
const LAUGHS = /[\u110f\u1112\u1172\u116e]+/gu;
/** The languages of a script mostly fold a text alike. */
const asSaid = remembered((folded) => folded.replace(DRAWN, '$1').replace(LAUGHS, '').trim());

const isKnown = (unit: string, within: ReadonlySet<string>): boolean => within.has(unit) || isNumber(unit);
const isNumber = (unit: string): boolean => /^\d+$/.test(unit);

/**
 * What all words of a message stand for, the longest sayings first; null where one is unknown.
 * @param folded at most a line long: its letters are tried as often as the longest saying is long
 */
export function cover(
  folded: string,
  { spaced, slots, units: known, ends }: Vocabulary,
): (readonly Slot[])[] | null {
  const units = unitsOf(asSaid(folded), spaced);
  // Most messages end with an unknown word, or have one.
  if (!isKnown(units.at(-1) ?? '', ends) || !units.every((unit) => isKnown(unit, known))) return null;
  const gap = spaced ? ' ' : '';
  const longest = spaced ? LONGEST.spaced : LONGEST.unspaced;
  /** What is said from each place on, and where the next saying begins; null where unknown words follow. */
  const said: ({ slots: readonly Slot[]; to: number } | null)[] = units.map(() => null);
  for (let at = units.length - 1; at >= 0; at -= 1) {
    for (let to = Math.min(units.length, at + longest); to > at && said[at] === null; to -= 1) {
      if (to < units.length && said[to] === null) continue;
      const saying = units.slice(at, to).join(gap);
      const found = slots.get(saying) ?? (isNumber(saying) ? NUMBER : undefined);
      if (found !== undefined) said[at] = { slots: found, to };
    }
  }
  if (said[0] === null || said[0] === undefined) return null;
  const all: (readonly Slot[])[] = [];
  for (let at = 0; at < units.length; at = said[at]!.to) all.push(said[at]!.slots);
  return all;
}
