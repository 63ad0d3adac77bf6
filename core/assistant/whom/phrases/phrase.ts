// cspell:ignore etwas mais menos moins
import { remembered } from '../../../util/remembered.js';
import type { VideoFacts } from '../facts.js';
import type { Token } from '../text/tokens.js';
import { NUMBER_WORDS, UNITS, VERBS_IN_S } from '../text/vocabulary.js';

/** What a phrase means: clips by their index, or why that cannot be said. */
export type Meant =
  | { kind: 'clips'; clips: readonly number[] }
  | { kind: 'unknown'; sentence: string }
  | { kind: 'question'; sentence: string; options: readonly (readonly number[])[] };

/** Words of a message that stand for clips; `to` is the token after them. */
export interface Phrase {
  from: number;
  to: number;
  meant: Meant;
  /** It brings its own preposition: "at 0:45", "where she sings …". */
  isAdverb: boolean;
  /** It means the picked clips alone. */
  isPicked: boolean;
  /** What "the last one" after it chooses from: each of the choruses. */
  groups: readonly (readonly number[])[] | null;
}

/** A message with the video that it is about. */
export interface Reading {
  tokens: readonly Token[];
  facts: VideoFacts;
  /** The word or mark at each place; empty for what is quoted, and once more at the end. */
  words: readonly string[];
  /** What rules have found in it (oncePerPlace), by rule and place. */
  found: unknown[][];
}

export const readingOf = (tokens: readonly Token[], facts: VideoFacts): Reading => ({
  ...{ tokens, facts, found: [] },
  words: [...tokens.map(({ kind, word }) => (kind === 'quoted' ? '' : word)), ''],
});

/** All words of the song, and where each of them is sung. */
export interface Sung {
  words: readonly { word: string; clip: number }[];
  places: ReadonlyMap<string, readonly number[]>;
}

/** What a part of the song may be called. */
export interface SaidLabel {
  label: string;
  words: readonly string[];
  isPlural: boolean;
}

/** A character or place with the clips that show it. */
export interface Name {
  words: readonly string[];
  clips: number[];
}

export const clipsMeant = (clips: Iterable<number>): Meant => ({
  kind: 'clips',
  clips: [...new Set(clips)].sort((one, other) => one - other),
});
export const unknown = (sentence: string): Meant => ({ kind: 'unknown', sentence });

export const phrase = (
  from: number,
  to: number,
  meant: Meant,
  more: Partial<Pick<Phrase, 'isAdverb' | 'isPicked' | 'groups'>> = {},
): Phrase => ({ from, to, meant, isAdverb: false, isPicked: false, groups: null, ...more });

let rules = 0;

/** A rule that is asked once for each place of a message: other rules try it again and again. */
export function oncePerPlace<T>(
  find: (reading: Reading, at: number) => T | null,
): (reading: Reading, at: number) => T | null {
  const rule = rules++;
  return (reading, at) => {
    const answers = (reading.found[rule] ??= []);
    const known = answers[at] as T | null | undefined;
    if (known !== undefined) return known;
    const answer = find(reading, at);
    answers[at] = answer;
    return answer;
  };
}

/** The word or mark at a place; empty past the end and for what is quoted. */
export const wordAt = ({ words }: Reading, at: number): string =>
  at >= 0 && at < words.length ? words[at]! : '';

/** Sayings by their first words, with the words after it; each list of them is taken apart once. */
const sayingsOf = once((said) => {
  const byFirst = new Map<string, string[][]>();
  for (const saying of said.split('|')) {
    const [first, ...others] = saying.split(' ') as [string, ...string[]];
    byFirst.set(first, [...(byFirst.get(first) ?? []), others]);
  }
  return byFirst;
});
const wordSet = once((said): ReadonlySet<string> => new Set(said.split('|')));

/** Keeps what was made of each text: they are the grammar's own, so there are few. */
function once<T>(make: (said: string) => T): (said: string) => T {
  const made = new Map<string, T>();
  return (said) => {
    let known = made.get(said);
    if (known === undefined) made.set(said, (known = make(said)));
    return known;
  };
}

/** The place after the first of several sayings ("up to|until") that stands there; null where none does. */
export function afterAny(reading: Reading, at: number, sayings: string): number | null {
  const known = sayingsOf(sayings).get(wordAt(reading, at));
  if (known === undefined) return null;
  for (const others of known) {
    if (others.every((word, step) => wordAt(reading, at + 1 + step) === word)) return at + 1 + others.length;
  }
  return null;
}

/** More small words in a row are no sentence; without a bound, a row of them would cost its square. */
const MOST_SKIPPED = 8;

/** The place after all of these words ("the|my") that stand there. */
export function skip(reading: Reading, at: number, words: ReadonlySet<string> | string): number {
  const known = typeof words === 'string' ? wordSet(words) : words;
  let next = at;
  while (next < at + MOST_SKIPPED && known.has(wordAt(reading, next))) next++;
  return next;
}

/** A number in digits or as a word. */
export function numberAt({ tokens }: Reading, at: number): number | null {
  const token = tokens[at];
  if (token?.kind === 'number') return token.value;
  return token?.kind === 'word' ? (NUMBER_WORDS.get(token.word) ?? null) : null;
}

// cspell:disable-next-line
/** Words of other languages that say how much more, as "etwas" does. */
const NOT_COUNTED = new Set('etwas más mas plus mais menos moins muss des as los las les'.split(' '));

/** Whether the word says what the number before it counts: "2 dancers", "24 fps". */
export function isCounted(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  if (token?.kind !== 'word') return false;
  if (NOT_COUNTED.has(token.word)) return false;
  return (
    UNITS.has(token.word) ||
    (token.word.length > 2 && /[^'s]s$/.test(token.word) && !VERBS_IN_S.has(token.word))
  );
}

/** All of several; the first that is no clips decides. */
export function together(meanings: readonly Meant[]): Meant {
  const odd = meanings.find(({ kind }) => kind !== 'clips');
  return odd ?? clipsMeant(meanings.flatMap((meant) => (meant.kind === 'clips' ? meant.clips : [])));
}

const SUNG_WORD = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/gu;

/** Names and sung lines of a long video, so that each is read once for its messages. */
const MOST_LINES = 500;

/** The words of a name or a sung line, as they are compared with those of a message. */
export const wordsOf = remembered((text): readonly string[] => {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'");
  return (plain.match(SUNG_WORD) ?? []).map(sungWord);
}, MOST_LINES);

/** Without apostrophes, which people leave out. */
export const sungWord = (word: string): string => word.replaceAll("'", '');

/** Clips of which more than half of the slot lies between two times. */
export function clipsBetween({ clips }: VideoFacts, from: number, to: number): number[] {
  return clips
    .filter(({ start, end }) => Math.min(end, to) - Math.max(start, from) > (end - start) / 2)
    .map(({ clipIndex }) => clipIndex);
}

export const songSeconds = ({ clips }: VideoFacts): number => clips.at(-1)?.end ?? 0;
export const allClips = ({ clips }: VideoFacts): number[] => clips.map(({ clipIndex }) => clipIndex);
