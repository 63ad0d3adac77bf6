import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Storage } from '../../core/storage/storage.js';
import { deleteObject, type DeleteDeps } from './delete-object.js';
import { namedKeys } from './needed-objects.js';
import { MEDIA_BUCKETS } from './stored-object.js';

/** Keys that are checked against every job's pointers together. */
const KEYS_AT_ONCE = 5000;

interface ExpiredKey {
  jobId: string;
  key: string;
}

export type ExpiredMediaDeps = DeleteDeps & { db: PrismaClient };

/**
 * Deletes everything in the folders of expired jobs. Objects elsewhere, or named by another job's pointer, may be in use
 * and stay. Continues where an earlier round stopped.
 */
export async function deleteExpiredMedia(deps: ExpiredMediaDeps, signal: AbortSignal): Promise<void> {
  const unfinished = new Set<string>();
  let listed: string[] = [];
  let keys: ExpiredKey[] = [];
  const flush = async (): Promise<void> => {
    for (const jobId of await deleteUnnamed(keys, deps, signal)) unfinished.add(jobId);
    await markDeleted(
      deps.db,
      listed.filter((jobId) => !unfinished.has(jobId)),
    );
    [listed, keys] = [[], []];
  };
  for (const jobId of await expiredJobs(deps.db)) {
    try {
      for await (const key of foldersOf(jobId, deps.storage)) {
        if (keys.push({ jobId, key }) >= KEYS_AT_ONCE) await flush();
      }
      listed.push(jobId);
    } catch (error) {
      signal.throwIfAborted();
      deps.counts.failures++;
      deps.log.warn({ err: error, job: jobId }, 'The files of an expired video could not be listed');
    }
  }
  await flush();
}

/** The jobs of which something could not be deleted. */
async function deleteUnnamed(
  keys: ExpiredKey[],
  deps: ExpiredMediaDeps,
  signal: AbortSignal,
): Promise<string[]> {
  if (keys.length === 0) return [];
  const named = await namedKeys(
    deps.db,
    keys.map(({ key }) => key),
  );
  const unfinished: string[] = [];
  for (const { jobId, key } of keys) {
    signal.throwIfAborted();
    if (!named.has(key) && !(await deleteObject(key, deps))) unfinished.push(jobId);
  }
  return unfinished;
}

/** Every key in the folders of a job. */
export async function* foldersOf(jobId: string, storage: Storage): AsyncIterable<string> {
  for (const bucket of MEDIA_BUCKETS) yield* storage.list(`${bucket}/${jobId}/`);
}

async function expiredJobs(db: PrismaClient): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM jobs j WHERE media_expired(j) AND media_deleted_at IS NULL ORDER BY media_expired_at, id`;
  return rows.map(({ id }) => id);
}

async function markDeleted(db: PrismaClient, jobIds: string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE jobs j SET media_deleted_at = clock_timestamp() WHERE id = ANY(${jobIds}::uuid[]) AND media_expired(j)`;
}
