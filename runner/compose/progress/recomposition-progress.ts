import { remainingSeconds, remainingWords } from './remaining.js';
import { steadyFraction } from './steady-fraction.js';

const DOING = 'Putting the video together';

/**
 * Turns the work of a recomposition, over all its tries, into a fraction that never falls and a sentence for users with
 * the remaining time, once it is known.
 */
export function recompositionProgress(
  report: (fraction: number, message: string) => void,
  now: () => number = () => performance.now(),
): (done: number, total: number) => void {
  const fraction = steadyFraction();
  const remaining = remainingSeconds();
  return (done, total) => {
    const seconds = remaining({ atMs: now(), done, total });
    report(fraction(done, total), seconds === null ? `${DOING}.` : `${DOING}, ${remainingWords(seconds)}.`);
  };
}
