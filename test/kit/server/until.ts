/** Look again after this, or later where looking takes long: a query every 25 ms keeps a tenth of a core busy. */
const PAUSE_MS = { least: 25, most: 250, perLook: 8 };

/** Waits until a condition holds; fails after the product's time limit, 10 s by default. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  { limitMs = 10_000, what = 'the condition' } = {},
): Promise<void> {
  const limit = Date.now() + limitMs;
  for (;;) {
    const lookedAt = performance.now();
    if (await condition()) return;
    if (Date.now() > limit) throw new Error(`${what} did not hold within ${limitMs} ms`);
    const pauseMs = PAUSE_MS.perLook * (performance.now() - lookedAt);
    await new Promise((resolve) =>
      setTimeout(resolve, Math.min(Math.max(pauseMs, PAUSE_MS.least), PAUSE_MS.most)),
    );
  }
}
