import { headAt } from './heads.js';
import { namedClips } from './names.js';
import { numberedClips } from './numbered.js';
import { byThePicked } from './picked.js';
import {
  afterAny,
  allClips,
  clipsMeant,
  phrase,
  together,
  wordAt,
  type Meant,
  type Phrase,
  type Reading,
  oncePerPlace,
} from './phrase.js';
import { songPart } from './song-parts.js';

/** "From clip 2 to the bridge", "from clip 10 on", "clip 9 onwards", "up to clip 3". */
export const fromOnwards = oncePerPlace((reading, at): Phrase | null => {
  const upTo = afterAny(reading, at, 'up to|up until|until|through');
  if (upTo !== null) return untilPhrase(reading, at, upTo);
  const opened = afterAny(reading, at, 'starting from|starting with|from|between');
  const began = opened === null ? null : beginningAt(reading, at, opened);
  if (began !== null) return began;
  const from = edge(reading, opened ?? at);
  if (from === null) return null;
  const on = afterAny(reading, from.to, opened === null ? ONWARDS : `${ONWARDS}|on`);
  if (on !== null)
    return rangePhrase(
      reading,
      at,
      on,
      [from.meant, clipsMeant(allClips(reading.facts).slice(-1))],
      opened !== null,
    );
  const to = afterAny(
    reading,
    from.to,
    opened === null ? 'to|through|until|-' : 'to|through|until|till|and|-',
  );
  const until = to === null ? null : edge(reading, to);
  // "From clip 3" alone may be a place to take something from.
  if (until === null && opened !== null && isSeveral(from))
    return phrase(at, from.to, from.meant, { isAdverb: true });
  if (until === null || (opened === null && (isSeveral(from) || isSeveral(until)))) return null;
  if (wordAt(reading, at) === 'between') return between(reading, at, from, until);
  return rangePhrase(reading, at, until.to, [from.meant, until.meant], opened !== null);
});

const STARTS = ['starts', 'begins', 'start', 'begin', 'kicks in', 'comes in', 'sets in'].join('|');

/** "Until clip 3"; "until the bridge starts" is without it. */
function untilPhrase(reading: Reading, at: number, upTo: number): Phrase | null {
  const last = edge(reading, upTo);
  if (last === null) return null;
  const starts = afterAny(reading, last.to, STARTS);
  if (starts === null || last.meant.kind !== 'clips')
    return rangePhrase(reading, at, last.to, [first(reading), last.meant]);
  const before = allClips(reading.facts).filter((clip) => clip < Math.min(...clipsIn(last.meant)));
  return before.length === 0 ? null : phrase(at, starts, clipsMeant(before), { isAdverb: true });
}

const clipsIn = (meant: Meant): readonly number[] => (meant.kind === 'clips' ? meant.clips : []);

/** "From where the bridge starts", with or without "to the end". */
function beginningAt(reading: Reading, at: number, opened: number): Phrase | null {
  const where = afterAny(reading, opened, 'where|when|the moment|the point where');
  const from = where === null ? null : edge(reading, where);
  const starts = from === null ? null : afterAny(reading, from.to, STARTS);
  if (from === null || starts === null) return null;
  const end = afterAny(reading, starts, 'to the end|until the end|till the end|onwards|onward|on') ?? starts;
  return rangePhrase(reading, at, end, [from.meant, clipsMeant(allClips(reading.facts).slice(-1))]);
}

const ONWARDS = 'onwards|onward|and onwards|and up|to the end|until the end|till the end';

interface Edge {
  meant: Meant;
  to: number;
  isPart: boolean;
}

export const edge = oncePerPlace((reading, at): Edge | null => {
  const found = headedAlone(reading, at) ?? simple(reading, at);
  return found === null ? null : { meant: found.meant, to: found.to, isPart: found.groups !== null };
});

/** What needs no other phrase. */
export const simple = oncePerPlace((reading, at): Phrase | null => {
  return (
    songPart(reading, at) ?? namedClips(reading, at) ?? byThePicked(reading, at) ?? numberedClips(reading, at)
  );
});

/** "Match clips 2 and 3 to clip 5" is no range; "the intro to the first chorus" is one. */
const isSeveral = ({ meant, isPart }: Edge): boolean =>
  !isPart && meant.kind === 'clips' && meant.clips.length > 1;

const first = ({ facts }: Reading): Meant => clipsMeant(allClips(facts).slice(0, 1));

function rangePhrase(
  reading: Reading,
  at: number,
  to: number,
  ends: readonly Meant[],
  isAdverb = true,
): Phrase {
  const both = together(ends);
  if (both.kind !== 'clips') return phrase(at, to, both, { isAdverb });
  const [low, high] = [Math.min(...both.clips), Math.max(...both.clips)];
  const clips = allClips(reading.facts).filter((clip) => clip >= low && clip <= high);
  return phrase(at, to, clipsMeant(clips), { isAdverb });
}

/** With its ends or without: people mean both. */
function between(reading: Reading, at: number, from: Edge, until: Edge): Phrase {
  const whole = rangePhrase(reading, at, until.to, [from.meant, until.meant]);
  if (whole.meant.kind !== 'clips' || from.meant.kind !== 'clips' || until.meant.kind !== 'clips')
    return whole;
  const ends = new Set([...from.meant.clips, ...until.meant.clips]);
  const inner = whole.meant.clips.filter((clip) => !ends.has(clip));
  if (inner.length === 0) return whole;
  const sentence = 'Do you mean only the clips between them, or those two as well?';
  return { ...whole, meant: { kind: 'question', sentence, options: [inner, whole.meant.clips] } };
}

function headedAlone(reading: Reading, at: number): Phrase | null {
  const head = headAt(reading, at);
  if (head === null || head.isOpen) return null;
  return phrase(at, head.to, head.pick(allClips(reading.facts)));
}
