import { shared, withoutMarkup } from './cues.js';
import type { TimedLine } from './timed-line.js';

/** `0:01 text`, `00:01.50 - text`, `1:02:03 | text`, or the time alone and the text below, as copied from a video's page. */
const ROW = /^\s*(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?(?:\s*[-–—|:=]\s+|\s+|$)(.*)$/;
/** Where nothing says when the last lines end. */
const LAST_LINE_SECONDS = 3;

/** The lines of a text whose times stand in no brackets. Each ends where the next time begins. */
export function bareLines(text: string): TimedLine[] {
  const rows = text.split('\n');
  const starts = rows.flatMap((row, at) => (ROW.test(row) ? [at] : []));
  return starts
    .flatMap((at, index) => {
      const begin = secondsOf(rows[at]!);
      const next = starts[index + 1];
      const written = [ROW.exec(rows[at]!)![5]!, ...rows.slice(at + 1, next)].map(withoutMarkup);
      const lines = written.filter((line) => line !== '').length;
      const end = next === undefined ? begin + lines * LAST_LINE_SECONDS : secondsOf(rows[next]!);
      return shared(written, begin, Math.max(begin, end));
    })
    .sort((a, b) => a.startSeconds - b.startSeconds);
}

function secondsOf(row: string): number {
  const [, hours, minutes, seconds, fraction] = ROW.exec(row)!;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction ?? 0}`);
}
