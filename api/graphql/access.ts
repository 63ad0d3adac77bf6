import { ApiError } from '../../core/errors.js';
import type { ClipRecord, JobRecord } from '../../core/job/job-record.js';
import { isUuid } from '../../core/util/uuid.js';
import type { ApiContext } from './context.js';

/** What access needs of the request. */
export type Access = Pick<ApiContext, 'db' | 'jobs' | 'viewer'>;

/** The viewer's job; NOT_FOUND if there is none, FORBIDDEN if it belongs to another user. */
export async function ownJob(context: Access, jobId: string): Promise<JobRecord> {
  const job = isUuid(jobId) ? await context.jobs.find(jobId, context.viewer.id) : null;
  if (job !== null) return job;
  const exists = isUuid(jobId) && (await context.db.job.count({ where: { id: jobId } })) > 0;
  throw exists ? somebodyElsesJob() : noSuchJob();
}

export function somebodyElsesJob(): ApiError {
  return new ApiError('FORBIDDEN', 'This video belongs to somebody else.');
}

export function noSuchJob(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such video.');
}

/** The job, if its clips can be shown and edited: it has been composed at least once. */
export async function ownFinishedJob(context: Access, jobId: string): Promise<JobRecord> {
  const job = await ownJob(context, jobId);
  requireFinished(job);
  return job;
}

/** Throws what keeps a job's clips from being shown and edited. */
export function requireFinished(job: JobRecord): void {
  if (job.mediaExpired) {
    throw new ApiError('JOB_NOT_COMPLETED', job.errorMessage ?? 'The files of this video were removed.');
  }
  const unfinished = job.status === 'queued' || job.status === 'processing' || job.videoKey === null;
  if (unfinished)
    throw new ApiError(
      'JOB_NOT_COMPLETED',
      'This video is not finished yet; its clips can be edited once it is.',
    );
  if (job.problem !== null) {
    throw new ApiError('JOB_NOT_COMPLETED', `The data of this video cannot be read. ${job.problem}.`);
  }
}

/** A clip by its 0-based index; messages to people count from 1. */
export function clipOf(job: JobRecord, clipIndex: number): ClipRecord {
  if (clipIndex < 0) throw new ApiError('BAD_USER_INPUT', 'clipIndex counts from 0; it cannot be negative.');
  const clip = job.clips.find((candidate) => candidate.clipIndex === clipIndex);
  if (clip === undefined) {
    throw new ApiError(
      'NOT_FOUND',
      `There is no clip ${clipIndex + 1}; this video has ${job.clips.length} clips.`,
    );
  }
  return clip;
}
