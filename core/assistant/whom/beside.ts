import { CLIP_NOUNS, CLIP_PLURALS } from './text/vocabulary.js';
import { beside } from './phrases/picked.js';
import { edge } from './phrases/ranges.js';
import {
  afterAny,
  allClips,
  clipsMeant,
  numberAt,
  phrase,
  skip,
  together,
  wordAt,
  type Meant,
  type Phrase,
  type Reading,
} from './phrases/phrase.js';

const NEXT = new Set('next following subsequent'.split(' '));
const PREVIOUS = new Set('previous preceding prior'.split(' '));
const ITSELF = ['it', 'that one', 'this one', 'that', 'this', 'them', 'those'].join('|');
const ONE = new Set(['one', 'ones', ...CLIP_NOUNS, ...CLIP_PLURALS]);

/** Clips beside those that were just named: "clip 6 and the one after it", "… and the next two", "… and its neighbors". */
export function besideIt(reading: Reading, at: number, of: Meant): Phrase | null {
  if (of.kind !== 'clips' || of.clips.length === 0) return null;
  const beyond = allBeside(reading, at, of.clips);
  if (beyond !== null) return beyond;
  const start = skip(reading, at, 'the');
  const step = stepAt(reading, start);
  if (step !== null) return steps(reading, at, start + 1, of.clips, step);
  return sides(reading, at, start, of.clips);
}

const ALL = [
  'everything',
  'all of the clips',
  'all the clips',
  'all clips',
  'all the ones',
  'all those',
  'all',
  'the clips',
  'the ones',
].join('|');

/** "Everything after it", "all clips before that". */
function allBeside(reading: Reading, at: number, of: readonly number[]): Phrase | null {
  const side = afterAny(reading, at, ALL);
  const way = side === null ? undefined : SIDES.get(wordAt(reading, side))?.[0];
  const to = side === null || way === undefined ? null : afterAny(reading, side + 1, ITSELF);
  if (to === null || way === undefined) return null;
  const edge = way === 1 ? Math.max(...of) : Math.min(...of);
  const found = allClips(reading.facts).filter((clip) => (clip - edge) * way > 0);
  return phrase(at, to, found.length === 0 ? beside(reading, of, way) : clipsMeant(found));
}

function stepAt(reading: Reading, at: number): 1 | -1 | null {
  const word = wordAt(reading, at);
  return NEXT.has(word) ? 1 : PREVIOUS.has(word) ? -1 : null;
}

/** "The next", "the next two clips". */
function steps(
  reading: Reading,
  at: number,
  from: number,
  of: readonly number[],
  step: 1 | -1,
): Phrase | null {
  const isOne = wordAt(reading, from) === 'one';
  const count = isOne ? null : numberAt(reading, from);
  const noun = count === null ? from : from + 1;
  const to = ONE.has(wordAt(reading, noun)) ? noun + 1 : noun;
  return phrase(at, to, beside(reading, of, step, count ?? 1));
}

const SIDES = new Map<string, readonly (1 | -1)[]>([
  ['after', [1]],
  ['following', [1]],
  ['behind', [1]],
  ['before', [-1]],
  ['preceding', [-1]],
]);
const BOTH = [
  'before and after',
  'around',
  'next to',
  'beside',
  'on either side of',
  'on both sides of',
].join('|');

/** "The one right after it", "the two before that", "the clips around it". */
function sides(reading: Reading, at: number, start: number, of: readonly number[]): Phrase | null {
  const count = ONE.has(wordAt(reading, start)) ? null : numberAt(reading, start);
  const noun = count === null ? start : start + 1;
  const hasNoun = ONE.has(wordAt(reading, noun));
  if (!hasNoun && count === null) return neighbors(reading, at, of);
  const side =
    afterAny(reading, hasNoun ? noun + 1 : noun, 'right|just|directly|immediately|that comes|coming') ??
    (hasNoun ? noun + 1 : noun);
  const both = afterAny(reading, side, BOTH);
  const ways = both === null ? SIDES.get(wordAt(reading, side)) : ([-1, 1] as const);
  if (ways === undefined) return null;
  const after = both ?? side + 1;
  const itself = afterAny(reading, after, ITSELF);
  if (itself === null && (both !== null || isNamedNext(reading, after))) return null;
  return phrase(at, itself ?? after, together(ways.map((way) => beside(reading, of, way, count ?? 1))));
}

/** "The one after clip 9" and "the one after the bridge" are not after what was named before. */
const isNamedNext = (reading: Reading, at: number): boolean =>
  ['the', 'a', 'clip', 'clips', 'scene', 'shot', 'second', 'first', 'last'].includes(wordAt(reading, at)) ||
  reading.tokens[at]?.kind === 'number' ||
  reading.tokens[at]?.kind === 'time';

function neighbors(reading: Reading, at: number, of: readonly number[]): Phrase | null {
  const to = afterAny(
    reading,
    at,
    // cspell:disable-next-line
    'its neighbors|its neighbours|both neighbors|both neighbours|both its neighbors',
  );
  return to === null ? null : phrase(at, to, together([beside(reading, of, -1), beside(reading, of, 1)]));
}

/** "The two clips before the outro", "3 clips after clip 4". */
export function countedBeside(reading: Reading, at: number): Phrase | null {
  const start = skip(reading, at, 'the');
  const count = numberAt(reading, start);
  if (count === null || wordAt(reading, start) === 'one' || !ONE.has(wordAt(reading, start + 1))) return null;
  const side = afterAny(reading, start + 2, 'right|just|directly|immediately') ?? start + 2;
  const way = SIDES.get(wordAt(reading, side))?.[0];
  const of = way === undefined ? null : edge(reading, side + 1);
  if (way === undefined || of === null) return null;
  const meant = of.meant.kind === 'clips' ? beside(reading, of.meant.clips, way, count) : of.meant;
  return phrase(at, of.to, meant);
}
