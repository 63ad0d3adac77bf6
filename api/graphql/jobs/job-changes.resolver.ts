import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { isUuid } from '../../../core/util/uuid.js';
import { noSuchJob, somebodyElsesJob } from '../access.js';
import type { ApiContext } from '../context.js';
import type { JobChange } from '../../progress/job-follower.js';
import { JobEventObject } from './job-event.type.js';
import { jobView } from './job-view.js';
import { JobType } from './job.type.js';

@Resolver(() => JobEventObject)
export class JobChangesResolver {
  @Subscription(() => JobEventObject, {
    description:
      "Everything that happens to one video (jobId) or to all of the viewer's videos (null): started, ended, renamed, deleted, imported, from any page or client. Begins with the current state: a SNAPSHOT of the video, or of each of the newest 100. Completes when the one video is deleted. While one video is followed, what its page lacks (pictures, wave, small rendition), as in videos of earlier releases, is made in the background. Changes that come faster than they are read are merged. Errors: NOT_FOUND, FORBIDDEN.",
    subscribe: async ({ args, context }) =>
      await openChanges(args as { jobId?: string | null }, context as ApiContext),
  })
  jobChanged(
    @Arg('jobId', () => ID, { nullable: true, description: "The video; null for all of the viewer's." })
    jobId: string | null | undefined,
    @Root() change: JobChange,
    @Ctx() { nudgePreviews }: ApiContext,
  ): JobEventObject {
    // Not where a list is shown.
    if (jobId && change.type !== 'DELETED') nudgePreviews(change.jobId, change.userId);
    return change;
  }

  @FieldResolver(() => JobType, {
    nullable: true,
    description: 'As it stands when it is read; null with DELETED.',
  })
  async job(
    @Root() { type, jobId, userId }: JobEventObject,
    @Ctx() context: ApiContext,
  ): Promise<JobType | null> {
    const job = type === 'DELETED' ? null : await context.jobs.find(jobId, userId);
    return job === null ? null : jobView(job, context);
  }
}

async function openChanges(
  { jobId = null }: { jobId?: string | null },
  { viewer, progress: { jobs } }: ApiContext,
): Promise<AsyncIterable<JobChange>> {
  const userId = viewer.id.toLowerCase();
  if (jobId === null) return jobs.changes(userId, null);
  const id = jobId.toLowerCase();
  const owner = isUuid(id) ? await jobs.ownerOf(id) : null;
  if (owner === null) throw noSuchJob();
  if (owner !== userId) throw somebodyElsesJob();
  return jobs.changes(userId, id);
}
