// cspell:ignore oclock
import {
  afterAny,
  clipsBetween,
  clipsMeant,
  numberAt,
  phrase,
  songSeconds,
  unknown,
  wordAt,
  type Meant,
  type Phrase,
  type Reading,
} from './phrase.js';
import { clock, named } from '../text/sentences.js';

export interface Time {
  seconds: number;
  to: number;
  /** "0:45" or "into the song": not counted from the start of the clip. */
  isOnSong: boolean;
}

const SECONDS = new Set('second seconds sec secs s'.split(' '));
const MINUTES = new Set('minute minutes min mins'.split(' '));
const OF_SONG = [
  'into the song',
  'into the video',
  'in the song',
  'in the video',
  'of the song',
  'of the video',
  'into it',
].join('|');
const CLOCK_TIME = new Set('am pm oclock'.split(' ').concat("o'clock"));

const TO_TIME = new Set(
  'from to until till between and at around about near by after before in on @'.split(' '),
);
const MINUTES_SAID = [
  { said: 'half a minute|half minute', seconds: 30 },
  { said: 'a minute and a half|one and a half minutes', seconds: 90 },
  { said: 'a minute', seconds: 60 },
];

export function timeAt(reading: Reading, at: number): Time | null {
  const token = reading.tokens[at];
  if (token?.kind === 'time') {
    if (CLOCK_TIME.has(wordAt(reading, at + 1))) return null;
    return onSong(reading, { seconds: token.value, to: at + 1, isOnSong: true });
  }
  if (token?.kind === 'other' && /^\d+s(?:ecs?)?$/.test(token.word))
    return onSong(reading, { seconds: token.value, to: at + 1, isOnSong: false });
  const minutes = MINUTES_SAID.find(({ said }) => afterAny(reading, at, said) !== null);
  if (minutes !== undefined)
    return onSong(reading, {
      seconds: minutes.seconds,
      to: afterAny(reading, at, minutes.said)!,
      isOnSong: true,
    });
  const named =
    wordAt(reading, at) === 'second' && TO_TIME.has(wordAt(reading, at - 1))
      ? numberAt(reading, at + 1)
      : null;
  // "From second 12 to second 24".
  if (named !== null) return onSong(reading, { seconds: named, to: at + 2, isOnSong: false });
  const count = numberAt(reading, at);
  if (count === null) return null;
  if (SECONDS.has(wordAt(reading, at + 1)))
    return onSong(reading, { seconds: count, to: at + 2, isOnSong: false });
  if (!MINUTES.has(wordAt(reading, at + 1))) return null;
  const and = afterAny(reading, at + 2, 'and') ?? at + 2;
  const more = numberAt(reading, and);
  const isMore = more !== null && SECONDS.has(wordAt(reading, and + 1));
  return onSong(reading, {
    seconds: count * 60 + (isMore ? more : 0),
    to: isMore ? and + 2 : at + 2,
    isOnSong: true,
  });
}

function onSong(reading: Reading, time: Time): Time {
  const mark = afterAny(reading, time.to, 'mark') ?? time.to;
  const song = afterAny(reading, mark, OF_SONG) ?? inAlone(reading, mark);
  return { ...time, to: song ?? mark, isOnSong: time.isOnSong || song !== null || mark > time.to };
}

/** "40 seconds in it gets dark"; "in the first clip" goes on. */
function inAlone(reading: Reading, at: number): number | null {
  if (wordAt(reading, at) !== 'in') return null;
  const next = reading.tokens[at + 1];
  const isOver = next?.kind !== 'word' || ['it', 'make', 'everything', 'add', 'i'].includes(next.word);
  return isOver && next?.kind !== 'number' && next?.kind !== 'time' ? at + 1 : null;
}

const AT = [
  'at about',
  'at around',
  'at roughly',
  'roughly at',
  'right around',
  'at',
  'around',
  'about',
  '@',
  'near',
].join('|');
const START = ['the start', 'the beginning', 'start', 'beginning'].join('|');
const END = ['the very end', 'the end of the song', 'the end of the video', 'the end', 'end'].join('|');
const ON = [
  'onwards',
  'onward',
  'on',
  'to the end of the song',
  'to the end of the video',
  'to the end',
  'until the end',
  'till the end',
  'forward',
].join('|');
const TO = ['to', 'until', 'till', 'through', '-', 'and'].join('|');

/** "At 0:45", "from 0:30 to 1:00", "between …", "after 1:00", "0:30-1:00". */
export function timePhrase(reading: Reading, at: number): Phrase | null {
  return edgeOfSong(reading, at) ?? timeRange(reading, at) ?? timePoint(reading, at);
}

/** "The first minute", "the last 20 seconds": of the song, where the picked clip is not that long. */
function edgeOfSong(reading: Reading, at: number): Phrase | null {
  const start = afterAny(reading, at, 'in the|during the|for the|the') ?? at;
  const edge = wordAt(reading, start);
  if (edge !== 'first' && edge !== 'last') return null;
  const isMinute = wordAt(reading, start + 1) === 'minute';
  const time = isMinute
    ? onSong(reading, { seconds: 60, to: start + 2, isOnSong: true })
    : timeAt(reading, start + 1);
  if (time === null || reading.tokens[start + 1]?.kind === 'time' || isOfClip(reading, time)) return null;
  const end = songSeconds(reading.facts);
  const found =
    edge === 'first'
      ? clipsBetween(reading.facts, 0, time.seconds)
      : clipsBetween(reading.facts, end - time.seconds, end);
  if (found.length === 0) return null;
  return phrase(at, time.to, clipsMeant(found), { isAdverb: start > at && wordAt(reading, at) !== 'the' });
}

function timePoint(reading: Reading, at: number): Phrase | null {
  if (['first', 'last', 'next'].includes(wordAt(reading, at - 1))) return null;
  const noun = afterAny(reading, at, NOUNS);
  if (noun !== null) return nounAt(reading, at, noun);
  const said = afterAny(reading, at, AT) ?? inSecond(reading, at);
  const the = said === null ? null : (afterAny(reading, said, 'the') ?? said);
  const time = timeAt(reading, the ?? at);
  if (time === null || isOfClip(reading, time)) return null;
  if (said === null && !(time.isOnSong && isAlone(reading, at, time))) return null;
  return phrase(at, time.to, clipAt(reading, time.seconds), { isAdverb: true });
}

const NOUNS = 'part bit moment drop break breakdown build solo hook beat kick section clip shot scene one'
  .split(' ')
  .map((noun) => `the ${noun}`)
  .join('|');

/** "The drop at 0:37", as what something is wanted of. */
function nounAt(reading: Reading, at: number, noun: number): Phrase | null {
  const said = afterAny(reading, noun, AT);
  const time = said === null ? null : timeAt(reading, said);
  if (time === null || !time.isOnSong) return null;
  return phrase(at, time.to, clipAt(reading, time.seconds));
}

/** "In second 57". */
const inSecond = (reading: Reading, at: number): number | null =>
  ['in', 'on', 'by'].includes(wordAt(reading, at)) && wordAt(reading, at + 1) === 'second' ? at + 1 : null;

/** "0:45: night", "45 seconds into the song": without a preposition a bare time is no place. */
function isAlone(reading: Reading, at: number, { to }: Time): boolean {
  if (to > at + 2 && numberAt(reading, at) !== null) return true;
  return at === 0 || [',', '.', '\n'].includes(wordAt(reading, at - 1));
}

/** "At 2 seconds" of a picked clip is a time in it. */
function isOfClip({ facts }: Reading, { seconds, isOnSong }: Time): boolean {
  if (isOnSong) return false;
  return facts.clips.some(
    ({ clipIndex, start, end }) => facts.picked.includes(clipIndex) && end - start >= seconds,
  );
}

export function clipAt({ facts }: Reading, seconds: number): Meant {
  const found = facts.clips.find(({ start, end }) => seconds >= start && seconds < end);
  return found === undefined ? behindSong(facts, seconds) : clipsMeant([found.clipIndex]);
}

const behindSong = (facts: Reading['facts'], seconds: number): Meant =>
  unknown(`There is no ${clock(seconds)}: the song ends at ${clock(songSeconds(facts))}.`);

function timeRange(reading: Reading, at: number): Phrase | null {
  const said = ends(reading, at);
  if (said === null) return null;
  const { from, until, to } = said;
  return phrase(at, to, clipsWithin(reading, from, until), { isAdverb: true });
}

interface Ends {
  from: number;
  until: number;
  to: number;
}

function ends(reading: Reading, at: number): Ends | null {
  const length = songSeconds(reading.facts);
  const piece = pieceAt(reading, at, length);
  if (piece !== null) return piece;
  const opened = afterAny(reading, at, 'from|between|starting at|starting from');
  const start = opened === null ? null : afterAny(reading, opened, START);
  if (start !== null) {
    const time = timeAfter(reading, start, TO);
    return time === null ? null : { from: 0, until: time.seconds, to: time.to };
  }
  const open = afterAny(reading, at, 'after|everything after');
  const closed = afterAny(reading, at, 'before|everything before|until|till|up to');
  const first = firstTime(reading, opened ?? open ?? closed ?? at);
  const isBare = opened === null && open === null && closed === null;
  if (first === null || (isBare && reading.tokens[at]?.kind !== 'time')) return null;
  if (open !== null || closed !== null) {
    if (isOfClip(reading, first)) return null;
    return open === null
      ? { from: 0, until: first.seconds, to: first.to }
      : { from: first.seconds, until: length, to: first.to };
  }
  const second = timeAfter(reading, first.to, TO);
  if (second !== null && !isOfClip(reading, { ...second, isOnSong: first.isOnSong || second.isOnSong }))
    return { from: first.seconds, until: second.seconds, to: second.to };
  const on = afterAny(reading, first.to, ON) ?? (isStarting(reading, at) ? first.to : null);
  return on === null || isOfClip(reading, first) ? null : { from: first.seconds, until: length, to: on };
}

/** "Starting at 0:48" goes on to the end. */
const isStarting = (reading: Reading, at: number): boolean =>
  afterAny(reading, at, 'starting at|starting from') !== null;

/** "The first 10 seconds of the video". */
function pieceAt(reading: Reading, at: number, length: number): Ends | null {
  const start = afterAny(reading, at, 'in the|during the|for the|the') ?? at;
  const side = wordAt(reading, start);
  const time = side === 'first' || side === 'last' ? timeAt(reading, start + 1) : null;
  if (time === null || !time.isOnSong) return null;
  const { seconds, to } = time;
  return side === 'first' ? { from: 0, until: seconds, to } : { from: length - seconds, until: length, to };
}

/** "10" of "from 10 to 20 seconds" has its unit later. */
function firstTime(reading: Reading, at: number): Time | null {
  const time = timeAt(reading, at);
  if (time !== null) return time;
  const seconds = numberAt(reading, at);
  if (seconds === null || timeAfter(reading, at + 1, TO)?.isOnSong !== false) return null;
  return { seconds, to: at + 1, isOnSong: false };
}

function timeAfter(reading: Reading, at: number, words: string): Time | null {
  const next = afterAny(reading, at, words);
  if (next === null) return null;
  const end = afterAny(reading, next, END);
  if (end !== null) return { seconds: songSeconds(reading.facts), to: end, isOnSong: true };
  return timeAt(reading, next);
}

export function clipsWithin(reading: Reading, one: number, other: number): Meant {
  const { facts } = reading;
  const [from, until] = [Math.min(one, other), Math.max(one, other)];
  if (from >= songSeconds(facts)) return behindSong(facts, from);
  const found = clipsBetween(facts, from, until);
  if (found.length > 0) return clipsMeant(found);
  const near = facts.clips
    .filter(({ start, end }) => start < until && end > from)
    .map(({ clipIndex }) => clipIndex);
  const lies = near.length === 1 ? 'is there' : 'are there';
  return unknown(`No clip lies mostly between ${clock(from)} and ${clock(until)}; ${named(near)} ${lies}.`);
}
