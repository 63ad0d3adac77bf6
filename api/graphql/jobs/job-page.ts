import type { ApiContext } from '../context.js';
import { cursorOf, pageInfo, pageSize, placeOf } from '../page-limits.js';
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
    pageInfo: pageInfo(edges, found.length > size),
  };
}
