import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { clipOf, ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { clipView, clipViews } from './clip-view.js';
import { ClipListType, ClipType } from './clip.type.js';

@Resolver()
export class ClipResolver {
  @Query(() => ClipListType, { description: 'PRD 5.1. Errors: NOT_FOUND, FORBIDDEN, JOB_NOT_COMPLETED.' })
  async clips(@Arg('jobId', () => ID) jobId: string, @Ctx() context: ApiContext): Promise<ClipListType> {
    const job = await ownFinishedJob(context, jobId);
    return { clips: clipViews(job, context.urls), totalClips: job.clips.length };
  }

  @Query(() => ClipType, { description: 'Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, JOB_NOT_COMPLETED.' })
  async clip(
    @Arg('jobId', () => ID) jobId: string,
    @Arg('clipIndex', () => Int) clipIndex: number,
    @Ctx() context: ApiContext,
  ): Promise<ClipType> {
    const job = await ownFinishedJob(context, jobId);
    return clipView(clipOf(job, clipIndex), context.urls);
  }
}
