import { ORDINAL_WORDS } from '../text/vocabulary.js';
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
import { whatThereIs } from '../text/sentences.js';

/** Places in a row: from 1, or from -1 at its end; 0 is the middle. */
export interface Ordinals {
  places: number[];
  to: number;
}

/** Clips are 60 at most, and nobody lists more than some; a row of ordinals would cost its square. */
const MOST_PLACES = 20;

const LAST = new Set('last final closing ending'.split(' '));
const VERY = new Set(['very']);

/** "First", "the 3rd and 4th", "last two", "first 3", "second to last". */
export const ordinalsAt = oncePerPlace((reading, at): Ordinals | null => {
  const many = numberAt(reading, at);
  const counted = many === null ? null : ordinalAt(reading, at + 1);
  // "The two last clips".
  if (counted !== null && Math.abs(counted.places[0]!) === 1)
    return { places: row(counted.places[0]!, many!), to: counted.to };
  const first = ordinalAt(reading, at);
  if (first === null) return null;
  const count = numberAt(reading, first.to);
  // "The first one" is one of them.
  if (count !== null && wordAt(reading, first.to) !== 'one' && Math.abs(first.places[0]!) === 1)
    return { places: row(first.places[0]!, count), to: first.to + 1 };
  const found = { ...first, places: [...first.places] };
  while (found.places.length < MOST_PLACES) {
    const next = ordinalAt(reading, afterJoin(reading, found.to));
    if (next === null || next.to === found.to) break;
    found.places.push(...next.places);
    found.to = next.to;
  }
  return found;
});

const row = (first: number, count: number): number[] =>
  Array.from({ length: Math.min(count, 999) }, (_, step) => (first > 0 ? step + 1 : -step - 1));

function afterJoin(reading: Reading, at: number): number {
  const comma = wordAt(reading, at) === ',' ? at + 1 : at;
  const and = ['and', '&'].includes(wordAt(reading, comma)) ? comma + 1 : comma;
  if (and === at) return at;
  return wordAt(reading, and) === 'the' ? and + 1 : and;
}

function ordinalAt(reading: Reading, at: number): Ordinals | null {
  const start = skip(reading, at, VERY);
  const word = wordAt(reading, start);
  const token = reading.tokens[start];
  if (LAST.has(word)) return { places: [-1], to: start + 1 };
  if (word === 'opening') return { places: [1], to: start + 1 };
  if (word === 'middle') return { places: [0], to: start + 1 };
  if (word === 'penultimate') return { places: [-2], to: start + 1 };
  if (word === 'next') {
    const last = afterAny(reading, start + 1, 'to last|to the last');
    return last === null ? null : { places: [-2], to: last };
  }
  const place = token?.kind === 'ordinal' ? token.value : ORDINAL_WORDS.get(word);
  // "A 3 second shot".
  if (place === undefined || (place > 1 && numberAt(reading, start - 1) !== null)) return null;
  const last = afterAny(reading, start + 1, 'to last|to the last|from last|from the end|from the last');
  return last === null ? { places: [place], to: start + 1 } : { places: [-place], to: last };
}

/** Those of a row at these places. */
export function atPlaces<T>(of: readonly T[], places: readonly number[]): (T | undefined)[] {
  return places.map((place) => {
    if (place === 0) return of.length % 2 === 1 ? of[(of.length - 1) / 2] : undefined;
    return place > 0 ? of[place - 1] : of[of.length + place];
  });
}

/** The clips at these places among some, which are all or have a name ("the second chorus"). */
export function clipsAt(places: readonly number[], within: readonly number[], reading: Reading): Meant {
  const found = atPlaces(within, places);
  if (!found.includes(undefined)) return clipsMeant(found as number[]);
  const place = places[found.indexOf(undefined)]!;
  if (within.length < reading.facts.clips.length)
    return unknown(`It has ${within.length} ${within.length === 1 ? 'clip' : 'clips'}.`);
  if (place === 0) return unknown(`No clip is in the middle: this video has ${within.length} clips.`);
  const count =
    places.length > 1 ? `There are no ${places.length} clips` : `There is no clip ${Math.abs(place)}`;
  const has =
    places.length > 1 || place < 0 ? `this video has ${within.length} clips` : whatThereIs(reading.facts);
  return unknown(`${count}: ${has}.`);
}
