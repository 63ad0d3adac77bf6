import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { parseChanges } from '../../../core/order/changes-request.js';
import { agreementTo } from '../../../core/queue/agreement.js';
import {
  confirmQueuedChange,
  moveQueuedChange,
  removeQueuedChange,
  updateQueuedChange,
} from '../../../core/queue/queue-changes.js';
import { ownJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { jobView, type JobParent } from '../jobs/job-view.js';
import { JobType } from '../jobs/job.type.js';
import { noSuchQueuedChange, ownQueuedChange, parseReplacement, queueChanges } from './queue-changes.js';
import { queuedChangeView } from './queue-view.js';
import {
  MoveQueuedChangeInput,
  QueueChangesInput,
  QueueChangesPayload,
  QueuedChangeInput,
  QueuedChangeType,
  QueuePayload,
  UpdateQueuedChangeInput,
} from './queued-change.type.js';

@Resolver(() => JobType)
export class QueueResolver {
  @FieldResolver(() => [QueuedChangeType], {
    description: 'The changes that wait for their turn, the next one first; at most 20.',
  })
  async queue(@Root() { id }: JobParent, @Ctx() { queues, viewer }: ApiContext): Promise<QueuedChangeType[]> {
    return (await queues.of(id, viewer.id)).map(queuedChangeView);
  }

  @Mutation(() => QueueChangesPayload, {
    description:
      'As regenerateClips, but waits while the video is being changed; starts at once where nothing runs and nothing waits. Errors: as regenerateClips, LIMIT_REACHED (20 of a video).',
  })
  async queueChanges(
    @Arg('input', () => QueueChangesInput, { description: 'What to change, and what was agreed to.' })
    input: QueueChangesInput,
    @Ctx() context: ApiContext,
  ): Promise<QueueChangesPayload> {
    await ownJob(context, input.jobId);
    return await queueChanges(context, parseChanges(context.viewer.id, input));
  }

  @Mutation(() => QueuePayload, {
    description:
      'Asks for something else in the same place of the queue, at its own price; answers a question, too. styleFrom and range that are left out stay as they were for their clip, unless the words name another look or part. Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, JOB_NOT_COMPLETED, QUOTE_STALE, CLIP_REPEATED.',
  })
  async updateQueuedChange(
    @Arg('input', () => UpdateQueuedChangeInput, { description: 'Which one, and what it is now.' })
    { id, ...wish }: UpdateQueuedChangeInput,
    @Ctx() context: ApiContext,
  ): Promise<QueuePayload> {
    const request = await parseReplacement(context, await ownQueuedChange(context, id), wish);
    const agreed = await agreementTo(context, request);
    return await changed(
      context,
      request.jobId,
      await updateQueuedChange(context.db, own(context, id), { ...request, ...agreed }),
    );
  }

  @Mutation(() => QueuePayload, {
    description: 'Gives a queued change another place. Errors: NOT_FOUND, FORBIDDEN.',
  })
  async moveQueuedChange(
    @Arg('input', () => MoveQueuedChangeInput, { description: 'Which one, and its new place.' })
    { id, place }: MoveQueuedChangeInput,
    @Ctx() context: ApiContext,
  ): Promise<QueuePayload> {
    const { jobId } = await ownQueuedChange(context, id);
    return await changed(context, jobId, await moveQueuedChange(context.db, own(context, id), place));
  }

  @Mutation(() => QueuePayload, {
    description: 'Takes a change from its queue. Errors: NOT_FOUND, FORBIDDEN.',
  })
  async removeQueuedChange(
    @Arg('input', () => QueuedChangeInput, { description: 'Which one.' }) { id }: QueuedChangeInput,
    @Ctx() context: ApiContext,
  ): Promise<QueuePayload> {
    const { jobId } = await ownQueuedChange(context, id);
    return await changed(context, jobId, await removeQueuedChange(context.db, own(context, id)));
  }

  @Mutation(() => QueuePayload, {
    description:
      'Answers the question of a queued change with yes: it waits again, at the price that it asked about. Nothing changes where it waits already. Errors: NOT_FOUND, FORBIDDEN.',
  })
  async confirmQueuedChange(
    @Arg('input', () => QueuedChangeInput, { description: 'Which one.' }) { id }: QueuedChangeInput,
    @Ctx() context: ApiContext,
  ): Promise<QueuePayload> {
    const { jobId } = await ownQueuedChange(context, id);
    return await changed(context, jobId, await confirmQueuedChange(context.db, own(context, id)));
  }
}

const own = ({ viewer }: ApiContext, id: string) => ({ id, userId: viewer.id });

/** The queue after a change of it, which may have made another one the next. */
async function changed(context: ApiContext, jobId: string, isDone: boolean): Promise<QueuePayload> {
  if (!isDone) throw noSuchQueuedChange();
  context.nudgeQueue();
  return { job: jobView(await ownJob(context, jobId), context) };
}
