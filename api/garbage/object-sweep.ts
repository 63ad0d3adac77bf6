import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Storage } from '../../core/storage/storage.js';
import type { GarbageCounts } from './counts.js';
import { deleteObject } from './delete-object.js';
import { neededObjects } from './needed-objects.js';
import { MEDIA_BUCKETS, ownObject, type OwnObject } from './stored-object.js';

/** Objects that are looked up together. */
const BATCH = 500;
/** Suspects checked against all jobs together, which reads every pointer once. */
const SUSPECTS = 5000;

export interface ObjectSweepDeps {
  db: PrismaClient;
  storage: Storage;
  /** Younger objects always stay: an import names its objects only at its end. */
  graceMs: number;
  /** How long the segments of a job outlive its last change. */
  segmentDays: number;
  counts: GarbageCounts;
  log: Logger;
}

/**
 * Deletes objects that our programs wrote and nothing needs (neededObjects). Safe by its order: list first, then decide by
 * a later snapshot of the database, so an object that became needed in between stays. Keys are never written twice
 * (docs/decisions/0007).
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

/** Old enough and not needed by their own jobs. Indexes settle nearly everything here. */
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

/** The final check reads every job's pointers: a copied row may name an object of another job. */
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
