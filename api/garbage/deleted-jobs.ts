import { crashPoint } from '../../core/regeneration/crash-point.js';
import { deleteObject } from './delete-object.js';
import { foldersOf, type ExpiredMediaDeps } from './expired-media.js';
import { namedKeys } from './needed-objects.js';

/** Keys that are checked against every job's pointers together. */
const KEYS_AT_ONCE = 5000;

interface Deletion {
  id: string;
  jobId: string;
  deletedAt: Date;
  /** The transaction that wrote the row. */
  version: string;
}

/**
 * Deletes everything in the folders of deleted jobs, but for what another job names, and what was stored after the deletion:
 * the job may be under way to be imported again under its old id. Continues where an earlier round stopped.
 */
export async function removeDeletedFiles(deps: ExpiredMediaDeps, signal: AbortSignal): Promise<void> {
  const deletions = await deps.db.$queryRaw<Deletion[]>`
    SELECT id, job_id AS "jobId", deleted_at AS "deletedAt", xmin::text AS version FROM deleted_jobs
    WHERE files_deleted_at IS NULL ORDER BY deleted_at, id`;
  for (const deletion of deletions) {
    signal.throwIfAborted();
    try {
      if (await emptyFolders(deletion, deps, signal)) await markDone(deps, deletion);
    } catch (error) {
      signal.throwIfAborted();
      deps.counts.failures++;
      deps.log.warn({ err: error, job: deletion.jobId }, 'The files of a deleted video could not be listed');
    }
  }
}

/** False if something could not be deleted. */
async function emptyFolders(
  deletion: Deletion,
  deps: ExpiredMediaDeps,
  signal: AbortSignal,
): Promise<boolean> {
  let [complete, keys]: [boolean, string[]] = [true, []];
  const flush = async (): Promise<void> => {
    if (!(await deleteUnnamed(keys, deletion, deps, signal))) complete = false;
    keys = [];
  };
  for await (const key of foldersOf(deletion.jobId, deps.storage)) {
    if (keys.push(key) >= KEYS_AT_ONCE) await flush();
  }
  await flush();
  return complete;
}

async function deleteUnnamed(
  keys: string[],
  { deletedAt }: Deletion,
  deps: ExpiredMediaDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const named = keys.length === 0 ? new Set<string>() : await namedKeys(deps.db, keys);
  let complete = true;
  for (const key of keys) {
    signal.throwIfAborted();
    if (named.has(key)) continue;
    const info = await deps.storage.stat(key);
    if (info !== null && info.modifiedAt > deletedAt) continue;
    if (!(await deleteObject(key, deps))) complete = false;
    crashPoint('after-object-delete');
  }
  return complete;
}

/** Unless a job that shared these files was deleted since it was read: then they are looked at again. */
async function markDone({ db }: ExpiredMediaDeps, { id, version }: Deletion): Promise<void> {
  await db.$executeRaw`
    UPDATE deleted_jobs SET files_deleted_at = clock_timestamp()
    WHERE id = ${id}::uuid AND xmin::text = ${version}`;
}
