import { isIdeographic, sungTokens } from '../../../../core/job/lyrics.js';
import type { PipelineLyricWord } from '../../../../core/job/pipeline-schema.js';
import { bareLines } from './bare-times.js';
import { cueLines, hasCues } from './cues.js';
import { intervalLines } from './intervals.js';
import { lrcLines } from './lrc.js';
import type { TimedLine, TimedWord } from './timed-line.js';

/** Longest duration of a word where a line ends only because the next one begins. */
const LONGEST_WORD_SECONDS = 0.5;
/** The same of a Chinese or Japanese letter. */
const LONGEST_LETTER_SECONDS = 0.3;

/**
 * The words of a lyrics file: SRT, WebVTT, SBV, MicroDVD, SubStation, LRC, or times before lines, which its times tell
 * apart, whatever the file is called. Empty if nothing in the text has a time.
 */
export function parseLyrics(text: string): PipelineLyricWord[] {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?|[\u0085\u2028]/g, '\n');
  const cues = hasCues(plain) ? cueLines(plain) : intervalLines(plain);
  if (cues !== null) return cues.flatMap((line) => pipelineWords(line, Infinity));
  const lines = lrcLines(plain);
  return (lines.some(({ text: sung }) => sung !== '') ? lines : bareLines(plain)).flatMap((line) =>
    pipelineWords(line, isIdeographic(line.text) ? LONGEST_LETTER_SECONDS : LONGEST_WORD_SECONDS),
  );
}

/** A line in the pipeline's format: word by word, each with its phrase. */
function pipelineWords(line: TimedLine, longestSeconds: number): PipelineLyricWord[] {
  return (line.words ?? spread(line, longestSeconds)).map((word) => ({
    text: word.text,
    timestamp: Math.round(word.startSeconds * 1000) / 1000,
    formatted_text: line.text,
  }));
}

/** The words of a line over its time, evenly. */
function spread({ text, startSeconds, endSeconds }: TimedLine, longestSeconds: number): TimedWord[] {
  const tokens = sungTokens(text);
  const share = ((endSeconds ?? Infinity) - startSeconds) / tokens.length;
  const perWord = Math.max(0, Math.min(longestSeconds, share));
  return tokens.map((token, index) => ({ text: token, startSeconds: startSeconds + perWord * index }));
}
