/**
 * Maps items with at most `limit` at a time; results keep the items' order. The first failure stops the rest: the
 * signal given to each aborts, and it rejects with that failure once all have ended, so nothing is left running.
 */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  signal: AbortSignal,
  action: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const results = new Array<Result>(items.length);
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      either.throwIfAborted();
      const index = next++;
      results[index] = await action(items[index]!, either);
    }
  };
  const lanes = Array.from({ length: Math.min(limit, items.length) }, () =>
    lane().catch((error: unknown) => failed.abort(error)),
  );
  await Promise.all(lanes);
  either.throwIfAborted();
  return results;
}
