import { AFTER_BARE, EDGES_ALONE, EDGE_VERBS, LOOKS } from '../text/vocabulary.js';
import { afterAny, allClips, clipsMeant, phrase, wordAt, type Phrase, type Reading } from './phrase.js';

/** What people call all of it. */
export const WHOLE = [
  'the whole video',
  'the entire video',
  'my video',
  'our video',
  'this video',
  'the video',
  'the song',
  'the music video',
  'the film',
  'the movie',
  'the track',
  'video',
  'song',
].join('|');

const AROUND = new Set('at in on from until till to by near before after of with change'.split(' '));

/** "The ending should be dreamier", "make the opening darker": of the video. "In the beginning" may be of a clip. */
export function edgeAlone(reading: Reading, at: number): Phrase | null {
  const place = wordAt(reading, at) === 'the' ? EDGES_ALONE.get(wordAt(reading, at + 1)) : undefined;
  const clip = place === undefined ? undefined : allClips(reading.facts).at(place);
  const next = reading.tokens[at + 2];
  const isOver = next?.kind !== 'word' || LOOKS.has(next.word) || AFTER_BARE.has(next.word);
  if (clip === undefined || !isOver || AROUND.has(wordAt(reading, at - 1))) return null;
  return phrase(at, at + 2, clipsMeant([clip]));
}

const MUST = ['to', 'should', 'must', 'could', 'can', 'needs to', 'has to', 'should always'].join('|');
const WITH = ['with', 'on', 'by', 'off with', 'out with', 'out on', 'in'].join('|');
/** What may stand before "start the video with …". */
const BEFORE_EDGE = new Set(
  'please you to and then just now also could can would like want i we let us so ok okay'.split(' '),
);

/** "Start the video with a fade in", "the video should end on her face": in its first and its last clip. */
export function openedOrClosed(reading: Reading, at: number): Phrase | null {
  const place = EDGE_VERBS.get(wordAt(reading, at));
  if (place !== undefined) {
    const isOrder =
      at === 0 || reading.tokens[at - 1]?.kind === 'mark' || BEFORE_EDGE.has(wordAt(reading, at - 1));
    const whole = isOrder ? afterAny(reading, at + 1, WHOLE) : null;
    return whole === null ? null : edgePhrase(reading, at, whole, place);
  }
  const whole = afterAny(reading, at, WHOLE);
  const must =
    whole === null
      ? null
      : (afterAny(reading, whole, MUST) ?? (wordAt(reading, at - 1) === 'let' ? whole : null));
  const way = must === null ? undefined : EDGE_VERBS.get(wordAt(reading, must));
  return must === null || way === undefined ? null : edgePhrase(reading, at, must + 1, way);
}

function edgePhrase(reading: Reading, from: number, at: number, place: number): Phrase | null {
  const to = afterAny(reading, at, WITH);
  const clip = allClips(reading.facts).at(place);
  return to === null || clip === undefined ? null : phrase(from, to, clipsMeant([clip]), { isAdverb: true });
}
