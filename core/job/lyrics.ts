import { frameAt } from './frames.js';
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
  return group.length >= phrase.split(' ').length && word.text.trim().toLowerCase() === first;
}

function phraseOf(word: PipelineLyricWord): string | null {
  const phrase = (word.formatted_text ?? '').trim().split(/\s+/).join(' ');
  return phrase === '' ? null : phrase;
}

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

/**
 * The first three lines sung in a clip's slot (frames, end exclusive), joined by newlines. Ends in … if the slot cuts a
 * line or more lines follow. Null if nothing is sung.
 */
export function lyricsPreview(lines: LyricLine[], startFrame: number, endFrame: number): string | null {
  const sung = lines.map((line) => sungInside(line, startFrame, endFrame)).filter((line) => line !== null);
  if (sung.length === 0) return null;
  const shown = sung.slice(0, PREVIEW_LINES).join('\n');
  return sung.length > PREVIEW_LINES && !shown.endsWith('…') ? `${shown}…` : shown;
}

/** The part of a line that is sung inside the slot, with … at each cut; null if there is none. */
function sungInside(line: LyricLine, startFrame: number, endFrame: number): string | null {
  const words = line.words ?? [{ text: line.text, startSeconds: line.startSeconds }];
  const inside = words.filter((word) => {
    const frame = frameAt(word.startSeconds);
    return frame >= startFrame && frame < endFrame;
  });
  if (inside.length === 0) return null;
  if (inside.length === words.length) return line.text;
  const text = inside.map((word) => word.text).join(' ');
  return `${inside[0] === words[0] ? '' : '… '}${text}${inside.at(-1) === words.at(-1) ? '' : '…'}`;
}
