import type { JobRecord } from '../../core/job/job-record.js';
import { findOwnFinishedJob, findOwnJob } from '../../core/order/own-job.js';
import type { ApiContext } from './context.js';

export { clipOf, noSuchJob, requireFinished, somebodyElsesJob } from '../../core/order/own-job.js';

/** What access needs of the request. */
export type Access = Pick<ApiContext, 'db' | 'jobs' | 'viewer'>;

/** The viewer's job; NOT_FOUND if there is none, FORBIDDEN if it belongs to another user. */
export async function ownJob(context: Access, jobId: string): Promise<JobRecord> {
  return await findOwnJob(context, context.viewer.id, jobId);
}

/** The job, if its clips can be shown and edited: it has been composed at least once. */
export async function ownFinishedJob(context: Access, jobId: string): Promise<JobRecord> {
  return await findOwnFinishedJob(context, context.viewer.id, jobId);
}
