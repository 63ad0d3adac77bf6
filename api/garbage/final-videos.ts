import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';

export interface FinalVideosDeps {
  db: PrismaClient;
  /** Newest final videos of a video whose files are kept. */
  finalVideosKept: number;
  log: Logger;
}

/**
 * Gives up the files of older final videos, which the sweep then deletes: any of them can be composed again. The original,
 * the current one and what undo and redo bring back are always kept (SQL: forget_old_videos).
 */
export async function forgetOldVideos(
  { db, finalVideosKept, log }: FinalVideosDeps,
  signal: AbortSignal,
): Promise<void> {
  const jobs = await db.$queryRaw<{ id: string }[]>`
    SELECT job_id AS id FROM video_versions WHERE video_url IS NOT NULL
    GROUP BY job_id HAVING count(DISTINCT video_url) > ${finalVideosKept}::int ORDER BY job_id`;
  for (const { id } of jobs) {
    signal.throwIfAborted();
    const [row] = await db.$queryRaw<{ forgotten: number }[]>`
      SELECT forget_old_videos(${id}::uuid, ${finalVideosKept}::int) AS forgotten`;
    const versions = row?.forgotten ?? 0;
    if (versions > 0) log.info({ job: id, versions }, 'Older final videos are no longer kept');
  }
}
