import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { declineOffer } from '../../../core/conversation/keep-exchange.js';
import type { Message, Offer } from '../../../core/conversation/message.js';
import { checkIdempotencyKey } from '../../../core/order/changes-request.js';
import { ChangesQuoteType } from '../changes/changes-quote.type.js';
import type { ApiContext } from '../context.js';
import { VideoVersionType } from '../history/video-version.type.js';
import { videoVersionView } from '../history/version-view.js';
import { ownJob } from '../access.js';
import type { JobParent } from '../jobs/job-view.js';
import { JobType } from '../jobs/job.type.js';
import { numberCursor, numberOf, pageInfo, pageSize } from '../page-limits.js';
import { QueueChangesPayload } from '../queue/queued-change.type.js';
import { findRegeneration, ownRegeneration } from '../regenerations/regeneration-query.js';
import { MessageRole } from '../regenerations/regeneration.type.js';
import { accept, acceptInTurn, ownOffer } from './offers/accept-offer.js';
import {
  AcceptOfferInput,
  AcceptOfferPayload,
  ChatAttachmentUnion,
  ChatMessageConnectionType,
  ChatMessageType,
  DeclineOfferInput,
  DeclineOfferPayload,
  OfferType,
  RenewOfferInput,
  RenewOfferPayload,
  SendMessageInput,
  SendMessagePayload,
} from './chat-message.type.js';
import { shownQuote } from './offers/offered-quote.js';
import { renewedOffer } from './offers/renew-offer.js';
import { sendMessage } from './send-message.js';

const LIST = 'message';

/** A message as the schema shows it, with what its field resolver needs. */
type MessageParent = ChatMessageType & { record: Message };
type OfferParent = OfferType & { record: Offer };

@Resolver(() => JobType)
export class ConversationResolver {
  @FieldResolver(() => ChatMessageConnectionType, {
    description: 'What was said about this video, newest first. Errors: BAD_USER_INPUT.',
  })
  async conversation(
    @Root() { id: jobId }: JobParent,
    @Arg('first', () => Int, { defaultValue: 50, nullable: true, description: 'Page size, 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Returns the messages before this cursor.' })
    after: string | null | undefined,
    @Ctx() { conversations, viewer }: ApiContext,
  ): Promise<ChatMessageConnectionType> {
    const place = typeof after === 'string' ? numberOf(LIST, after) : null;
    const page = { jobId, userId: viewer.id.toLowerCase(), first: pageSize(first ?? 50), after: place };
    const { messages, hasMore } = await conversations.page(page);
    const edges = messages.map((message) => ({
      cursor: numberCursor(LIST, message.place),
      node: messageView(message),
    }));
    return { edges, pageInfo: pageInfo(edges, hasMore) };
  }

  @FieldResolver(() => String, {
    description:
      'Opaque. Another one whenever something is said about this video, an offer is answered or made anew, and whenever its suggestions may be others: it has another version, or more of it is measured. `jobChanged` tells of each.',
  })
  async conversationRevision(
    @Root() { id }: JobParent,
    @Ctx() { conversations }: ApiContext,
  ): Promise<string> {
    return await conversations.revision(id);
  }

  @Mutation(() => SendMessagePayload, {
    description:
      'Says something to the assistant about a video. It answers with an offer, a question or an answer; it never does or charges anything before an offer is accepted, its own thinking aside (a language model; see ChatMessage.cost). Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, JOB_NOT_COMPLETED, RATE_LIMITED.',
  })
  async sendMessage(
    @Arg('input', () => SendMessageInput, { description: 'What is said, and about what.' })
    input: SendMessageInput,
    @Ctx() context: ApiContext,
  ): Promise<SendMessagePayload> {
    const { message, reply } = await sendMessage(context, input);
    return { message: messageView(message), reply: messageView(reply) };
  }

  @Mutation(() => AcceptOfferPayload, {
    description:
      'Does what an offer says, once. Errors: as regenerateClips and restoreVideoVersion, OFFER_EXPIRED (409).',
  })
  async acceptOffer(
    @Arg('input', () => AcceptOfferInput, { description: 'Which offer is accepted.' })
    { offerId, idempotencyKey }: AcceptOfferInput,
    @Ctx() context: ApiContext,
  ): Promise<AcceptOfferPayload> {
    checkIdempotencyKey(idempotencyKey);
    const id = await accept(context, await ownOffer(context, offerId));
    return { regeneration: await ownRegeneration(context, id) };
  }

  @Mutation(() => QueueChangesPayload, {
    description:
      'As acceptOffer, but changes wait for their turn while the video is being changed, as with queueChanges. Errors: as acceptOffer, LIMIT_REACHED.',
  })
  async queueOffer(
    @Arg('input', () => AcceptOfferInput, { description: 'Which offer is accepted.' })
    { offerId, idempotencyKey }: AcceptOfferInput,
    @Ctx() context: ApiContext,
  ): Promise<QueueChangesPayload> {
    checkIdempotencyKey(idempotencyKey);
    return await acceptInTurn(context, await ownOffer(context, offerId));
  }

  @Mutation(() => RenewOfferPayload, {
    description:
      'Quotes an offer again, in its place: because it has expired, was declined or its clip has changed, or to have it made in another way. Spends nothing. Errors: NOT_FOUND, FORBIDDEN, OFFER_EXPIRED where it was accepted, and as changesQuote.',
  })
  async renewOffer(
    @Arg('input', () => RenewOfferInput, { description: 'Which offer, and what of it is different.' })
    input: RenewOfferInput,
    @Ctx() context: ApiContext,
  ): Promise<RenewOfferPayload> {
    const offer = await ownOffer(context, input.offerId);
    return { message: messageView(await renewedOffer(context, offer, input)) };
  }

  @Mutation(() => DeclineOfferPayload, {
    description: 'Takes an offer off the table. Errors: NOT_FOUND, FORBIDDEN.',
  })
  async declineOffer(
    @Arg('input', () => DeclineOfferInput, { description: 'Which offer is declined.' })
    { offerId }: DeclineOfferInput,
    @Ctx() context: ApiContext,
  ): Promise<DeclineOfferPayload> {
    const { id } = await ownOffer(context, offerId);
    await declineOffer(context.db, id, context.viewer.id);
    return { offer: offerView(await ownOffer(context, id)) };
  }
}

@Resolver(() => ChatMessageType)
export class ChatMessageResolver {
  @FieldResolver(() => ChatAttachmentUnion, {
    nullable: true,
    description:
      'What can be done with it: an offer to accept, answers to choose from, or the work that it became.',
  })
  async attachment(
    @Root() { record: { choices, offer } }: MessageParent,
    @Ctx() context: ApiContext,
  ): Promise<typeof ChatAttachmentUnion | null> {
    if (choices !== null) return { options: choices };
    if (offer === null) return null;
    return offer.regenerationId === null
      ? offerView(offer)
      : await findRegeneration(context, offer.regenerationId);
  }
}

@Resolver(() => OfferType)
export class OfferResolver {
  @FieldResolver(() => ChangesQuoteType, {
    nullable: true,
    description: 'Null where nothing is generated (UNDO, REDO, RESTORE).',
  })
  quote(@Root() { record: { work } }: OfferParent): ChangesQuoteType | null {
    return 'quote' in work ? shownQuote(work.quote) : null;
  }

  @FieldResolver(() => VideoVersionType, {
    nullable: true,
    description: 'The version that would come back (UNDO, REDO, RESTORE); null where that is one clip’s.',
  })
  async restores(
    @Root() { record: { work, jobId } }: OfferParent,
    @Ctx() context: ApiContext,
  ): Promise<VideoVersionType | null> {
    if ('quote' in work || work.restoresClip !== null) return null;
    const [job, version] = await Promise.all([
      ownJob(context, jobId),
      context.versions.videoVersion({ jobId, versionNumber: work.restores }),
    ]);
    return version === null ? null : videoVersionView(version, job, context.urls);
  }
}

function messageView(record: Message): MessageParent {
  const { id, text, createdAt, clipIndex, clipIndexes, cost } = record;
  return { record, id, role: MessageRole[record.role], text, createdAt, clipIndex, clipIndexes, cost };
}

function offerView(record: Offer): OfferParent {
  const { id, work, expiresAt, state } = record;
  return { record, id, kind: work.kind, expiresAt, state };
}
