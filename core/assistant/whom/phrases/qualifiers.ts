import type { Head } from './heads.js';
import { lyricPhrase } from './lyrics.js';
import { nameAt, namedClips, oneWith, ownedAt } from './names.js';
import { clipsByNumber } from './numbered.js';
import { beside, besidePicked } from './picked.js';
import {
  afterAny,
  allClips,
  clipsMeant,
  isCounted,
  numberAt,
  phrase,
  wordAt,
  type Meant,
  type Phrase,
  type Reading,
} from './phrase.js';
import { songPart } from './song-parts.js';
import { clipAt, clipsWithin, timeAt, timePhrase } from './times.js';
import { edge, fromOnwards } from './ranges.js';

/** Which clips words after a head leave. */
export function qualifier(reading: Reading, head: Head): { meant: Meant; to: number } | null {
  const at = afterAny(reading, head.to, 'that is|that are|which are|that come|that comes') ?? head.to;
  const side = sideOf(reading, at, head);
  if (side !== null) return side;
  const time = timePhrase(reading, at);
  if (time !== null) return time;
  const of = afterAny(reading, at, 'of|in|from|during|inside|within|on|for');
  const whole = of === null ? null : afterAny(reading, of, 'the whole video|the video|the song');
  if (whole !== null) return { meant: clipsMeant(allClips(reading.facts)), to: whole };
  const part = of === null ? null : songPart(reading, of);
  if (part !== null) return part;
  const numbered = head.isPlural ? numberedSide(reading, at) : null;
  if (numbered !== null) return numbered;
  const range = head.isOpen ? fromOnwards(reading, at) : null;
  return range ?? shown(reading, at, head);
}

/** "All clips from 8 on", "from 3 to 5", "after 6": numbers alone count clips then. */
function numberedSide(reading: Reading, at: number): { meant: Meant; to: number } | null {
  const word = wordAt(reading, at);
  const one = numberAt(reading, at + 1);
  if (one === null || isCounted(reading, at + 2)) return null;
  const last = reading.facts.clips.length;
  if (word === 'after') return row(reading, one + 1, last, at + 2);
  if (word === 'before') return row(reading, 1, one - 1, at + 2);
  if (word !== 'from' && word !== 'starting') return null;
  const to = afterAny(reading, at + 2, 'to|through|until|till|-');
  const two = to === null ? null : numberAt(reading, to);
  if (two !== null) return row(reading, one, two, to! + 1);
  const on = afterAny(reading, at + 2, 'onwards|onward|and onwards|on|and up|to the end|until the end');
  return on === null ? null : row(reading, one, last, on);
}

function row(reading: Reading, from: number, until: number, to: number): { meant: Meant; to: number } {
  const numbers = Array.from(
    { length: Math.max(0, Math.min(until, 999) - from + 1) },
    (_, step) => from + step,
  );
  return { meant: clipsByNumber(numbers.length === 0 ? [from] : numbers, reading), to };
}

const SHOWING = [
  'with',
  'of',
  'showing',
  'featuring',
  'at',
  'in',
  'on',
  'where',
  'that show',
  'that shows',
  'containing',
].join('|');

/** "Every shot she's in". */
const OF_THEM = ['she', 'he', 'they', 'it']
  .flatMap((one) => [`${one} 's in`, `${one}s in`, `${one} is in`, `${one} are in`, `${one} appears in`])
  .flatMap((said) => [said, `that ${said}`, `where ${said}`])
  .join('|');

/** The clips of the only name that the message has; else it has to be said whose. */
export function ofTheOneNamed(reading: Reading): Meant {
  const names = reading.tokens.flatMap((_, at) => nameAt(reading, at)?.name ?? []);
  const [only, ...others] = new Set(names);
  if (only !== undefined && others.length === 0) return clipsMeant(only.clips);
  const sentence = 'I do not know who that is. Say the name, or the clips by number.';
  return { kind: 'question', sentence, options: [] };
}

const WISHES = new Set('more less a an some no better higher lower extra'.split(' '));

/** "With Mara", "at the subway station"; what else clips show is not known. */
function shown(reading: Reading, at: number, head: Head): { meant: Meant; to: number } | null {
  const sung = lyricPhrase(reading, at);
  if (sung !== null && sung.isAdverb) return sung;
  const appearing = namedClips(reading, at);
  if (appearing?.isAdverb === true) return appearing;
  const theirs = head.isPlural ? afterAny(reading, at, OF_THEM) : null;
  if (theirs !== null) return { meant: ofTheOneNamed(reading), to: theirs };
  const with_ = afterAny(reading, at, SHOWING);
  const found = with_ === null ? null : (ownedAt(reading, with_) ?? nameAt(reading, with_));
  if (found !== null && with_ !== null) {
    const isScene = wordAt(reading, head.to - 1) === 'scene';
    const isOne = head.isOpen && !head.isPlural && !isScene;
    return {
      meant: isOne ? oneWith(found.name) : clipsMeant(found.name.clips),
      to: afterAny(reading, found.to, 'in it|in them') ?? found.to,
    };
  }
  const isUnknown =
    head.isOpen &&
    head.isPlural &&
    wordAt(reading, head.to - 1) !== 'everything' &&
    with_ !== null &&
    !WISHES.has(wordAt(reading, with_));
  if (!isUnknown || !['with', 'showing', 'featuring', 'where', 'containing'].includes(wordAt(reading, at)))
    return null;
  const sentence = 'I do not know which clips those are. Say them by number, or pick them.';
  return { meant: { kind: 'question', sentence, options: [] }, to: with_ };
}

const SIDES = new Map<string, 1 | -1>([
  ['after', 1],
  ['following', 1],
  ['before', -1],
  ['preceding', -1],
]);

const ITSELF = ['this one', 'this clip', 'that one', 'that', 'this', 'it', 'the selected one'].join('|');

function sideOf(reading: Reading, at: number, head: Head): { meant: Meant; to: number } | null {
  const right = afterAny(reading, at, 'right|just|directly|immediately') ?? at;
  const step = SIDES.get(wordAt(reading, right));
  if (step === undefined || !(head.isOpen || head.isPlural)) return null;
  const itself = afterAny(reading, right + 1, ITSELF);
  const other = itself === null ? edge(reading, right + 1) : null;
  if (other !== null) return { to: other.to, meant: sideOfClips(reading, other.meant, step, head) };
  const time = itself === null ? timeAt(reading, right + 1) : null;
  if (time !== null) return { to: time.to, meant: sideOfTime(reading, time.seconds, step, head) };
  if (itself === null && (head.isPlural || reading.tokens[right + 1]?.kind === 'word')) return null;
  return {
    to: itself ?? right + 1,
    meant: head.isPlural ? allBeyondPicked(reading, step) : besidePicked(reading, step),
  };
}

function sideOfTime(reading: Reading, seconds: number, step: 1 | -1, head: Head): Meant {
  if (head.isPlural)
    return step === 1 ? clipsWithin(reading, seconds, Infinity) : clipsWithin(reading, 0, seconds);
  return sideOfClips(reading, clipAt(reading, seconds), step, head);
}

function sideOfClips(reading: Reading, of: Meant, step: 1 | -1, head: Head): Meant {
  if (of.kind !== 'clips') return of;
  return head.isPlural ? allBeyond(reading, of.clips, step) : beside(reading, of.clips, step);
}

function allBeyondPicked(reading: Reading, step: 1 | -1): Meant {
  const { picked } = reading.facts;
  return picked.length === 0 ? besidePicked(reading, step) : allBeyond(reading, picked, step);
}

function allBeyond(reading: Reading, clips: readonly number[], step: 1 | -1): Meant {
  const edgeClip = step === 1 ? Math.max(...clips) : Math.min(...clips);
  const found = allClips(reading.facts).filter((clip) => (clip - edgeClip) * step > 0);
  return found.length === 0 ? beside(reading, clips, step) : clipsMeant(found);
}

/** "After the chorus": the clip that follows, or all that do. */
export function beforeOrAfter(reading: Reading, at: number): Phrase | null {
  const step = SIDES.get(wordAt(reading, at));
  if (step === undefined || wordAt(reading, at) === 'following') return null;
  const of = edge(reading, at + 1);
  if (of === null || afterAny(reading, at + 1, 'this') !== null) return null;
  if (of.meant.kind !== 'clips') return phrase(at, of.to, of.meant, { isAdverb: true });
  const next = beside(reading, of.meant.clips, step);
  const all = allBeyond(reading, of.meant.clips, step);
  if (next.kind !== 'clips' || all.kind !== 'clips' || all.clips.length === 1)
    return phrase(at, of.to, next, { isAdverb: true });
  if (['everything', 'all'].includes(wordAt(reading, of.to)))
    return phrase(at, of.to, all, { isAdverb: true });
  const where = step === 1 ? 'after it' : 'before it';
  const sentence = `Do you mean the clip ${where}, or all ${where}?`;
  const meant = { kind: 'question', sentence, options: [next.clips, all.clips] } as const;
  return phrase(at, of.to, meant, { isAdverb: true });
}
