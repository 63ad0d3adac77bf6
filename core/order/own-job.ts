import type { PrismaClient } from '../../prisma/generated/client.js';
import { ApiError } from '../errors.js';
import type { ClipRecord, JobRecord } from '../job/job-record.js';
import type { JobRepository } from '../job/job-repository.js';
import { isUuid } from '../util/uuid.js';

/** Where jobs are read. */
export interface JobAccess {
  db: PrismaClient;
  jobs: JobRepository;
}

/** The user's job; NOT_FOUND if there is none, FORBIDDEN if it belongs to another user. */
export async function findOwnJob({ db, jobs }: JobAccess, userId: string, jobId: string): Promise<JobRecord> {
  const job = isUuid(jobId) ? await jobs.find(jobId, userId) : null;
  if (job !== null) return job;
  const exists = isUuid(jobId) && (await db.job.count({ where: { id: jobId } })) > 0;
  throw exists ? somebodyElsesJob() : noSuchJob();
}

export function somebodyElsesJob(): ApiError {
  return new ApiError('FORBIDDEN', 'This video belongs to somebody else.');
}

export function noSuchJob(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such video.');
}

/** The user's job, if its clips can be shown and edited: it has been composed at least once. */
export async function findOwnFinishedJob(
  access: JobAccess,
  userId: string,
  jobId: string,
): Promise<JobRecord> {
  const job = await findOwnJob(access, userId, jobId);
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
