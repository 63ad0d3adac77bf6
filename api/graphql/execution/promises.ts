export type PromiseOrValue<T> = Promise<T> | T;

/** As graphql-js: anything with a `then`. */
export function isPromise<T>(value: PromiseOrValue<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** The same keys, once all values are there. */
export async function promiseForObject(
  object: Record<string, unknown>,
  empty: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const values = await Promise.all(Object.values(object));
  for (const [index, key] of Object.keys(object).entries()) empty[key] = values[index];
  return empty;
}
