import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Storage } from '../../core/storage/storage.js';
import type { GarbageCounts } from './counts.js';
import { deleteExpiredMedia } from './expired-media.js';

const JOBS_AT_ONCE = 100;

export interface RetentionDeps {
  db: PrismaClient;
  storage: Storage;
  /** Days after its last change for which a video keeps its files; null: forever. */
  retentionDays: number | null;
  counts: GarbageCounts;
  log: Logger;
}

/**
 * Removes the files of videos that had no changes for the retention period: marks the job first, so that it can no longer be read or
 * edited, then deletes its folders. The next round continues an interrupted deletion, even after the retention was
 * switched off: a marked video is gone for its user already.
 */
export async function enforceRetention(deps: RetentionDeps, signal: AbortSignal): Promise<void> {
  if (deps.retentionDays !== null) await expireJobs(deps.retentionDays, deps, signal);
  await deleteExpiredMedia(deps, signal);
}

async function expireJobs(
  days: number,
  { db, counts, log }: RetentionDeps,
  signal: AbortSignal,
): Promise<void> {
  for (let marked = 1; marked > 0;) {
    marked = 0;
    for (const id of await untouchedJobs(db, days)) {
      signal.throwIfAborted();
      const [row] = await db.$queryRaw<{ expired: boolean }[]>`
        SELECT expire_job_media(${id}::uuid, ${days}::int, ${removalSentence(days)}) AS expired`;
      if (row?.expired !== true) continue;
      marked++;
      counts.expiredJobs++;
      log.info({ job: id, days }, 'A video had no changes for the retention period; its files are removed');
    }
  }
}

async function untouchedJobs(db: PrismaClient, days: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM jobs j WHERE status IN ('completed', 'failed') AND NOT media_expired(j)
      AND job_last_touched(j) < clock_timestamp() - make_interval(days => ${days}::int)
    ORDER BY id LIMIT ${JOBS_AT_ONCE}`;
  return rows.map(({ id }) => id);
}

/** The job's message to its user from then on. */
export function removalSentence(days: number): string {
  const time = days === 1 ? '1 day' : `${days} days`;
  return `This video was removed after ${time} without changes. Import it again to edit it.`;
}
