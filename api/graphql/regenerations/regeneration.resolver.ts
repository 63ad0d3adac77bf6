import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requestCancel } from '../../../core/regeneration/lifecycle.js';
import { MOST_EVENTS } from '../../../core/regeneration/regeneration-repository.js';
import { TEMPLATES } from '../../../core/templates/definitions.js';
import { parseChanges } from '../../../core/order/changes-request.js';
import { quoteChanges } from '../../../core/order/quote-changes.js';
import { ownJob } from '../access.js';
import { MessageInput, PROMPT, SEED } from '../changes/change-input.type.js';
import { rejectQuestion } from '../conversation/answer-questions.js';
import type { ApiContext } from '../context.js';
import { RegenerateClipInput, RegenerateClipPayload, RegenerationQuoteType } from './quote.type.js';
import { listRegenerations, ownPayload, ownRegeneration } from './regeneration-query.js';
import { eventView, type RegenerationParent } from './regeneration-view.js';
import { ProgressEventType, RegenerationType, TemplateType } from './regeneration.type.js';
import { orderRegeneration, retryRegeneration } from './order-regeneration.js';

@Resolver(() => RegenerationType)
export class RegenerationResolver {
  @Query(() => RegenerationQuoteType, {
    description:
      'What the assistant would do, and for how much. Asking spends nothing. Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, JOB_NOT_COMPLETED.',
  })
  async regenerationQuote(
    @Arg('jobId', () => ID, { description: 'The video to change.' }) jobId: string,
    @Arg('clipIndex', () => Int, { description: 'The clip to change; counts from 0.' }) clipIndex: number,
    @Arg('instruction', () => String, {
      description: "The user's own words: 1 to 1000 characters after trimming.",
    })
    instruction: string,
    @Arg('conversationHistory', () => [MessageInput], {
      nullable: true,
      description: 'The conversation before this request, oldest first; the last 5 messages count.',
    })
    conversationHistory: MessageInput[] | null | undefined,
    @Arg('prompt', () => String, { nullable: true, description: PROMPT }) prompt: string | null | undefined,
    @Arg('seed', () => Int, { nullable: true, description: SEED }) seed: number | null | undefined,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationQuoteType> {
    const input = { jobId, changes: [{ clipIndex, instruction, prompt, seed }], conversationHistory };
    const request = parseChanges(context.viewer.id, input);
    await rejectQuestion(context, request.jobId, request.changes[0]!);
    const offer = await quoteChanges(context, request);
    const { token, expiresAt, reply, cost, seconds } = offer;
    const { quote } = offer.changes[0]!;
    return {
      ...{ token, expiresAt, reply, templates: quote.templates },
      ...{ estimatedCost: cost, estimatedTime: seconds },
      warnings: [...offer.warnings, ...quote.warnings],
    };
  }

  @Query(() => RegenerationType, {
    description: "One of the viewer's changes. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async regeneration(
    @Arg('id', () => ID, { description: 'The id of the change.' }) id: string,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationType> {
    return await ownRegeneration(context, id);
  }

  @Query(() => [RegenerationType], {
    description: 'The changes of a video, newest first. Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT.',
  })
  async regenerations(
    @Arg('jobId', () => ID, { description: 'The video.' }) jobId: string,
    @Arg('clipIndex', () => Int, { nullable: true, description: 'Only changes of this clip; counts from 0.' })
    clipIndex: number | null | undefined,
    @Arg('first', () => Int, {
      defaultValue: 20,
      nullable: true,
      description: 'Maximum number of changes, 1 to 100.',
    })
    first: number | null,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationType[]> {
    const job = await ownJob(context, jobId);
    const where = { jobId: job.id, clipIndex: clipIndex ?? null };
    return await listRegenerations(context, where, first ?? 20);
  }

  @Query(() => [TemplateType], { description: 'The changes that need no language model.' })
  templates(): readonly TemplateType[] {
    return TEMPLATES;
  }

  @Mutation(() => RegenerateClipPayload, {
    description:
      'Asks for a change of one clip. With idempotencyKey, the same key and input answer with the same regeneration. Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, JOB_NOT_COMPLETED, REGENERATION_IN_PROGRESS, RATE_LIMITED (extensions.retryAfter, seconds), BUDGET_EXCEEDED, QUOTE_STALE, IDEMPOTENCY_KEY_REUSED.',
  })
  async regenerateClip(
    @Arg('input', () => RegenerateClipInput, { description: 'What to change, and what was agreed to.' })
    input: RegenerateClipInput,
    @Ctx() context: ApiContext,
  ): Promise<RegenerateClipPayload> {
    const request = parseChanges(context.viewer.id, { ...input, changes: [input] });
    return await ownPayload(context, await orderRegeneration(context, request));
  }

  @Mutation(() => RegenerationType, {
    description:
      'Asks for cancellation; status CANCELED confirms it, and cost says what was charged. Errors: NOT_FOUND, FORBIDDEN.',
  })
  async cancelRegeneration(
    @Arg('id', () => ID, { description: 'The change to cancel.' }) id: string,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationType> {
    const { db, viewer, nudgeReconciler, log } = context;
    await ownRegeneration(context, id);
    const status = await requestCancel(db, id, viewer.id);
    log.info({ regeneration: id, status }, 'A cancellation was requested');
    nudgeReconciler();
    return await ownRegeneration(context, id);
  }

  @Mutation(() => RegenerateClipPayload, {
    description:
      'A new regeneration with the same clips and instructions, from a FAILED or CANCELED one; from one that failed in part, of what failed. Steps already paid for are reused. Errors: as regenerateClip.',
  })
  async retryRegeneration(
    @Arg('id', () => ID, { description: 'The change to try again.' }) id: string,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: '1 to 200 characters. The same key answers with the same regeneration.',
    })
    idempotencyKey: string | null | undefined,
    @Ctx() context: ApiContext,
  ): Promise<RegenerateClipPayload> {
    return await ownPayload(context, await retryRegeneration(context, id, idempotencyKey ?? null));
  }

  @FieldResolver(() => [ProgressEventType], {
    description: `Its events so far, in order: the first ${MOST_EVENTS} behind afterSequence. Ask again behind the last one for the rest.`,
  })
  async events(
    @Root() { id }: RegenerationType,
    @Arg('afterSequence', () => Int, {
      defaultValue: 0,
      nullable: true,
      description: 'The last sequence that the client has seen; 0 for all.',
    })
    afterSequence: number | null,
    @Ctx() { regenerations, urls }: ApiContext,
  ): Promise<ProgressEventType[]> {
    const events = await regenerations.eventsAfter(id, afterSequence ?? 0);
    return events.map((event) => eventView(event, urls));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Signed, 1 hour. The whole video before this change; null where that is not known or no longer kept.',
  })
  async previousVideoUrl(
    @Root() { jobId, videoKeyBefore }: RegenerationParent,
    @Ctx() { jobs, viewer, urls }: ApiContext,
  ): Promise<string | null> {
    if (videoKeyBefore === null) return null;
    const job = await jobs.find(jobId, viewer.id);
    return job === null || job.mediaExpired ? null : urls.signedUrl(videoKeyBefore);
  }
}
