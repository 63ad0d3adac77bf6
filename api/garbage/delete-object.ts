import type { Logger } from 'pino';
import type { Storage } from '../../core/storage/storage.js';

/** What was collected since the start of this process; metrics may read it at any time. */
export interface GarbageCounts {
  /** Rounds that this process completed. */
  sweeps: number;
  /** Stored objects that were deleted, and their bytes. */
  objects: number;
  bytes: number;
  /** Videos whose files were taken out of use. */
  expiredJobs: number;
  /** Partial copies without a writer. */
  partialFiles: number;
  /** Scratch folders of dead runners. */
  scratchFolders: number;
  /** What could not be deleted; the next round tries again. */
  failures: number;
}

export function noCounts(): GarbageCounts {
  return {
    sweeps: 0,
    objects: 0,
    bytes: 0,
    expiredJobs: 0,
    partialFiles: 0,
    scratchFolders: 0,
    failures: 0,
  };
}

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
