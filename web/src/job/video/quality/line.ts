/** What browsers say of the line; some say nothing. */
interface Connection extends EventTarget {
  saveData?: boolean;
  effectiveType?: string;
  /** Megabits a second, as they were measured. */
  downlink?: number;
}

/** A final video of 1080p takes 5.7 Mbit/s; what is measured of a line in use is less than it can do. */
const TOO_SLOW_MBIT = 3;
const TOO_SLOW_TYPES = ['slow-2g', '2g', '3g'];

const news = new EventTarget();
let slow = false;

/**
 * Whether the line is too slow for the full video: it is to save data, is measured as slow, or a player had to wait. Once slow it stays
 * so until the page is loaded again: a player that goes back and forth stands still each time.
 */
export function lineIsSlow(): boolean {
  return (slow ||= saysSlow(connection() ?? {}));
}

/** The bytes that a player needed did not come. */
export function noteSlowLine(): void {
  slow = true;
  news.dispatchEvent(new Event('change'));
}

export function onLineChange(listener: () => void): () => void {
  const sources = [news, connection()];
  sources.forEach((source) => source?.addEventListener('change', listener));
  return () => sources.forEach((source) => source?.removeEventListener('change', listener));
}

/** Whether the person at this browser asked for fewer bytes. */
export function savesData(): boolean {
  return connection()?.saveData === true;
}

function saysSlow({ saveData, effectiveType, downlink }: Partial<Connection>): boolean {
  return (
    saveData === true ||
    TOO_SLOW_TYPES.includes(effectiveType ?? '') ||
    (downlink ?? Infinity) < TOO_SLOW_MBIT
  );
}

function connection(): Connection | undefined {
  return (navigator as Navigator & { connection?: Connection }).connection;
}
