// cspell:ignore unspaced undrawn Holaaa graciasss
import type { Slot, TalkWords } from './slots.js';
import { remembered } from '../../../util/remembered.js';
import { addWords, expand } from '../sayings.js';

/** What each word, or row of words, stands for. */
export interface Vocabulary {
  spaced: boolean;
  slots: ReadonlyMap<string, readonly Slot[]>;
  /** Words, or letters, that sayings are made of, and letters that they end with. */
  units: ReadonlySet<string>;
  ends: ReadonlySet<string>;
  /** Words that a question begins with. */
  asks: ReadonlySet<string>;
}

const ASKING: readonly Slot[] = ['what', 'which', 'where', 'how'];

export const makeVocabulary = (
  words: TalkWords,
  spaced: boolean,
  unify: (text: string) => string,
): Vocabulary => new LazyVocabulary(words, spaced, unify);

/** Most messages have words that none of its sayings has: then what these stand for is not asked. */
class LazyVocabulary implements Vocabulary {
  private readonly made: { -readonly [K in keyof Vocabulary]?: Vocabulary[K] } = {};

  constructor(
    private readonly words: TalkWords,
    readonly spaced: boolean,
    private readonly unify: (text: string) => string,
  ) {}

  get slots(): Vocabulary['slots'] {
    return (this.made.slots ??= this.slotsOfAll());
  }

  get units(): Vocabulary['units'] {
    return this.made.units ?? this.readUnits().units;
  }

  get ends(): Vocabulary['ends'] {
    return this.made.ends ?? this.readUnits().ends;
  }

  get asks(): Vocabulary['asks'] {
    return (this.made.asks ??= new Set(
      ASKING.flatMap((slot) =>
        this.sayingsOf(this.words[slot] ?? '').map((said) => unitsOf(said, this.spaced)[0]!),
      ),
    ));
  }

  private slotsOfAll(): Map<string, Slot[]> {
    const slots = new Map<string, Slot[]>();
    for (const [slot, sayings] of Object.entries(this.words) as [Slot, string][]) {
      for (const saying of this.sayingsOf(sayings)) {
        const known = slots.get(saying);
        if (known === undefined) slots.set(saying, [slot]);
        else if (!known.includes(slot)) known.push(slot);
      }
    }
    return slots;
  }

  /** Without spaces few messages have a letter that no saying has: where they end tells more. */
  private readUnits(): Pick<Vocabulary, 'units' | 'ends'> {
    const [units, ends] = [new Set<string>(), new Set<string>()];
    for (const sayings of Object.values(this.words)) {
      if (this.spaced) addWords(units, sayings);
      else
        for (const saying of this.sayingsOf(sayings)) {
          for (const letter of saying) units.add(letter);
          ends.add([...saying].at(-1)!);
        }
    }
    const found = this.spaced ? new Set([...units].map(this.unify)) : units;
    this.made.units = found;
    this.made.ends = this.spaced ? found : ends;
    return { units: found, ends: this.made.ends };
  }

  private sayingsOf(sayings: string): string[] {
    return expand(sayings)
      .map(this.unify)
      .filter((saying) => saying !== '');
  }
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
export function cover(folded: string, vocabulary: Vocabulary): (readonly Slot[])[] | null {
  const { spaced, units: known, ends } = vocabulary;
  const units = unitsOf(asSaid(folded), spaced);
  // Most messages end with an unknown word, or have one.
  if (!isKnown(units.at(-1) ?? '', ends) || !units.every((unit) => isKnown(unit, known))) return null;
  const { slots } = vocabulary;
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
