import { tidied, withoutBackgroundMark, withoutSinger, type TimedLine } from './timed-line.js';

/** Hours and a fraction may be missing; blanks come from translation programs. */
const CLOCK = String.raw`(?:(\d{1,3})\s*:\s*)?(\d{1,3})\s*:\s*(\d{1,2})(?:\s*[.,:]\s*(\d{1,6}))?`;
const ARROW = String.raw`\s*(?:[-=]\s*-?\s*>|[–—]\s*>|→)\s*`;
/** SRT and WebVTT; in brackets, with the text behind them, those that Whisper prints. */
const ARROWED = new RegExp(String.raw`^\s*\[?\s*${CLOCK}${ARROW}${CLOCK}(?:\s*\](.*))?`);
/** SBV, of YouTube: `0:00:01.000,0:00:03.000`. */
const SBV = new RegExp(String.raw`^\s*${CLOCK}\s*,\s*${CLOCK}\s*$`);
/** Of SBV and of web pages. */
const BREAK = /\[br\]|<br\s*\/?>/i;
const NUMBER = /^\s*\d+\s*$/;

/** Whether a text is in SRT, WebVTT or SBV. */
export function hasCues(text: string): boolean {
  return text.split('\n').some(isTimes);
}

function isTimes(row: string): boolean {
  return ARROWED.test(row) || SBV.test(row);
}

/** The lines of SRT, WebVTT or SBV; those of one cue are sung one after the other. */
export function cueLines(text: string): TimedLine[] {
  const rows = text.split('\n');
  const starts = [...rows.keys()].filter((at) => isTimes(rows[at]!));
  const isVtt = /^\s*WEBVTT/.test(text);
  const isNumbered = NUMBER.test(rows[starts[0]! - 1] ?? '');
  const lines = starts.flatMap((start, index) => {
    const next = starts[index + 1];
    const own = rows.slice(start + 1, next);
    // The number of the next cue; some programs leave out the empty line before it.
    if (next !== undefined && isNumbered && NUMBER.test(own.at(-1) ?? '')) own.pop();
    return linesOf(rows[start]!, isVtt ? untilBlank(own) : own);
  });
  return lines.sort((a, b) => a.startSeconds - b.startSeconds);
}

/** WebVTT has notes and names between cues, but no empty line inside one; SRT has it the other way round. */
function untilBlank(rows: string[]): string[] {
  const blank = rows.findIndex((row) => row.trim() === '');
  return blank === -1 ? rows : rows.slice(0, blank);
}

function linesOf(times: string, rows: string[]): TimedLine[] {
  const match = (ARROWED.exec(times) ?? SBV.exec(times))!;
  const begin = secondsOf(match.slice(1, 5));
  const end = Math.max(begin, secondsOf(match.slice(5, 9)));
  const written = [match[9] ?? '', ...rows].flatMap((row) => row.split(BREAK));
  return shared(written.map(withoutMarkup), begin, end);
}

/** The lines of one time, sung one after the other. */
export function shared(lines: string[], begin: number, end: number): TimedLine[] {
  const texts = lines.filter((line) => line !== '');
  const share = (end - begin) / texts.length;
  return texts.map((text, index) => {
    const startSeconds = begin + index * share;
    return { text, startSeconds, endSeconds: startSeconds + share };
  });
}

function secondsOf([hours, minutes, seconds, fraction]: (string | undefined)[]): number {
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction ?? 0}`);
}

const ENTITIES: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
  ...{ nbsp: ' ', lrm: '', rlm: '' },
};

/** Removes <i>…</i>, {\an8} and the like. */
export function withoutMarkup(row: string): string {
  const plain = withoutBackgroundMark(row).replace(/<[^>]*>|\{[^}]*\}/g, '');
  return tidied(withoutSinger(plain.replace(/&(#?\w+);/g, characterOf)));
}

/** `&amp;` and `&#39;`, which players of video leave in their captions. */
function characterOf(entity: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? entity;
  const code = Number(name.slice(1).replace(/^x/i, '0x'));
  return code >= 0x20 && code < 0xd800 ? String.fromCharCode(code) : entity;
}
