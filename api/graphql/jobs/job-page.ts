import { z } from 'zod';
import { ApiError } from '../../../core/errors.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { uuid } from '../../../core/util/uuid.js';
import type { ApiContext } from '../context.js';
import { pageSize } from '../page-limits.js';
import { jobView } from './job-view.js';
import type { JobConnectionType } from './job.type.js';

export async function pageOfJobs(
  context: ApiContext,
  first: number,
  after: string | null,
): Promise<JobConnectionType> {
  const size = pageSize(first);
  const place = after === null ? null : placeOf(after);
  const found = await context.jobs.page(context.viewer.id, size + 1, place);
  const edges = found.slice(0, size).map((job) => ({ cursor: cursorOf(job), node: jobView(job, context) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function cursorOf(job: JobRecord): string {
  return Buffer.from(`${job.createdAt.toISOString()}|${job.id}`).toString('base64url');
}

// PostgreSQL knows no year 0.
const moment = z.iso.datetime().refine((time) => time >= '0001');
const placeSchema = z.tuple([moment, uuid]);

function placeOf(cursor: string): { createdAt: string; id: string } {
  const place = placeSchema.safeParse(Buffer.from(cursor, 'base64url').toString().split('|'));
  if (!place.success) throw new ApiError('BAD_USER_INPUT', 'after must be a cursor from an earlier page.');
  const [createdAt, id] = place.data;
  return { createdAt, id };
}
