import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { OfferKind, OfferState } from '../../../core/conversation/message.js';
import type { ChangeAction } from '../../../core/quote/video-model-card.js';
import { PROMPT, SEED } from '../changes/change-input.type.js';
import { ActionEnum } from '../changes/clip-change.type.js';
import { describedEnum } from '../described-enum.js';
import { PageInfoType } from '../jobs/job.type.js';
import { MessageRole, RegenerationType } from '../regenerations/regeneration.type.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';

const OfferKindEnum = describedEnum<OfferKind>('OfferKind', 'What an offer would do.', {
  CHANGE: 'Change clips.',
  TAKES: 'Make takes of clips to choose from.',
  UNDO: 'Take back the last thing done.',
  REDO: 'Take back the last undo.',
  RESTORE: 'Bring an earlier version back.',
});

const OfferStateEnum = describedEnum<OfferState>('OfferState', 'Where an offer stands.', {
  OPEN: 'It can be accepted until expiresAt.',
  ACCEPTED: 'It was accepted: it waits in the queue, or the work that it became stands in its place.',
  DECLINED: 'It was declined.',
  EXPIRED: 'Nobody accepted it in time.',
});

@ObjectType('Offer', {
  description:
    'Something that the assistant would do. Valid until expiresAt; nothing is done before it is accepted.',
  simpleResolvers: true,
})
export class OfferType {
  @Field(() => ID, { description: 'Pass it to acceptOffer or declineOffer.' })
  id: string;

  @Field(() => OfferKindEnum, { description: 'What it would do.' })
  kind: OfferKind;

  @Field(() => DateTimeScalar, { description: 'Until when it can be accepted.' })
  expiresAt: Date;

  @Field(() => OfferStateEnum, { description: 'Where it stands.' })
  state: OfferState;
}

@ObjectType('Choice', {
  description: 'A ready answer to a question of the assistant.',
  simpleResolvers: true,
})
class ChoiceType {
  @Field(() => String, { description: 'What it says.' })
  label: string;

  @Field(() => String, { description: 'What choosing it sends as the next message.' })
  text: string;
}

@ObjectType('Choices', {
  description: 'A question with ready answers; the text of the chosen one is sent as the next message.',
  simpleResolvers: true,
})
class ChoicesType {
  @Field(() => [ChoiceType], { description: 'The answers, in order.' })
  options: ChoiceType[];
}

export const ChatAttachmentUnion = createUnionType({
  name: 'ChatAttachment',
  description:
    'What can be done with a message: an offer to accept, answers to choose from, or the work that it became.',
  types: () => [OfferType, ChoicesType, RegenerationType] as const,
  resolveType: (value) => {
    if ('options' in value) return ChoicesType;
    return 'expiresAt' in value ? OfferType : RegenerationType;
  },
});

@ObjectType('ChatMessage', { description: 'One thing that was said about a video.', simpleResolvers: true })
export class ChatMessageType {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => MessageRole, { description: 'Who said it.' })
  role: MessageRole;

  @Field(() => String, { description: 'What was said, as plain text.' })
  text: string;

  @Field(() => DateTimeScalar, { description: 'When it was said.' })
  createdAt: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'The only clip that was picked; null: none, or several. Counts from 0.',
  })
  clipIndex: number | null;

  @Field(() => [Int], { description: 'The clips that were picked, in order; they count from 0.' })
  clipIndexes: readonly number[];

  @Field(() => DecimalScalar, { description: "USD. What the assistant's own thinking cost." })
  cost: string;
}

@ObjectType('ChatMessageEdge', {
  description: 'A message and its place in the conversation.',
  simpleResolvers: true,
})
export class ChatMessageEdgeType {
  @Field(() => String, { description: 'Opaque; pass it as `after` to get the messages before this one.' })
  cursor: string;

  @Field(() => ChatMessageType, { description: 'The message.' })
  node: ChatMessageType;
}

@ObjectType('ChatMessageConnection', {
  description: 'A page of a conversation, newest first; Relay-style cursors.',
  simpleResolvers: true,
})
export class ChatMessageConnectionType {
  @Field(() => [ChatMessageEdgeType], { description: 'The messages of this page, newest first.' })
  edges: ChatMessageEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page starts and ends.' })
  pageInfo: PageInfoType;
}

const KEY = '1 to 200 characters. The same key and input answer with the same';

@InputType('SendMessageInput', { description: 'What is said, and about what.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'The video.' })
  jobId: string;

  @Field(() => Int, { nullable: true, description: 'The clip that is picked; null: none. Counts from 0.' })
  clipIndex?: number | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'The clips that are picked, where there are several; in place of clipIndex. 60 at most.',
  })
  clipIndexes?: number[] | null;

  @Field(() => String, { description: '1 to 1000 characters after trimming.' })
  text: string;

  @Field(() => String, { nullable: true, description: `${KEY} message and reply.` })
  idempotencyKey?: string | null;
}

@ObjectType('SendMessagePayload', { description: 'What was said, and the answer.', simpleResolvers: true })
export class SendMessagePayload {
  @Field(() => ChatMessageType, { description: 'What was said.' })
  message: ChatMessageType;

  @Field(() => ChatMessageType, { description: "The assistant's answer." })
  reply: ChatMessageType;
}

@InputType('AcceptOfferInput', { description: 'Which offer is accepted.' })
export class AcceptOfferInput {
  @Field(() => ID, { description: 'The offer.' })
  offerId: string;

  @Field(() => String, {
    nullable: true,
    description: 'Needless: an offer becomes one regeneration, however often it is accepted.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('AcceptOfferPayload', { description: 'What an offer became.', simpleResolvers: true })
export class AcceptOfferPayload {
  @Field(() => RegenerationType, { description: 'The work; of kind RESTORE where a version comes back.' })
  regeneration: RegenerationType;
}

@InputType('DeclineOfferInput', { description: 'Which offer is declined.' })
export class DeclineOfferInput {
  @Field(() => ID, { description: 'The offer.' })
  offerId: string;
}

@ObjectType('DeclineOfferPayload', { description: 'An offer after it was declined.', simpleResolvers: true })
export class DeclineOfferPayload {
  @Field(() => OfferType, { description: 'The offer; as it was where it was accepted or declined before.' })
  offer: OfferType;
}

@InputType('RenewOfferInput', { description: 'Which offer is made anew, and what of it is different.' })
export class RenewOfferInput {
  @Field(() => ID, { description: 'The offer.' })
  offerId: string;

  @Field(() => Int, { nullable: true, description: 'How many takes of each clip, 1 to 4; null: as before.' })
  takes?: number | null;

  @Field(() => ActionEnum, { nullable: true, description: 'How it is made; null: as before.' })
  action?: ChangeAction | null;

  @Field(() => String, {
    nullable: true,
    description: 'What makes it, a key of videoModels; null: as before.',
  })
  videoModel?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Of an offer for one clip; null: the words make it; left out: as before. ${PROMPT}`,
  })
  prompt?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Of an offer for one clip; null: none is chosen; left out: as before. ${SEED}`,
  })
  seed?: number | null;
}

@ObjectType('RenewOfferPayload', { description: 'An offer after it was made anew.', simpleResolvers: true })
export class RenewOfferPayload {
  @Field(() => ChatMessageType, { description: 'The message that makes it, with its new words.' })
  message: ChatMessageType;
}
