import { isIdeographic } from '../../../../core/job/lyrics.js';
import {
  tidied,
  withoutBackgroundMark,
  withoutSinger,
  type TimedLine,
  type TimedWord,
} from './timed-line.js';

/** `[01:02.5]`, `<01:02>`, `[1:01:02.5]` with hours, `[01:02:50]` of old files with hundredths. */
const TIME = /([[<])\s*(\d{1,3}):(\d{1,2})(?::(\d{1,3}))?(?:[.,](\d{1,6}))?\s*[\]>]/g;
const CLOCK = String.raw`\s*\d{1,3}[:：]\d{1,2}(?::\d{1,3})?(?:[.,]\d{1,6})?\s*`;
const FOREIGN = new RegExp(String.raw`[【［〔「](${CLOCK})[】］〕」]`, 'g');
const ROUND = new RegExp(String.raw`^\s*((?:[(（{]${CLOCK}[)）}]\s*)+)`);
const OFFSET = /^\s*\[offset:\s*([+-]?\d+)\s*\]/im;

type Entry = Omit<TimedLine, 'endSeconds'>;

/** A time, and the text up to the next one. */
interface Piece extends TimedWord {
  bracket: string;
}

/**
 * The lines of an .lrc file; a line may have several times (a chorus), and times for single words in angle or square
 * brackets. A timed line without text only ends the one before it.
 */
export function lrcLines(text: string): TimedLine[] {
  // LRC's own sign: a positive offset (ms) shows the lyrics sooner.
  const offsetSeconds = Number(OFFSET.exec(text)?.[1] ?? 0) / 1000;
  const rows = withLrcBrackets(text).split('\n');
  const entries = rows.flatMap((line) => entriesOf(piecesOf(line, offsetSeconds)));
  entries.sort((a, b) => a.startSeconds - b.startSeconds);
  return entries.map((entry, index) => ({ ...entry, endSeconds: entries[index + 1]?.startSeconds ?? null }));
}

/** `【00:01.00】`, `［00:01］`, and at the beginning of a line `(00:01.00)`, as LRC has them. */
function withLrcBrackets(text: string): string {
  const rows = text.replace(FOREIGN, (whole, time: string) => `[${time.replace('：', ':')}]`).split('\n');
  return rows.map(leadingRound).join('\n');
}

function leadingRound(row: string): string {
  const [leading, times] = ROUND.exec(row) ?? [];
  if (leading === undefined || times === undefined) return row;
  return (
    times
      .replace(/[(（{]/g, '[')
      .replace(/[)）}]/g, ']')
      .replaceAll('：', ':') + row.slice(leading.length)
  );
}

/** Empty if a line does not begin with a time, as those about the song do not. */
function piecesOf(written: string, offsetSeconds: number): Piece[] {
  const line = withoutBackgroundMark(written);
  const times = [...line.matchAll(TIME)];
  if (withoutSinger(line.slice(0, times[0]?.index)).trim() !== '') return [];
  let isFirst = true;
  return times.map((time, index) => {
    const from = time.index + time[0].length;
    const text = line.slice(from, times[index + 1]?.index);
    const sung = isFirst ? withoutSinger(text) : text;
    isFirst &&= text.trim() === '';
    const startSeconds = Math.max(0, secondsOf(time) - offsetSeconds);
    return { bracket: time[1]!, text: sung, startSeconds };
  });
}

function secondsOf([, , first, second, third, fraction]: RegExpMatchArray): number {
  const [a, b] = [Number(first), Number(second)];
  if (third === undefined) return a * 60 + b + Number(`0.${fraction ?? 0}`);
  if (fraction === undefined) return a * 60 + b + Number(`0.${third}`);
  return a * 3600 + b * 60 + Number(third) + Number(`0.${fraction}`);
}

function entriesOf(pieces: Piece[]): Entry[] {
  const first = pieces.findIndex(({ text }) => text.trim() !== '');
  if (first === -1) return pieces.map(({ startSeconds }) => ({ startSeconds, text: '' }));
  const sung = pieces.slice(first).filter(({ text }) => text.trim() !== '');
  const end =
    pieces.at(-1)!.text.trim() === '' ? [{ startSeconds: pieces.at(-1)!.startSeconds, text: '' }] : [];
  const { bracket, startSeconds } = pieces[first]!;
  const before = pieces.slice(0, first).map((piece) => piece.startSeconds);
  const isByWord = sung.length > 1 || bracket === '<';
  // Several times before a text are those of a chorus; before word times, only those in square brackets.
  const starts = !isByWord
    ? [...before, startSeconds]
    : bracket === '[' || first === 0
      ? [startSeconds]
      : before;
  const text = textOf(sung);
  const lines = starts.map((start): Entry => ({ text, startSeconds: start }));
  // Word times fit only one of several times of the line.
  if (isByWord && lines.length === 1) lines[0]!.words = wordsOf(sung);
  return [...lines, ...end];
}

/** Whether the pieces say by spaces where words end. In others each piece is a word. */
function isSpaced(sung: Piece[]): boolean {
  return sung.some(
    ({ text }, at) => (at > 0 && /^\s/.test(text)) || (at < sung.length - 1 && /\s$/.test(text)),
  );
}

function textOf(sung: Piece[]): string {
  const texts = sung.map(({ text }) => text);
  return tidied(texts.join(isSpaced(sung) || texts.some(isIdeographic) ? '' : ' '));
}

/** A word may have a time for each of its syllables; it begins with the first. */
function wordsOf(sung: Piece[]): TimedWord[] {
  const bySpace = isSpaced(sung);
  const words: TimedWord[] = [];
  for (const [at, { text, startSeconds }] of sung.entries()) {
    const goesOn = bySpace && at > 0 && !/\s$/.test(sung[at - 1]!.text) && !/^\s/.test(text);
    if (goesOn && !isIdeographic(text)) words.at(-1)!.text += tidied(text);
    else words.push({ text: tidied(text), startSeconds });
  }
  return words.filter(({ text }) => text !== '');
}
