/** How many cases the tests run: TEST_EFFORT=quick (npm test) runs some of each kind, full (test:all, CI) all of them. */
type Effort = 'quick' | 'full';

const EFFORT = readEffort(process.env.TEST_EFFORT);

/** Returns the value for this run's effort: `byEffort({ quick: 300, full: 10_000 })`. */
export function byEffort<T>(values: Record<Effort, T>): T {
  return values[EFFORT];
}

/**
 * All `values` at full effort. At quick effort, evenly spaced ones, beginning with the first.
 *
 * @param quick How many of them to take at quick effort.
 */
export function spread<T>(values: readonly T[], quick: number): T[] {
  if (EFFORT === 'full' || values.length <= quick) return [...values];
  const step = quick > 1 ? (values.length - 1) / (quick - 1) : 0;
  return Array.from({ length: quick }, (_, index) => values[Math.round(index * step)]!);
}

function readEffort(value = 'quick'): Effort {
  if (value === 'quick' || value === 'full') return value;
  throw new Error(`TEST_EFFORT is "${value}"; it is quick or full.`);
}
