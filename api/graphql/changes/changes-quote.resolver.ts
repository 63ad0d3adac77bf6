import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { parseChanges, type ChangesInput, type ChangesRequest } from '../../../core/order/changes-request.js';
import { quoteChanges } from '../../../core/order/quote-changes.js';
import type { ApiContext } from '../context.js';
import { rejectQuestion } from '../conversation/answer-questions.js';
import { orderRegeneration } from '../regenerations/order-regeneration.js';
import { ownRegeneration } from '../regenerations/regeneration-query.js';
import { noSuchQueuedChange, ownQueuedChange, parseReplacement } from '../queue/queue-changes.js';
import { ClipChangeInput, MessageInput, RegenerateClipsInput } from './change-input.type.js';
import {
  ChangesQuoteType,
  PlannedAlternativeType,
  PlannedChangeType,
  RegenerateClipsPayload,
} from './changes-quote.type.js';
import { quoteView, type PlannedChangeParent } from './quote-view.js';

@Resolver(() => PlannedChangeType)
export class ChangesQuoteResolver {
  @Query(() => ChangesQuoteType, {
    description:
      'What several changes would do and cost, all clips told apart, in one binding offer. Spends nothing. One clip that cannot be changed refuses the whole and is named. Errors: as regenerationQuote, CLIP_REPEATED.',
  })
  async changesQuote(
    @Arg('jobId', () => ID, { description: 'The video to change.' }) jobId: string,
    @Arg('changes', () => [ClipChangeInput], { description: '1 to 60; each clip once.' })
    changes: ClipChangeInput[],
    @Arg('conversationHistory', () => [MessageInput], {
      nullable: true,
      description: 'The conversation before this request, oldest first; the last 5 messages count.',
    })
    conversationHistory: MessageInput[] | null | undefined,
    @Arg('queuedChangeId', () => ID, {
      nullable: true,
      description:
        'The queued change of this video in whose place they would be put. Its own conversation counts unless another one is given; its styleFrom and range as with updateQueuedChange.',
    })
    queuedChangeId: string | null | undefined,
    @Ctx() context: ApiContext,
  ): Promise<ChangesQuoteType> {
    const wish = { jobId, changes, conversationHistory };
    const asked =
      typeof queuedChangeId === 'string'
        ? await readReplacement(context, queuedChangeId, wish)
        : parseChanges(context.viewer.id, wish);
    await rejectQuestion(context, asked.jobId, asked.changes[0]!);
    const offer = await quoteChanges(context, asked);
    return quoteView(offer, context);
  }

  @FieldResolver(() => [PlannedAlternativeType], {
    description: 'The same wish by other actions or models, each with its price.',
  })
  async alternatives(
    @Root() { alternatives }: PlannedChangeParent,
    @Ctx() context: ApiContext,
  ): Promise<PlannedAlternativeType[]> {
    return await alternatives(context);
  }

  @Mutation(() => RegenerateClipsPayload, {
    description:
      "Changes several clips: admitted all or none, generated side by side, recomposed and published once. One admission for the hourly limit of the video; each clip that is charged counts toward the hour's clips. Errors: as regenerateClip, CLIP_REPEATED.",
  })
  async regenerateClips(
    @Arg('input', () => RegenerateClipsInput, { description: 'What to change, and what was agreed to.' })
    input: RegenerateClipsInput,
    @Ctx() context: ApiContext,
  ): Promise<RegenerateClipsPayload> {
    const id = await orderRegeneration(context, parseChanges(context.viewer.id, input));
    return { regeneration: await ownRegeneration(context, id) };
  }
}

async function readReplacement(
  context: ApiContext,
  id: string,
  { jobId, ...wish }: ChangesInput,
): Promise<ChangesRequest> {
  const queued = await ownQueuedChange(context, id);
  if (queued.jobId !== jobId.toLowerCase()) throw noSuchQueuedChange();
  return await parseReplacement(context, queued, wish);
}
