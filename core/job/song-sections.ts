import { secondsAt } from './frames.js';
import { sungLines, type LyricLine, type SungLine } from './lyrics.js';
import type { PipelineSongPart } from './pipeline-schema.js';

/** A part of the song. */
export interface SongSection {
  /** In lower case: intro, verse, chorus, bridge, outro, … */
  label: string;
  /** Counts from 1 among the sections of the same label. */
  occurrence: number;
  /** Seconds on the song. */
  start: number;
  end: number;
  /** Clips of which more than half of the slot lies inside; indexes count from 0. */
  clipIndexes: number[];
  /** True where it was worked out from the lyrics, not delivered with the song. */
  isGuess: boolean;
}

/** A clip's place on the song in frames; `endFrame` is exclusive. */
interface Slot {
  startFrame: number;
  endFrame: number;
}

type Part = Pick<SongSection, 'label' | 'start' | 'end'>;

const MAX_LABEL_LENGTH = 40;
/** Seconds before the first line, or after the last, from which on they are a part of their own. */
const INTRO_SECONDS = 1;

/**
 * The parts of the song as the pipeline delivered them, else a guess from the lyrics; empty where nothing is known.
 * Slots are in clip order, up to the end of the song.
 */
export function songSections(
  delivered: readonly PipelineSongPart[],
  lyrics: readonly LyricLine[],
  slots: readonly Slot[],
): SongSection[] {
  const songSeconds = secondsAt(slots.at(-1)?.endFrame ?? 0);
  const known = delivered.flatMap((part) => readPart(part, songSeconds));
  const parts = known.length > 0 ? known : guessParts(sungLines(lyrics), songSeconds);
  const counts = new Map<string, number>();
  return parts
    .sort((one, other) => one.start - other.start)
    .map((part) => {
      const occurrence = (counts.get(part.label) ?? 0) + 1;
      counts.set(part.label, occurrence);
      return { ...part, occurrence, clipIndexes: clipsInside(part, slots), isGuess: known.length === 0 };
    });
}

/** None where it is no part: without a name, or outside the song. "Verse_2" is a verse: they are counted here. */
function readPart(part: PipelineSongPart, songSeconds: number): Part[] {
  if (part === null || part === undefined) return [];
  const words = part.type.toLowerCase().replace(/[\s_]+/g, ' ');
  const label = words
    .replace(/\d+ ?$/, '')
    .trim()
    .slice(0, MAX_LABEL_LENGTH);
  const end = Math.min(part.end, songSeconds);
  return label === '' || end <= part.start ? [] : [{ label, start: part.start, end }];
}

/**
 * Lines that come back are the chorus, what is between is a verse. How loud the song is would tell more, but its sound is
 * read by runners alone. None where no line comes back: then all may be anything.
 */
function guessParts(lines: readonly SungLine[], songSeconds: number): Part[] {
  const returning = linesThatReturn(lines);
  if (!returning.includes(true)) return [];
  const starts = lines
    .map(({ start }, at) => ({ label: returning[at] === true ? 'chorus' : 'verse', start }))
    .filter(({ label }, at, all) => label !== all[at - 1]?.label);
  const sungEnd = lines.at(-1)!.end;
  const last = songSeconds - sungEnd < INTRO_SECONDS ? songSeconds : sungEnd;
  const [first] = starts;
  if (first!.start < INTRO_SECONDS) first!.start = 0;
  const sung = starts.map(({ label, start }, at) => ({ label, start, end: starts[at + 1]?.start ?? last }));
  const parts = [
    { label: 'intro', start: 0, end: first!.start },
    ...sung,
    { label: 'outro', start: last, end: songSeconds },
  ];
  return parts.filter(({ start, end }) => end > start && start < songSeconds);
}

/** For each line, whether it is sung again after another one: "la la la" three times in a row is no chorus. */
function linesThatReturn(lines: readonly SungLine[]): boolean[] {
  const texts = lines.map(({ text }) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const lastAt = new Map<string, number>();
  const returning = new Set<string>();
  for (const [at, text] of texts.entries()) {
    const before = lastAt.get(text);
    if (before !== undefined && before < at - 1) returning.add(text);
    lastAt.set(text, at);
  }
  return texts.map((text) => returning.has(text));
}

function clipsInside({ start, end }: Part, slots: readonly Slot[]): number[] {
  return slots.flatMap(({ startFrame, endFrame }, clipIndex) => {
    const [from, to] = [secondsAt(startFrame), secondsAt(endFrame)];
    const inside = Math.min(end, to) - Math.max(start, from);
    return inside > (to - from) / 2 ? [clipIndex] : [];
  });
}
