import type { Facts } from '../../../core/assistant/answers.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import type { ApiContext } from '../context.js';

/** What questions are answered from. */
export async function factsFor(
  context: ApiContext,
  job: JobRecord,
  clipIndex: number | null,
): Promise<Facts> {
  const { regenerations, versions, viewer } = context;
  const own = { jobId: job.id, userId: viewer.id, clipIndex: null };
  const [costOfChanges, recent, { rows }, clip] = await Promise.all([
    regenerations.costOfChanges(job.id),
    regenerations.list(own, 10),
    versions.videoVersions({ jobId: job.id, first: 6, after: null }),
    clipIndex === null ? null : clipFacts(context, job, clipIndex),
  ]);
  const ended = recent.find(({ kind, completedAt }) => kind !== 'RESTORE' && completedAt !== null);
  const last =
    ended === undefined
      ? null
      : { cost: ended.cost.toFixed(4), seconds: secondsOf(ended.startedAt, ended.completedAt) };
  return { job, clip, costOfChanges, last, videos: rows };
}

async function clipFacts(
  { versions }: ApiContext,
  job: JobRecord,
  clipIndex: number,
): Promise<Facts['clip']> {
  const clip = job.clips.find((one) => one.clipIndex === clipIndex);
  if (clip === undefined) return null;
  const page = { jobId: job.id, clipIndex, first: 1, after: clip.versionNumber + 1 };
  const [row] = (await versions.clipVersions(page)).rows;
  return { ...clip, instruction: row?.instruction ?? null, madeBy: row?.videoModel ?? job.videoModel };
}

function secondsOf(start: Date | null, end: Date | null): number | null {
  return start === null || end === null ? null : (end.getTime() - start.getTime()) / 1000;
}
