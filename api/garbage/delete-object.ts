import type { Logger } from 'pino';
import type { Storage } from '../../core/storage/storage.js';
import type { GarbageCounts } from './counts.js';

export interface DeleteDeps {
  storage: Storage;
  counts: GarbageCounts;
  log: Logger;
}

/** Deletes an object and counts it. Returns false after a failure, which is logged and counted. */
export async function deleteObject(key: string, { storage, counts, log }: DeleteDeps): Promise<boolean> {
  try {
    const info = await storage.stat(key);
    if (info === null) return true;
    await storage.delete(key);
    counts.objects++;
    counts.bytes += info.size;
    return true;
  } catch (error) {
    counts.failures++;
    log.warn({ err: error, key }, 'A stored object could not be deleted');
    return false;
  }
}
