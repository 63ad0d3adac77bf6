import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from './storage.js';

const AT_ONCE = 8;

/** What has been copied so far. */
export interface CopyCount {
  objects: number;
  bytes: number;
}

/**
 * Copies every object in the buckets from one storage to another. Existing objects are kept, so an interrupted copy
 * continues; an existing object with other content rejects.
 *
 * @param scratch A folder for objects in transit.
 */
export async function copyObjects(
  [from, to]: [Storage, Storage],
  buckets: string[],
  scratch: string,
  onCopied: (count: CopyCount) => void,
  signal: AbortSignal,
): Promise<CopyCount> {
  const count = { objects: 0, bytes: 0 };
  const keys = keysOf(from, buckets);
  const copyOneByOne = async (): Promise<void> => {
    for (let next = await keys.next(); next.done !== true; next = await keys.next()) {
      const file = join(scratch, randomUUID());
      await from.fetchToFile(next.value, file, signal);
      const { size } = await to.putFile(next.value, file, signal);
      await rm(file);
      onCopied(Object.assign(count, { objects: count.objects + 1, bytes: count.bytes + size }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, copyOneByOne));
  return count;
}

async function* keysOf(storage: Storage, buckets: string[]): AsyncGenerator<string, void> {
  for (const bucket of buckets) yield* storage.list(`${bucket}/`);
}
