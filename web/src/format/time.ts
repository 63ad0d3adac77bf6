import { locale, t } from '../languages/t.js';
import { formatNumber } from './number.js';

/** Frame-exact times of the API, like 4.999999, must not fall into the second before. */
const FLOAT_SLACK_SECONDS = 0.001;

/** A time on the song as players show it: "0:05", "1:02:03". */
export function formatClock(seconds: number): string {
  const total = Math.floor(Math.max(0, seconds) + FLOAT_SLACK_SECONDS);
  const rest = `${Math.floor(total / 60) % 60}:${String(total % 60).padStart(2, '0')}`;
  return total < 3600 ? rest : `${Math.floor(total / 3600)}:${rest.padStart(5, '0')}`;
}

/** An exact place on the song: "0:08.2". */
export function formatClockTenths(seconds: number): string {
  const tenths = Math.floor((Math.max(0, seconds) + FLOAT_SLACK_SECONDS) * 10);
  return `${formatClock(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** A clip's place on the song: "0:00 - 0:05". */
export function formatRange(startSeconds: number, endSeconds: number): string {
  return `${formatClock(startSeconds)} - ${formatClock(endSeconds)}`;
}

/** The length of a clip: "5.1 s", from a minute on "1:05". */
export function formatLength(seconds: number): string {
  return seconds < 59.95 ? t('time.seconds', { seconds: formatNumber(seconds, 1) }) : formatClock(seconds);
}

/** How long something will take, no more exact than it is known: "about 25 s", "about 2 min". */
export function formatEstimate(seconds: number): string {
  if (seconds < 90) return t('time.aboutSeconds', { count: Math.max(1, Math.round(seconds)) });
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? t('time.aboutMinutes', { count: minutes })
    : t('time.aboutHours', { count: Math.round(minutes / 60) });
}

/** A day as the reader's locale writes it: "Nov 22, 2026". */
export function formatDay(isoTime: string): string {
  return new Date(isoTime).toLocaleDateString(locale(), { dateStyle: 'medium' });
}

/** A day and a time of it as the reader's locale writes them: "Nov 22, 2026, 9:41 AM". */
export function formatMoment(isoTime: string): string {
  return new Date(isoTime).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** A time of today as the reader's locale writes it, rounded up to a minute, since something is not possible before: "9:41 AM". */
export function formatTimeOfDay(isoTime: string): string {
  const minute = 60_000;
  const roundedUp = new Date(Math.ceil(Date.parse(isoTime) / minute) * minute);
  return roundedUp.toLocaleTimeString(locale(), { timeStyle: 'short' });
}
