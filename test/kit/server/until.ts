/** Look again after this, or later where looking takes long: a query every 25 ms keeps a tenth of a core busy. */
const PAUSE_MS = { least: 25, most: 250, perLook: 8 };

/**
 * Waits until a condition holds; fails after the product's time limit, 10 s by default. A clock that is set forward, as when a
 * machine has been paused, ends no waiting.
 */
export async function until(
  condition: () => Promise<boolean> | boolean,
  { limitMs = 10_000, what = 'the condition' } = {},
): Promise<void> {
  const limit = performance.now() + limitMs;
  for (;;) {
    const lookedAt = performance.now();
    if (await condition()) return;
    if (performance.now() > limit) throw new Error(`${what} did not hold within ${limitMs} ms`);
    const pauseMs = PAUSE_MS.perLook * (performance.now() - lookedAt);
    await new Promise((resolve) =>
      setTimeout(resolve, Math.min(Math.max(pauseMs, PAUSE_MS.least), PAUSE_MS.most)),
    );
  }
}
