import type { PipelineLyricWord } from '../../../core/job/pipeline-schema.js';

/** A sung line of a lyrics file; seconds on the song. */
interface TimedLine {
  text: string;
  startSeconds: number;
  /** Null if the file does not say when the line ends. */
  endSeconds: number | null;
  /** Word times, if the file has them. */
  words?: { text: string; startSeconds: number }[];
}

/** Longest duration of a word when only its line's time is known. */
const LONGEST_WORD_SECONDS = 0.5;

const LRC_TIME = /^\s*\[(\d{1,3}):(\d{1,2}(?:[.:]\d{1,3})?)\]/;
const LRC_WORD = /<(\d{1,3}):(\d{1,2}(?:[.:]\d{1,3})?)>([^<]*)/g;
const LRC_OFFSET = /^\s*\[offset:\s*([+-]?\d+)\s*\]/im;

/**
 * The words of an .lrc file; a line may have several times (a chorus) and times for single words. Empty if nothing
 * in the text has a time.
 */
export function parseLrc(text: string): PipelineLyricWord[] {
  // LRC's own sign: a positive offset (ms) shows the lyrics sooner.
  const offsetSeconds = Number(LRC_OFFSET.exec(text)?.[1] ?? 0) / 1000;
  const entries = text.split(/\r\n|\n|\r/).flatMap((line) => lrcEntries(line, offsetSeconds));
  entries.sort((a, b) => a.startSeconds - b.startSeconds);
  const lines = entries.map((entry, index) => ({
    ...entry,
    endSeconds: entries[index + 1]?.startSeconds ?? null,
  }));
  return lines.flatMap(pipelineWords);
}

/** One entry for each time of a line; a timed line without text only ends the one before it. */
function lrcEntries(line: string, offsetSeconds: number): Omit<TimedLine, 'endSeconds'>[] {
  const times: number[] = [];
  let rest = line;
  for (let match = LRC_TIME.exec(rest); match !== null; match = LRC_TIME.exec(rest)) {
    times.push(Math.max(0, lrcSeconds(match[1]!, match[2]!) - offsetSeconds));
    rest = rest.slice(match[0].length);
  }
  const words = [...rest.matchAll(LRC_WORD)].flatMap(([, minutes, seconds, text]) => {
    const startSeconds = Math.max(0, lrcSeconds(minutes!, seconds!) - offsetSeconds);
    return text!.trim() === '' ? [] : [{ text: text!.trim(), startSeconds }];
  });
  const text = rest
    .replace(/<\d{1,3}:[\d.:]+>/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return times.map((startSeconds) => {
    // Word times fit only one of several times of the line.
    return times.length === 1 && words.length > 0 ? { text, startSeconds, words } : { text, startSeconds };
  });
}

function lrcSeconds(minutes: string, seconds: string): number {
  return Number(minutes) * 60 + Number(seconds.replace(':', '.'));
}

const SRT_TIMES = /^\s*(\d+):(\d\d):(\d\d)[,.](\d{1,3})\s*-->\s*(\d+):(\d\d):(\d\d)[,.](\d{1,3})/;

/** The words of an .srt file; the lines of a cue are sung one after the other. */
export function parseSrt(text: string): PipelineLyricWord[] {
  const words: PipelineLyricWord[] = [];
  for (const cue of text.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) {
    const rows = cue.split('\n');
    const at = rows.findIndex((row) => SRT_TIMES.test(row));
    if (at === -1) continue;
    const [startSeconds, endSeconds] = srtSeconds(SRT_TIMES.exec(rows[at]!)!);
    const lines = rows
      .slice(at + 1)
      .map(withoutMarkup)
      .filter((line) => line !== '');
    const share = (endSeconds - startSeconds) / lines.length;
    lines.forEach((line, index) => {
      const start = startSeconds + index * share;
      words.push(...pipelineWords({ text: line, startSeconds: start, endSeconds: start + share }));
    });
  }
  return words;
}

function srtSeconds(match: RegExpExecArray): [number, number] {
  const [h1, m1, s1, ms1, h2, m2, s2, ms2] = match.slice(1);
  const seconds = (h: string, m: string, s: string, ms: string) =>
    Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(`0.${ms}`);
  const start = seconds(h1!, m1!, s1!, ms1!);
  return [start, Math.max(start, seconds(h2!, m2!, s2!, ms2!))];
}

/** Removes <i>…</i>, {\an8} and the like. */
function withoutMarkup(line: string): string {
  return line
    .replace(/<[^>]*>|\{[^}]*\}/g, '')
    .trim()
    .replace(/\s+/g, ' ');
}

/** A line in the pipeline's format: word by word, each with its phrase. */
function pipelineWords(line: TimedLine): PipelineLyricWord[] {
  const tokens = line.text.split(' ').filter((token) => token !== '');
  const end = line.endSeconds ?? Infinity;
  const perWord = Math.min(LONGEST_WORD_SECONDS, (end - line.startSeconds) / tokens.length);
  const words =
    line.words ??
    tokens.map((text, index) => ({ text, startSeconds: line.startSeconds + Math.max(0, perWord) * index }));
  return words.map((word) => ({
    text: word.text,
    timestamp: Math.round(word.startSeconds * 1000) / 1000,
    formatted_text: line.text,
  }));
}
