/** How much the tests try: TEST_EFFORT=quick (npm test) tries some of each kind, full (test:all, CI) all of them. */
type Effort = 'quick' | 'full';

const EFFORT = readEffort(process.env.TEST_EFFORT);

/** Of two values, the one for this run's effort: `byEffort({ quick: 300, full: 10_000 })`. */
export function byEffort<T>(values: Record<Effort, T>): T {
  return values[EFFORT];
}

/**
 * A spread of `values` at quick effort, all of them at full: the first, the last, and others at equal distances.
 *
 * @param quick How many of them quick takes.
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
