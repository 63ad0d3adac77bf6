import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import type { OwnObject } from './stored-object.js';

/** Which rows are read: those of the objects' own jobs (cheap), or all. */
export type Asked = 'own-jobs' | 'all-jobs';

/**
 * The objects that must stay: a pointer names them, or the run that writes them is active, or they belong to a finished
 * import (its final video is kept when a change has made a newer one), or they are segments of a job that was touched
 * within `segmentDays` or is being changed.
 *
 * One statement, so one snapshot of the database. Called with objects that were listed before, its answer "not needed"
 * stays true. The row of a run is there before its first object; so a run that is not active in this snapshot has ended
 * before it, what it published is in the same snapshot, and an ended run publishes nothing more. Its checkpoint names
 * objects as long as a retry may take them over, and the retry's own row names them from then on. An import's objects
 * are named only at its end; until then their age protects them (see ObjectSweep).
 */
export async function neededObjects(
  db: PrismaClient,
  objects: OwnObject[],
  segmentDays: number,
  asked: Asked,
): Promise<Set<string>> {
  if (objects.length === 0) return new Set();
  const jobIds = objects.map(({ jobId }) => jobId);
  const jobs = asked === 'all-jobs' ? Prisma.sql`ARRAY(SELECT id FROM jobs)` : Prisma.sql`${jobIds}::uuid[]`;
  const rows = await db.$queryRaw<{ key: string }[]>`
    WITH objects AS (SELECT * FROM unnest(
      ${objects.map(({ key }) => key)}::text[], ${jobIds}::uuid[],
      ${objects.map(({ regenerationId }) => regenerationId)}::uuid[],
      ${objects.map(({ isSegment }) => isSegment)}::boolean[]) AS object (key, job_id, regeneration_id, is_segment)),
    named (key) AS MATERIALIZED (SELECT media_pointers(${jobs}))
    SELECT o.key FROM objects o JOIN named n ON n.key = o.key
    UNION
    SELECT o.key FROM objects o JOIN named n
      ON split_part(n.key, '/', 2) = split_part(o.key, '/', 2) AND split_part(n.key, '/', 3) = split_part(o.key, '/', 3)
    WHERE o.regeneration_id IS NULL AND NOT o.is_segment
    UNION
    SELECT o.key FROM objects o JOIN clip_regenerations r ON r.id = o.regeneration_id WHERE is_active(r.status)
    UNION
    SELECT o.key FROM objects o JOIN jobs j ON j.id = o.job_id
    WHERE o.is_segment AND NOT media_expired(j) AND (
      job_last_touched(j) > clock_timestamp() - make_interval(days => ${segmentDays}::int)
      OR EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status)))`;
  return new Set(rows.map(({ key }) => key));
}

/** The keys that a pointer of any job names. */
export async function namedKeys(db: PrismaClient, keys: string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT key FROM media_pointers(ARRAY(SELECT id FROM jobs)) AS key WHERE key = ANY(${keys}::text[])`;
  return new Set(rows.map(({ key }) => key));
}
