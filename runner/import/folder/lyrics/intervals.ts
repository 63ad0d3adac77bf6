import { shared, withoutMarkup } from './cues.js';
import type { TimedLine } from './timed-line.js';

/** What a file says where it does not name its rate. */
const USUAL_RATE = 25;

interface Format {
  /** Begin, end and text. */
  row: RegExp;
  /** A begin or an end in seconds; `rate` counts frames a second. */
  seconds(written: string, rate: number): number;
  /** What separates the lines of a row. */
  breaks: RegExp;
}

const FORMATS: Format[] = [
  // MicroDVD, in frames.
  { row: /^\s*\{(\d+)\}\s*\{(\d+)\}(.*)$/, seconds: (frames, rate) => Number(frames) / rate, breaks: /\|/ },
  // MPL2, in tenths of a second.
  { row: /^\s*\[(\d+)\]\s*\[(\d+)\](.*)$/, seconds: (tenths) => Number(tenths) / 10, breaks: /\|/ },
  // SubStation.
  {
    row: /^Dialogue:[^,]*,\s*([\d:.]+)\s*,\s*([\d:.]+)\s*,(?:[^,]*,){6}(.*)$/i,
    seconds: clockSeconds,
    breaks: /\\N/i,
  },
  // Audacity's labels, in seconds.
  {
    row: /^(\d+[.,]\d+)\t(\d+[.,]\d+)\t(.*)$/,
    seconds: (text) => Number(text.replace(',', '.')),
    breaks: /\t/,
  },
  // Whisper's table, in milliseconds.
  { row: /^(\d+)\t(\d+)\t(.*)$/, seconds: (milliseconds) => Number(milliseconds) / 1000, breaks: /\t/ },
];

/** The lines of a text with a begin and an end in each row; null if it is of no such format. */
export function intervalLines(text: string): TimedLine[] | null {
  const rows = text.split('\n');
  const format = FORMATS.find(({ row }) => rows.some((each) => row.test(each)));
  if (format === undefined) return null;
  let rate = USUAL_RATE;
  const lines = rows.flatMap((row) => {
    const [, begin, end, written] = format.row.exec(row) ?? [];
    if (begin === undefined || end === undefined || written === undefined) return [];
    // MicroDVD's first row may name the frames a second.
    const named = Number(begin) <= 1 && begin === end ? Number(written.trim().replace(',', '.')) : Number.NaN;
    if (named > 0) rate = named;
    if (named > 0 || written.trim() === '') return [];
    // A slash in front is for italics.
    const texts = written.split(format.breaks).map((each) => withoutMarkup(each.replace(/^\s*\//, '')));
    const from = format.seconds(begin, rate);
    return shared(texts, from, Math.max(from, format.seconds(end, rate)));
  });
  return lines.sort((a, b) => a.startSeconds - b.startSeconds);
}

function clockSeconds(clock: string): number {
  return clock.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
