/** How much was done at a moment. `done` and `total` in any unit. */
export interface Sample {
  atMs: number;
  done: number;
  total: number;
}

/** Window of the rate: longer than a hiccup, shorter than a change of pace. */
const WINDOW_MS = 15_000;
/** Before, a rate is a guess. */
const FIRST_RATE_MS = 3000;
/** Below this, it is over before it is read. */
const LEAST_SECONDS = 3;
/** A shown estimate rises only if it was wrong by this factor. */
const CLEARLY_LONGER = 1.25;

/**
 * Estimates the remaining seconds from the rate of this run, rounded for people; null if there is no rate yet or almost
 * nothing left. It falls over time and rises only if it was wrong by more than a quarter.
 */
export function remainingSeconds(): (sample: Sample) => number | null {
  let samples: Sample[] = [];
  let shown: number | null = null;
  return (sample) => {
    const last = samples.at(-1);
    if (last !== undefined && sample.done < last.done) samples = []; // The work started again.
    samples = [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
    const left = secondsLeft(samples[0]!, sample);
    if (left === null || left < LEAST_SECONDS) return (shown = null);
    const rounded = roundedSeconds(left);
    if (shown === null || rounded < shown || left > shown * CLEARLY_LONGER + LEAST_SECONDS) shown = rounded;
    return shown;
  };
}

function secondsLeft(first: Sample, now: Sample): number | null {
  const elapsedMs = now.atMs - first.atMs;
  const done = now.done - first.done;
  if (elapsedMs < FIRST_RATE_MS || done <= 0) return null;
  return ((now.total - now.done) / done) * (elapsedMs / 1000);
}

function roundedSeconds(seconds: number): number {
  const step = seconds < 60 ? 5 : seconds < 100 ? 10 : 60;
  return Math.max(step, Math.round(seconds / step) * step);
}

/** `about 15 seconds left`, `about 2 minutes left`. */
export function remainingWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds <= 100) return `about ${seconds} seconds left`;
  return `about ${minutes} minutes left`;
}
