import { timeAt, type Time } from '../whom/phrases/times.js';
import { afterAny, numberAt, skip, wordAt, type Reading } from '../whom/phrases/phrase.js';
import { PIECES } from '../whom/phrases/song-parts.js';
import { referenceAt } from '../whom/phrases/reference.js';
import { CLIP_NOUNS, LOOKS, AFTER_BARE, OBJECT_VERBS, SUBJECT_VERBS } from '../whom/text/vocabulary.js';
import type { ClipFacts } from '../whom/facts.js';

/** Words that name a part of clips, from token `from` up to token `to`. */
export interface SaidPart {
  from: number;
  to: number;
  /** What stands there instead: "make the first second brighter" is "make it brighter". */
  instead: string;
  /** The clip in which the times lie on the song; null: any clip that is meant. */
  clip: number | null;
  /** The same part in words that read after a wish. */
  words: string;
  /** Seconds from the start of a clip. */
  of: (clip: ClipFacts) => { from: number; to: number };
}

const SECONDS = new Set('second seconds sec secs s'.split(' '));
const ON_SONG = ['of the song', 'of the video', 'of the whole video', 'in the song', 'in the video'].join(
  '|',
);
const BEFORE = new Set('in during for over within on throughout at'.split(' '));

/** The first part of clips that is named at or after a place. */
export function partFrom(reading: Reading, first: number): SaidPart | null {
  for (let at = first; at < reading.tokens.length; at++) {
    const found = edgePart(reading, at) ?? pieceOfClip(reading, at) ?? timesOfClip(reading, at);
    if (found !== null) return found;
  }
  return null;
}

/** "The first second of clip 2", "in the last half second", "the last 2 seconds". */
function edgePart(reading: Reading, at: number): SaidPart | null {
  const start = skip(reading, at, 'the|very');
  const side = wordAt(reading, start);
  if ((side !== 'first' && side !== 'last') || isInside(reading, at)) return null;
  const amount = amountAt(reading, start + 1);
  if (amount === null || amount.seconds <= 0 || afterAny(reading, amount.to, ON_SONG) !== null) return null;
  const { seconds, to } = amount;
  const end = ofClip(reading, to);
  if (end === null && !standsAlone(reading, to)) return null;
  // "The last 12 seconds" of a song in clips of 6.
  const isLonger = reading.facts.picked.length > 0 && !isPickedAsLong(reading, seconds);
  if (end === null && isLonger && !namesClip(reading, at, to)) return null;
  return {
    ...cut(reading, at, to, end),
    clip: null,
    words: `in the ${side} ${seconds === 1 ? 'second' : `${seconds} seconds`}`,
    of: (clip) => {
      const length = clip.end - clip.start;
      return side === 'first' ? { from: 0, to: seconds } : { from: length - seconds, to: length };
    },
  };
}

/** "Second" is one; "half a second", "half second", "2 seconds", "1.5 s". */
function amountAt(reading: Reading, at: number): { seconds: number; to: number } | null {
  if (['second', 'sec'].includes(wordAt(reading, at))) return { seconds: 1, to: at + 1 };
  const half = afterAny(reading, at, 'half a second|half second|half a sec');
  if (half !== null) return { seconds: 0.5, to: half };
  const time = secondsAt(reading, at);
  return time === null || !time.hasUnit ? null : time;
}

/** "The last half of clip 3", "the first third of this clip". */
function pieceOfClip(reading: Reading, at: number): SaidPart | null {
  const start = skip(reading, at, 'the|very');
  const piece = `${wordAt(reading, start)} ${wordAt(reading, start + 1)}`;
  const share = PIECES.get(piece);
  if (share === undefined || isInside(reading, at)) return null;
  const end = ofClip(reading, start + 2);
  const isOwned = wordAt(reading, at - 1) === "'s";
  if (end === null && !isOwned && !isOfThatClip(reading, at, start + 2)) return null;
  return {
    ...cut(reading, at, start + 2, end),
    clip: null,
    words: `in the ${piece} of it`,
    of: ({ start: from, end: to }) => ({ from: share[0] * (to - from), to: share[1] * (to - from) }),
  };
}

/** "The second half much brighter" where one clip is picked, or named elsewhere; without either it may be of the song. */
function isOfThatClip(reading: Reading, from: number, to: number): boolean {
  const isOne = reading.facts.picked.length === 1 || namesClip(reading, from, to);
  return isOne && standsAlone(reading, to);
}

/** "From 0:12 to 0:14" inside one clip, "from 1 to 2 seconds" of a clip that is named or picked. */
function timesOfClip(reading: Reading, at: number): SaidPart | null {
  const opened = afterAny(reading, at, 'from second|from|between second|between');
  const one = opened === null ? null : secondsAt(reading, opened);
  const next = one === null ? null : afterAny(reading, one.to, 'to second|to|and|until|till|-');
  const two = next === null ? null : secondsAt(reading, next);
  if (one === null || two === null || two.seconds <= one.seconds) return null;
  const [from, to] = [one.seconds, two.seconds];
  const end = ofClip(reading, two.to);
  if (one.isOnSong || two.isOnSong) return end === null ? onSong(reading, at, two.to, from, to) : null;
  const isSeconds = one.hasUnit || two.hasUnit || wordAt(reading, opened! - 1) === 'second';
  if (!isSeconds || !(end !== null || namesClip(reading, at, two.to) || isPickedAsLong(reading, to)))
    return null;
  return {
    ...cut(reading, at, two.to, end),
    clip: null,
    words: `from ${from} to ${to} seconds`,
    of: () => ({ from, to }),
  };
}

/** Of a whole clip, or nearly, it is the clip that is meant. */
const LEAST_LEFT = 0.2;

function onSong(reading: Reading, at: number, end: number, from: number, to: number): SaidPart | null {
  const clip = reading.facts.clips.find((one) => one.start <= from && to <= one.end);
  if (clip === undefined || to - from > clip.end - clip.start - LEAST_LEFT) return null;
  return {
    ...{ from: at, to: end, instead: '', clip: clip.clipIndex },
    words: `from ${from - clip.start} to ${to - clip.start} seconds`,
    of: ({ start }) => ({ from: from - start, to: to - start }),
  };
}

type Seconds = Pick<Time, 'seconds' | 'to' | 'isOnSong'> & { hasUnit: boolean };

/** A time of whole seconds as the grammar of clips reads it, or a decimal one, or a bare number. */
function secondsAt(reading: Reading, at: number): Seconds | null {
  const time = timeAt(reading, at);
  if (time !== null) return { ...time, hasUnit: !time.isOnSong };
  const decimal = /^(\d{1,4}(?:\.\d{1,3})?)(s|secs?)?$/.exec(reading.tokens[at]?.word ?? '');
  const number = decimal === null ? numberAt(reading, at) : Number(decimal[1]);
  if (number === null) return null;
  const hasUnit = decimal?.[2] !== undefined || SECONDS.has(wordAt(reading, at + 1));
  const to = decimal?.[2] === undefined && hasUnit ? at + 2 : at + 1;
  return { seconds: number, to, isOnSong: false, hasUnit };
}

/** Of longer ones than the picked clips are, the seconds count on the song. */
const isPickedAsLong = ({ facts }: Reading, seconds: number): boolean =>
  facts.clips.some(({ clipIndex, start, end }) => facts.picked.includes(clipIndex) && seconds <= end - start);

/** Whether the message names clips besides these tokens. */
function namesClip(reading: Reading, from: number, to: number): boolean {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (at >= from && at < to) continue;
    if (CLIP_NOUNS.has(wordAt(reading, at)) && numberAt(reading, at + 1) !== null) return true;
  }
  return false;
}

/** The place of the clips that stand after "of": "of clip 2", "in this clip", "of it"; null where none do. */
function ofClip(reading: Reading, at: number): number | null {
  const of = afterAny(reading, at, 'of|in|from');
  if (of === null) return null;
  const isPicked =
    afterAny(reading, of, 'this clip|that clip|the clip|this one|this|it|the picked clip') !== null;
  const word = wordAt(reading, skip(reading, of, 'the|each|every|all|of|both|these|those|first|last'));
  const isClip = CLIP_NOUNS.has(word) || CLIP_NOUNS.has(word.replace(/s$/, '')) || word === '#';
  return isPicked || (isClip && referenceAt(reading, of) !== null) ? of : null;
}

/** With the words around it that only joined it to the wish; clips that stand after "of" stay. */
function cut(
  reading: Reading,
  at: number,
  to: number,
  of: number | null,
): Pick<SaidPart, 'from' | 'to' | 'instead'> {
  const before = wordAt(reading, at - 1);
  if (before === "'s") return { from: at - 1, to, instead: '' };
  // "Brighter in clip 2" for "brighter in the first second of clip 2".
  if (of !== null) return { from: at, to: of, instead: '' };
  if (BEFORE.has(before)) return { from: at - 1, to, instead: '' };
  // "The last third should be darker".
  const isSubject = SUBJECT_VERBS.has(wordAt(reading, to));
  return { from: at, to, instead: isSubject || OBJECT_VERBS.has(before) ? 'it' : '' };
}

/** A phrase is read from its own start. */
const isInside = (reading: Reading, at: number): boolean => ['the', 'very'].includes(wordAt(reading, at - 1));

/** Whether no other noun follows: "a last second change". */
function standsAlone(reading: Reading, at: number): boolean {
  const next = reading.tokens[at];
  return next === undefined || next.kind === 'mark' || LOOKS.has(next.word) || AFTER_BARE.has(next.word);
}
