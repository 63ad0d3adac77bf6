import type { PrismaClient } from '../../prisma/generated/client.js';
import { secondsAt } from '../job/frames.js';
import { keyOf, type JobRecord } from '../job/job-record.js';
import type { ClipMeasurement, SongMeasurement } from '../measurements/measurement.js';
import type { Preview } from './preview.js';

/** A file of a video of which nothing was made for the page yet, and which was not tried in vain. */
export type MissingPreview =
  | { kind: 'clip'; key: string; /** Of its slot. */ seconds: number }
  | { kind: 'song'; key: string }
  | { kind: 'video'; key: string };

/**
 * What is missing of a video, as of one of an earlier release, in the order in which the page needs it: the current clips, the
 * song, the current final video, then the other versions of clips. Empty while it is being made or changed.
 */
export async function missingPreviews(db: PrismaClient, job: JobRecord): Promise<MissingPreview[]> {
  const { id, mediaExpired, problem, status, activeRegenerationId: active, songKey, videoKey } = job;
  if (mediaExpired || problem !== null || active !== null || status !== 'completed') return [];
  const known = await db.mediaPreview.findMany({ where: { jobId: id }, select: { key: true } });
  const versions = await db.clipVersion.findMany({
    where: { jobId: id },
    select: { clipIndex: true, videoUrl: true },
    orderBy: [{ versionNumber: 'desc' }, { clipIndex: 'asc' }],
  });
  const slots = new Map(job.clips.map((clip) => [clip.clipIndex, clip]));
  const ofClip = (clipIndex: number, key: string | null): MissingPreview[] => {
    const slot = slots.get(clipIndex);
    if (key === null || slot === undefined) return [];
    return [{ kind: 'clip', key, seconds: secondsAt(slot.endFrame - slot.startFrame) }];
  };
  const files: MissingPreview[] = [
    ...job.clips.flatMap(({ clipIndex, currentVideoKey }) => ofClip(clipIndex, currentVideoKey)),
    ...(songKey === null ? [] : [{ kind: 'song' as const, key: songKey }]),
    ...(videoKey === null ? [] : [{ kind: 'video' as const, key: videoKey }]),
    ...versions.flatMap(({ clipIndex, videoUrl }) =>
      ofClip(clipIndex, videoUrl === '' ? null : keyOf(videoUrl)),
    ),
  ];
  const seen = new Set(known.map(({ key }) => key));
  return files.filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** Whether they may be made now: the video is there, and nothing is being made of it. */
export async function mayMakePreviews(db: PrismaClient, jobId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ may: boolean }[]>`
    SELECT EXISTS (SELECT FROM jobs j WHERE j.id = ${jobId}::uuid AND NOT media_expired(j) AND NOT EXISTS (
      SELECT FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status))) AS may`;
  return row?.may === true;
}

/** What one reading of a file gives; both are absent where it cannot be read. */
export interface ReadFile {
  measured?: ClipMeasurement | SongMeasurement;
  preview: Preview;
}

/**
 * Keeps what was made of a file outside of a run; an empty preview says that it was tried in vain. What a run has kept
 * meanwhile stays. False if nothing was kept: the video is gone, or another was first.
 */
export async function addPreview(
  db: PrismaClient,
  jobId: string,
  key: string,
  { measured, preview }: ReadFile,
): Promise<boolean> {
  // The lock is that of the foreign key, taken before the row is looked at: a video that is being deleted is gone.
  const kept = await db.$executeRaw`
    INSERT INTO media_previews (job_id, key, preview)
    SELECT j.id, ${key}, ${JSON.stringify(preview)}::jsonb FROM jobs j
    WHERE j.id = ${jobId}::uuid AND NOT media_expired(j) FOR KEY SHARE
    ON CONFLICT (job_id, key) DO NOTHING`;
  if (measured !== undefined)
    await db.$executeRaw`
      INSERT INTO media_measurements (job_id, key, measured)
      SELECT j.id, ${key}, ${JSON.stringify(measured)}::jsonb FROM jobs j WHERE j.id = ${jobId}::uuid FOR KEY SHARE
      ON CONFLICT (job_id, key) DO NOTHING`;
  return kept > 0;
}
