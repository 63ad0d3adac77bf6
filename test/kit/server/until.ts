/** Waits until a condition holds; fails after the product's time limit, 10 s by default. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  { limitMs = 10_000, what = 'the condition' } = {},
): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`${what} did not hold within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
