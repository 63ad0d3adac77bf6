import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { ApiError } from '../../../core/errors.js';
import { crashPoint } from '../../../core/regeneration/crash-point.js';
import { isTitle } from '../../../core/util/text/title.js';
import { isUuid } from '../../../core/util/uuid.js';
import { noSuchJob, ownJob, somebodyElsesJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { DeleteJobInput, DeleteJobPayload, RenameJobInput, RenameJobPayload } from './job-mutations.type.js';
import { jobView } from './job-view.js';

@Resolver()
export class JobMutationsResolver {
  @Mutation(() => RenameJobPayload, {
    description:
      'Gives a video another title, also while it is being changed. Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT.',
  })
  async renameJob(
    @Arg('input', () => RenameJobInput, { description: 'The video and its new title.' })
    { jobId, title }: RenameJobInput,
    @Ctx() context: ApiContext,
  ): Promise<RenameJobPayload> {
    const job = await ownJob(context, jobId);
    const renamed = await context.jobs.rename(job.id, context.viewer.id, parseTitle(title));
    if (!renamed) throw noSuchJob();
    return { job: jobView(await ownJob(context, jobId), context) };
  }

  @Mutation(() => DeleteJobPayload, {
    description:
      'Deletes a video with its clips, versions and files, for good; what it cost stays in usage. Errors: NOT_FOUND, FORBIDDEN, REGENERATION_IN_PROGRESS.',
  })
  async deleteJob(
    @Arg('input', () => DeleteJobInput, { description: 'The video to delete.' }) { jobId }: DeleteJobInput,
    @Ctx() context: ApiContext,
  ): Promise<DeleteJobPayload> {
    const { jobs, viewer, log } = context;
    crashPoint('before-delete');
    const outcome = isUuid(jobId) ? await jobs.delete(jobId, viewer.id) : 'NOT_FOUND';
    if (outcome === 'NOT_FOUND') throw noSuchJob();
    if (outcome === 'FORBIDDEN') throw somebodyElsesJob();
    if (outcome === 'REGENERATION_IN_PROGRESS')
      throw new ApiError(
        'REGENERATION_IN_PROGRESS',
        'This video is being worked on. Delete it once that has ended, or cancel the change first.',
      );
    crashPoint('after-delete');
    log.info({ job: jobId }, 'A video was deleted');
    context.nudgeCollector();
    return { deletedJobId: jobId.toLowerCase() };
  }
}

/** A title on one line; BAD_USER_INPUT where it cannot be one. */
function parseTitle(text: string): string {
  const title = text.replace(/\s+/g, ' ').trim();
  if (title === '') throw new ApiError('BAD_USER_INPUT', 'Give the video a title.');
  if (!isTitle(title))
    throw new ApiError('BAD_USER_INPUT', 'A title has at most 200 characters, and no control characters.');
  return title;
}
