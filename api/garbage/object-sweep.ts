import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Storage } from '../../core/storage/storage.js';
import type { GarbageCounts } from './counts.js';
import { deleteObject } from './delete-object.js';
import { neededObjects } from './needed-objects.js';
import { MEDIA_BUCKETS, ownObject, type OwnObject } from './stored-object.js';

/** Objects that are looked up together. */
const BATCH = 500;
/** Suspects that are checked against every job together: that reads all pointers once. */
const SUSPECTS = 5000;

export interface ObjectSweepDeps {
  db: PrismaClient;
  storage: Storage;
  /** Everything younger stays, whatever the database says of it: an import names its objects only at its end. */
  graceMs: number;
  /** How long the segments of a job outlive its last change. */
  segmentDays: number;
  counts: GarbageCounts;
  log: Logger;
}

/**
 * Deletes what our programs wrote and nothing needs (neededObjects). The order is what makes it safe: an object is listed
 * first and judged afterwards, by what the database says then, so that one which became needed in between stays. Keys are
 * never written twice, so no new object can take the place of a judged one.
 */
export async function sweepObjects(deps: ObjectSweepDeps, signal: AbortSignal): Promise<void> {
  for (const bucket of MEDIA_BUCKETS) {
    signal.throwIfAborted();
    try {
      await sweepBucket(bucket, deps, signal);
    } catch (error) {
      signal.throwIfAborted();
      deps.counts.failures++;
      deps.log.warn({ err: error, bucket }, 'A bucket could not be swept; the next round tries again');
    }
  }
}

async function sweepBucket(bucket: string, deps: ObjectSweepDeps, signal: AbortSignal): Promise<void> {
  let suspects: OwnObject[] = [];
  for await (const batch of batches(deps.storage.list(`${bucket}/`), signal)) {
    suspects.push(...(await suspectsAmong(batch, deps)));
    if (suspects.length < SUSPECTS) continue;
    await deleteUnneeded(suspects, deps, signal);
    suspects = [];
  }
  await deleteUnneeded(suspects, deps, signal);
}

/** Our own objects among some keys, a batch at a time. */
async function* batches(keys: AsyncIterable<string>, signal: AbortSignal): AsyncIterable<OwnObject[]> {
  let batch: OwnObject[] = [];
  for await (const key of keys) {
    signal.throwIfAborted();
    const object = ownObject(key);
    if (object !== null) batch.push(object);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Old enough, and not needed as far as their own jobs say: nearly everything is settled here, by indexes. */
async function suspectsAmong(batch: OwnObject[], deps: ObjectSweepDeps): Promise<OwnObject[]> {
  const needed = await neededObjects(deps.db, batch, deps.segmentDays, 'own-jobs');
  const suspects: OwnObject[] = [];
  for (const object of batch) {
    if (!needed.has(object.key) && (await isOldEnough(object.key, deps))) suspects.push(object);
  }
  return suspects;
}

async function isOldEnough(key: string, { storage, graceMs }: ObjectSweepDeps): Promise<boolean> {
  const info = await storage.stat(key);
  return info !== null && Date.now() - info.modifiedAt.getTime() >= graceMs;
}

/** The last word has every job's pointers: a copied row may name an object of another job. */
async function deleteUnneeded(
  suspects: OwnObject[],
  deps: ObjectSweepDeps,
  signal: AbortSignal,
): Promise<void> {
  const needed = await neededObjects(deps.db, suspects, deps.segmentDays, 'all-jobs');
  for (const { key } of suspects) {
    signal.throwIfAborted();
    if (!needed.has(key)) await deleteObject(key, deps);
  }
}
