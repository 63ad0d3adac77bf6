import { Decimal } from 'decimal.js';
import { secondsAt } from '../../../core/job/frames.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { usd } from '../../../core/quote/pricing.js';
import type { ApiContext } from '../context.js';
import { JobStatusEnum, type JobType } from './job.type.js';

const STATUS: Record<JobRecord['status'], JobStatusEnum> = {
  queued: JobStatusEnum.QUEUED,
  processing: JobStatusEnum.PROCESSING,
  completed: JobStatusEnum.COMPLETED,
  regenerating: JobStatusEnum.REGENERATING,
  failed: JobStatusEnum.FAILED,
};

const DAY_MS = 24 * 3_600_000;

/** A Job as the schema shows it, with the record that its field resolvers need. */
export type JobParent = JobType & { record: JobRecord };

/** What a view needs beside the record. */
export type ViewContext = Pick<ApiContext, 'urls' | 'limits' | 'retentionDays'>;

export function jobView(job: JobRecord, { urls, limits, retentionDays }: ViewContext): JobParent {
  const remaining = new Decimal(limits.budgetUsd).minus(job.totalCost).minus(job.reservedCost);
  return {
    record: job,
    id: job.id,
    title: job.title,
    status: STATUS[job.status],
    errorMessage: job.errorMessage ?? (isUnderway(job) ? null : job.problem),
    createdAt: job.createdAt,
    updatedAt: job.publishedAt,
    mediaExpiresAt: mediaExpiry(job, retentionDays),
    aspectRatio: job.data.aspectRatio,
    videoModel: job.videoModel,
    duration: secondsAt(job.data.totalFrames),
    sections: job.data.sections,
    videoUrl: job.videoKey === null ? null : urls.signedUrl(job.videoKey),
    get downloadUrl() {
      return job.videoKey === null ? null : urls.downloadUrl(job.videoKey, job.title);
    },
    totalCost: job.totalCost,
    budget: {
      limit: usd(limits.budgetUsd),
      spent: job.totalCost,
      reserved: job.reservedCost,
      remaining: usd(Decimal.max(0, remaining)),
    },
  };
}

/** Null where the files stay: without a retention, and while the video is being made or changed. */
function mediaExpiry({ status, lastTouchedAt }: JobRecord, retentionDays: number | null): Date | null {
  if (retentionDays === null || (status !== 'completed' && status !== 'failed')) return null;
  return new Date(lastTouchedAt.getTime() + retentionDays * DAY_MS);
}

/** The pipeline still works on it, so a missing stage is not a problem. */
function isUnderway({ status }: JobRecord): boolean {
  return status === 'queued' || status === 'processing';
}
