import { randomInt } from 'node:crypto';

/**
 * What generated cases are drawn from. The same in every run, so that a change fails for what it changes;
 * `TEST_SEED=random` looks for cases that nobody has seen, and `TEST_SEED=NUMBER` repeats such a run.
 */
export const TEST_SEED = readSeed(process.env.TEST_SEED);

function readSeed(value = '20261130'): number {
  const seed = value === 'random' ? randomInt(2 ** 31) : Number(value);
  if (Number.isInteger(seed)) return seed;
  throw new Error(`TEST_SEED is "${value}"; it is a whole number, or random.`);
}
