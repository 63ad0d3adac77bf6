import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { QueuedChangeState } from '../../../core/queue/queued-change.js';
import type { ChangeAction } from '../../../core/quote/video-model-card.js';
import type { FailurePolicy } from '../../../core/regeneration/admission.js';
import { ClipChangeInput, FailurePolicyEnum, MessageInput } from '../changes/change-input.type.js';
import { ActionEnum } from '../changes/clip-change.type.js';
import { describedEnum } from '../described-enum.js';
import { JobType } from '../jobs/job.type.js';
import { CostBreakdownType, RegenerationType } from '../regenerations/regeneration.type.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';

const StateEnum = describedEnum<QueuedChangeState>('QueuedChangeState', 'Where a queued change stands.', {
  WAITING: 'It starts by itself when its turn comes.',
  ASKS: 'Its turn came, and something stands against it: `question` says what. It starts once it is confirmed.',
});

@ObjectType('QueuedClipChange', {
  description: "One clip's part of a queued change.",
  simpleResolvers: true,
})
export class QueuedClipChangeType {
  @Field(() => Int, { description: 'The clip; counts from 0.' })
  clipIndex: number;

  @Field(() => String, { description: "The user's own words for this clip." })
  instruction: string;

  @Field(() => ActionEnum, {
    nullable: true,
    description: 'How it is made; null: what the video model does.',
  })
  action: ChangeAction | null;

  @Field(() => String, { nullable: true, description: 'What makes it; null: the model of the video.' })
  videoModel: string | null;

  @Field(() => Int, { description: 'How many takes are made, 1 to 4.' })
  takes: number;

  @Field(() => String, {
    nullable: true,
    description: 'The prompt that its person wrote; null: the instruction makes it.',
  })
  prompt: string | null;

  @Field(() => Int, { nullable: true, description: 'The seed that its person chose; null: none.' })
  seed: number | null;
}

@ObjectType('QueuedChange', {
  description:
    'Changes that wait while the video is being changed: one future regeneration. At its turn it is quoted again, and starts where it costs no more than was agreed to.',
  simpleResolvers: true,
})
export class QueuedChangeType {
  @Field(() => ID, { description: 'A UUID. The regeneration that it becomes has an id of its own.' })
  id: string;

  @Field(() => ID, { description: 'The video.' })
  jobId: string;

  @Field(() => [QueuedClipChangeType], { description: 'What is to be changed, as it was asked for.' })
  changes: QueuedClipChangeType[];

  @Field(() => FailurePolicyEnum, { description: 'What becomes of the others where a clip fails.' })
  onFailure: FailurePolicy;

  @Field(() => StateEnum, { description: 'Whether it waits, or asks something.' })
  state: QueuedChangeState;

  @Field(() => String, {
    nullable: true,
    description: 'What stands against it, in one or two sentences; null while it waits.',
  })
  question: string | null;

  @Field(() => CostBreakdownType, {
    description:
      'USD. What was agreed to; where the question is about a price, the price that it would have now.',
  })
  estimatedCost: CostBreakdownType;

  @Field(() => DecimalScalar, { description: 'USD. Taken off in estimatedCost.total.' })
  discount: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The offer of the assistant that was accepted; null where it was queued without one.',
  })
  offerId: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  createdAt: Date;
}

const TOKEN = 'The token of the changesQuote that the user confirmed; without one the current price counts.';

@InputType('QueueChangesInput', {
  description: 'What to change once the video is free, and what was agreed to.',
})
export class QueueChangesInput {
  @Field(() => ID, { description: 'The video to change.' })
  jobId: string;

  @Field(() => [ClipChangeInput], { description: '1 to 60; each clip once.' })
  changes: ClipChangeInput[];

  @Field(() => [MessageInput], {
    nullable: true,
    description: 'The conversation before this request, oldest first; the last 5 messages count.',
  })
  conversationHistory?: MessageInput[] | null;

  @Field(() => FailurePolicyEnum, {
    nullable: true,
    defaultValue: 'PUBLISH_WHAT_SUCCEEDED',
    description: 'What becomes of the others where a clip fails.',
  })
  onFailure?: FailurePolicy | null;

  @Field(() => String, { nullable: true, description: TOKEN })
  quoteToken?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 200 characters. The same key and input answer with the same queued change, or with the regeneration that it became.',
  })
  idempotencyKey?: string | null;
}

@InputType('UpdateQueuedChangeInput', { description: 'Another wish in the same place of a queue.' })
export class UpdateQueuedChangeInput {
  @Field(() => ID, { description: 'The queued change.' })
  id: string;

  @Field(() => [ClipChangeInput], { description: '1 to 60; each clip once.' })
  changes: ClipChangeInput[];

  @Field(() => [MessageInput], {
    nullable: true,
    description:
      'The conversation before this request, oldest first; the last 5 messages count. Null: the one that it was queued with.',
  })
  conversationHistory?: MessageInput[] | null;

  @Field(() => FailurePolicyEnum, {
    nullable: true,
    defaultValue: 'PUBLISH_WHAT_SUCCEEDED',
    description: 'What becomes of the others where a clip fails.',
  })
  onFailure?: FailurePolicy | null;

  @Field(() => String, { nullable: true, description: TOKEN })
  quoteToken?: string | null;
}

@InputType('MoveQueuedChangeInput', { description: 'Another place for a queued change.' })
export class MoveQueuedChangeInput {
  @Field(() => ID, { description: 'The queued change.' })
  id: string;

  @Field(() => Int, { description: 'Its new place; 1 is the next one, a place behind the end is the end.' })
  place: number;
}

@InputType('QueuedChangeInput', { description: 'Which queued change is meant.' })
export class QueuedChangeInput {
  @Field(() => ID, { description: 'The queued change.' })
  id: string;
}

@ObjectType('QueueChangesPayload', {
  description: 'What became of the request: it waits, or it has begun.',
  simpleResolvers: true,
})
export class QueueChangesPayload {
  @Field(() => JobType, { description: 'The video with its queue.' })
  job: JobType;

  @Field(() => QueuedChangeType, { nullable: true, description: 'Null where it has begun.' })
  queuedChange: QueuedChangeType | null;

  @Field(() => RegenerationType, { nullable: true, description: 'Null while it waits.' })
  regeneration: RegenerationType | null;
}

@ObjectType('QueuePayload', { description: 'A queue after it was changed.', simpleResolvers: true })
export class QueuePayload {
  @Field(() => JobType, { description: 'The video with its queue.' })
  job: JobType;
}
