import { Semaphore } from '../../core/util/semaphore.js';

/**
 * Runs cases that mostly wait, several at a time. Each test then awaits its own case. Start it in `beforeAll`.
 *
 * @param atOnce How many run at a time.
 */
export function sideBySide<Case, Result>(
  cases: readonly Case[],
  atOnce: number,
  run: (one: Case) => Promise<Result>,
): (one: Case) => Promise<Result> {
  const turns = new Semaphore(atOnce);
  const results = new Map(cases.map((one) => [one, turns.use(async () => await run(one))]));
  // The test that awaits a result reports its failure. Until then the rejection must not count as unhandled.
  for (const result of results.values()) result.catch(() => undefined);
  return async (one) => await results.get(one)!;
}
