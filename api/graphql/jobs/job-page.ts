import { z } from 'zod';
import { ApiError } from '../../../core/errors.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { uuid } from '../../../core/util/uuid.js';
import type { ApiContext } from '../context.js';
import { jobView } from './job-view.js';
import type { JobConnectionType } from './job.type.js';

const MAX_PAGE = 100;

export async function pageOfJobs(
  context: ApiContext,
  first: number,
  after: string | null,
): Promise<JobConnectionType> {
  if (first < 1 || first > MAX_PAGE)
    throw new ApiError('BAD_USER_INPUT', `first must be between 1 and ${MAX_PAGE}.`);
  const userId = context.viewer.id;
  const place = after === null ? null : placeOf(after);
  const [found, totalCount] = await Promise.all([
    context.jobs.page(userId, first + 1, place),
    context.db.job.count({ where: { userId } }),
  ]);
  const edges = found.slice(0, first).map((job) => ({ cursor: cursorOf(job), node: jobView(job, context) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

function cursorOf(job: JobRecord): string {
  return Buffer.from(`${job.createdAt.toISOString()}|${job.id}`).toString('base64url');
}

const placeSchema = z.tuple([z.iso.datetime(), uuid]);

function placeOf(cursor: string): { createdAt: Date; id: string } {
  const place = placeSchema.safeParse(Buffer.from(cursor, 'base64url').toString().split('|'));
  if (!place.success) throw new ApiError('BAD_USER_INPUT', 'after must be a cursor from an earlier page.');
  return { createdAt: new Date(place.data[0]), id: place.data[1] };
}
