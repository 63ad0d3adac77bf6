import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { clipOf, ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { clipViews } from './clip-view.js';
import { ClipListType, ClipType } from './clip.type.js';

@Resolver()
export class ClipResolver {
  @Query(() => ClipListType, {
    description: 'All clips of a video as they stand now. Errors: NOT_FOUND, FORBIDDEN, JOB_NOT_COMPLETED.',
  })
  async clips(
    @Arg('jobId', () => ID, { description: 'The video.' }) jobId: string,
    @Ctx() context: ApiContext,
  ): Promise<ClipListType> {
    const job = await ownFinishedJob(context, jobId);
    return { clips: clipViews(job, context.urls), totalClips: job.clips.length };
  }

  @Query(() => ClipType, {
    description:
      'One clip as it stands now. Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, JOB_NOT_COMPLETED.',
  })
  async clip(
    @Arg('jobId', () => ID, { description: 'The video.' }) jobId: string,
    @Arg('clipIndex', () => Int, { description: 'Counts from 0.' }) clipIndex: number,
    @Ctx() context: ApiContext,
  ): Promise<ClipType> {
    const job = await ownFinishedJob(context, jobId);
    const position = job.clips.indexOf(clipOf(job, clipIndex));
    return clipViews(job, context.urls)[position]!;
  }
}
