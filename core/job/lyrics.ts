import { remembered } from '../util/remembered.js';
import { secondsAt } from './frames.js';
import type { PipelineLyricWord } from './pipeline-schema.js';

/** One sung word with the time at which it begins, in seconds on the song. */
export interface LyricWord {
  text: string;
  startSeconds: number;
}

/** One sung line with the time at which it begins, in seconds on the song. */
export interface LyricLine {
  text: string;
  startSeconds: number;
  /** In the order of singing; missing if only the line's time is known. */
  words?: LyricWord[];
}

/** Seconds of silence that end a line, if the words carry no phrases. */
const PAUSE_SECONDS = 1.2;
const WORDS_PER_LINE = 8;
const PREVIEW_LINES = 3;
/** How long a word is sung where no other word of its line says it. */
const WORD_SECONDS = 0.5;
const IDEOGRAPH = String.raw`\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff`;
const IDEOGRAPHIC = new RegExp(`[${IDEOGRAPH}]`);
const SUNG_TOKEN = new RegExp(
  `[${IDEOGRAPH}][\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff1f]*|[^\\s${IDEOGRAPH}]+`,
  'g',
);

/**
 * Sung words → lines, in the order of singing. Words of one phrase (`formatted_text`) make a line; words without a
 * phrase are grouped by pauses and length.
 */
export function lyricLines(words: PipelineLyricWord[]): LyricLine[] {
  const sung = words.filter((word) => word.text.trim() !== '').sort((a, b) => a.timestamp - b.timestamp);
  const groups: PipelineLyricWord[][] = [];
  for (const word of sung) {
    const group = groups.at(-1);
    if (group !== undefined && continuesLine(group, word)) group.push(word);
    else groups.push([word]);
  }
  return groups.map(toLine);
}

function continuesLine(group: PipelineLyricWord[], word: PipelineLyricWord): boolean {
  const previous = group.at(-1)!;
  const phrase = phraseOf(word);
  if (phraseOf(previous) !== phrase) return false;
  if (phrase !== null) return !startsAgain(group, word, phrase);
  return group.length < WORDS_PER_LINE && word.timestamp - previous.timestamp <= PAUSE_SECONDS;
}

/** A phrase sung twice in a row is two lines: all its words have been sung, and its first one comes again. */
function startsAgain(group: PipelineLyricWord[], word: PipelineLyricWord, phrase: string): boolean {
  const first = group[0]!.text.trim().toLowerCase();
  return word.text.trim().toLowerCase() === first && isSungWhole(group, phrase);
}

/** Texts without spaces are counted by letters: their words may be of any length. */
function isSungWhole(group: PipelineLyricWord[], phrase: string): boolean {
  if (!isIdeographic(phrase)) return group.length >= phrase.split(' ').length;
  const letters = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length;
  return group.reduce((sum, { text }) => sum + letters(text), 0) >= letters(phrase);
}

/** Whether a text has letters of Chinese or Japanese, which are written without spaces. */
export function isIdeographic(text: string): boolean {
  return IDEOGRAPHIC.test(text);
}

/** The words of a line as they are sung; Chinese and Japanese by letter, with what follows it of punctuation. */
export function sungTokens(text: string): string[] {
  return text.match(SUNG_TOKEN) ?? [];
}

function phraseOf({ formatted_text: text }: PipelineLyricWord): string | null {
  return text === null || text === undefined ? null : tidied(text);
}

/** Each word of a line brings the whole line. */
const tidied = remembered((text): string | null => {
  const phrase = text.trim().split(/\s+/).join(' ');
  return phrase === '' ? null : phrase;
});

function toLine(group: PipelineLyricWord[]): LyricLine {
  const phrase = phraseOf(group[0]!);
  const tokens = phrase?.split(' ');
  // The phrase has capitals and commas; the words are as recognized.
  const spelled = tokens?.length === group.length ? tokens : undefined;
  const words = group.map((word, index): LyricWord => ({
    text: spelled?.[index] ?? word.text.trim(),
    startSeconds: word.timestamp,
  }));
  const text = phrase ?? words.map((word) => word.text).join(' ');
  return { text, startSeconds: words[0]!.startSeconds, words };
}

/** Frames of a clip on the song; endFrame is exclusive. */
interface Slot {
  startFrame: number;
  endFrame: number;
}

/** One sung line with its time in seconds on the song. */
export interface SungLine {
  text: string;
  start: number;
  end: number;
}

/** The lines with the times at which their last words end. */
export function sungLines(lines: readonly LyricLine[]): SungLine[] {
  return lines.map((line, index) => ({
    text: line.text,
    start: line.startSeconds,
    end: endOf(line, lines[index + 1]),
  }));
}

/** For each clip, the lines of which it holds most: each whole, in one clip. Slots follow each other on the song. */
export function linesOfClips(lines: readonly LyricLine[], slots: readonly Slot[]): SungLine[][] {
  const sung = slots.map((): SungLine[] => []);
  let first = 0;
  for (const line of sungLines(lines)) {
    while (first < slots.length && secondsAt(slots[first]!.endFrame) <= line.start) first++;
    sung[clipWithMost(line.start, line.end, slots, first)]?.push(line);
  }
  return sung;
}

/** For each clip, its first three lines, joined by newlines; ends in … if more follow. Null if nothing is sung. */
export function lyricsPreviews(lines: readonly LyricLine[], slots: readonly Slot[]): (string | null)[] {
  return linesOfClips(lines, slots).map((sung) => {
    if (sung.length === 0) return null;
    const shown = sung
      .slice(0, PREVIEW_LINES)
      .map(({ text }) => text)
      .join('\n');
    return sung.length > PREVIEW_LINES && !shown.endsWith('…') ? `${shown}…` : shown;
  });
}

/** When a line's last word ends: words take the line's average time, and the next line ends them all. */
function endOf({ startSeconds, words, text }: LyricLine, next: LyricLine | undefined): number {
  const count = words?.length ?? sungTokens(text).length;
  const last = words?.at(-1)?.startSeconds ?? startSeconds + WORD_SECONDS * (count - 1);
  const each = words !== undefined && count > 1 ? (last - startSeconds) / (count - 1) : WORD_SECONDS;
  const end = last + each;
  return next !== undefined && next.startSeconds > last ? Math.min(end, next.startSeconds) : end;
}

/** The slot, from `first` on, that shares most time with the line; of equals the earliest. -1 past the last slot. */
function clipWithMost(
  startSeconds: number,
  endSeconds: number,
  slots: readonly Slot[],
  first: number,
): number {
  let best = { clip: -1, seconds: 0 };
  for (let clip = first; clip < slots.length; clip++) {
    const slot = slots[clip]!;
    const from = Math.max(startSeconds, secondsAt(slot.startFrame));
    const to = Math.min(endSeconds, secondsAt(slot.endFrame));
    if (to - from > best.seconds + 1e-6) best = { clip, seconds: to - from };
    if (endSeconds <= secondsAt(slot.endFrame)) break;
  }
  // A line without length, as of words that all have one time.
  return best.clip === -1 && first < slots.length ? first : best.clip;
}
