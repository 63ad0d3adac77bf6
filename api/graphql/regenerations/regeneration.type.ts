import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { REGENERATION_ERROR_CODES, type RegenerationErrorCode } from '../../../core/errors.js';
import { REGENERATION_EVENT_TYPES, type RegenerationEventType } from '../../../core/regeneration/status.js';
import { DecimalScalar } from '../scalars.js';

/** A GraphQL enum whose internal values are the words themselves. */
function wordEnum<Word extends string>(words: readonly Word[]): Record<Word, Word> {
  return Object.fromEntries(words.map((word) => [word, word])) as Record<Word, Word>;
}

/** The contract's words for clip_regenerations.status. */
export enum RegenerationStatusEnum {
  QUEUED = 'queued',
  PROCESSING = 'processing',
  CANCELING = 'canceling',
  COMPLETED = 'completed',
  FAILED = 'failed',
  CANCELED = 'canceled',
}
registerEnumType(RegenerationStatusEnum, { name: 'RegenerationStatus' });

const EventTypeEnum = wordEnum(REGENERATION_EVENT_TYPES);
registerEnumType(EventTypeEnum, { name: 'RegenerationEventType' });

const ErrorCodeEnum = wordEnum(REGENERATION_ERROR_CODES);
registerEnumType(ErrorCodeEnum, { name: 'RegenerationErrorCode' });

export enum MessageRole {
  USER = 'USER',
  ASSISTANT = 'ASSISTANT',
}
registerEnumType(MessageRole, { name: 'MessageRole' });

@ObjectType('Template', { description: 'A change that needs no language model.', simpleResolvers: true })
export class TemplateType {
  @Field(() => ID, { description: 'For example nighttime or more_motion.' })
  id: string;

  @Field(() => String)
  label: string;

  @Field(() => String)
  category: string;
}

@ObjectType('CostBreakdown', { description: 'USD.', simpleResolvers: true })
export class CostBreakdownType {
  @Field(() => DecimalScalar)
  languageModel: string;

  @Field(() => DecimalScalar)
  video: string;

  @Field(() => DecimalScalar)
  recomposition: string;

  @Field(() => DecimalScalar)
  total: string;

  @Field(() => Boolean, { description: 'False where a price is not known.' })
  known: boolean;
}

@ObjectType('Message', { description: 'One line of the conversation about a clip.', simpleResolvers: true })
export class MessageType {
  @Field(() => MessageRole)
  role: MessageRole;

  @Field(() => String)
  content: string;

  @Field(() => GraphQLDateTime)
  createdAt: Date;
}

@ObjectType('RegenerationError', {
  description: 'Why a regeneration failed, in words for the user.',
  simpleResolvers: true,
})
export class RegenerationErrorType {
  @Field(() => ErrorCodeEnum)
  code: RegenerationErrorCode;

  @Field(() => String)
  message: string;

  @Field(() => Boolean)
  retryable: boolean;

  @Field(() => DecimalScalar, { description: 'What was charged all the same, USD.' })
  charged: string;
}

@ObjectType('RegenerationEvent', {
  description: 'One step of progress. sequence is contiguous from 1 within a regeneration.',
  simpleResolvers: true,
})
export class ProgressEventType {
  @Field(() => ID)
  regenerationId: string;

  @Field(() => Int)
  sequence: number;

  @Field(() => EventTypeEnum)
  type: RegenerationEventType;

  @Field(() => Int, { description: '0 to 100, never backwards within an attempt.' })
  progress: number;

  @Field(() => String)
  message: string;

  @Field(() => String, { nullable: true, description: 'With PROMPT_MODIFIED.' })
  modifiedPrompt: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With REGENERATION_COMPLETE: the new final video, signed.',
  })
  videoUrl: string | null;

  @Field(() => RegenerationErrorType, { nullable: true, description: 'With REGENERATION_FAILED.' })
  error: RegenerationErrorType | null;

  @Field(() => GraphQLDateTime)
  at: Date;
}

@ObjectType('Regeneration', {
  description: 'One change of one clip, from the request to its end.',
  simpleResolvers: true,
})
export class RegenerationType {
  @Field(() => ID)
  id: string;

  @Field(() => ID)
  jobId: string;

  @Field(() => Int)
  clipIndex: number;

  @Field(() => RegenerationStatusEnum)
  status: RegenerationStatusEnum;

  @Field(() => String)
  instruction: string;

  @Field(() => String, { description: "The clip's prompt when the change was asked for." })
  originalPrompt: string;

  @Field(() => String, { nullable: true })
  modifiedPrompt: string | null;

  @Field(() => [TemplateType])
  templates: TemplateType[];

  @Field(() => [MessageType])
  conversation: MessageType[];

  @Field(() => Int, { description: '0 to 100.' })
  progress: number;

  @Field(() => Int)
  lastSequence: number;

  @Field(() => CostBreakdownType)
  estimatedCost: CostBreakdownType;

  @Field(() => Int, { description: 'Seconds from the request to the end, as it was promised.' })
  estimatedTime: number;

  @Field(() => CostBreakdownType, { description: 'What was really charged; grows while it runs.' })
  cost: CostBreakdownType;

  @Field(() => RegenerationErrorType, { nullable: true })
  error: RegenerationErrorType | null;

  @Field(() => Int)
  attempt: number;

  @Field(() => GraphQLDateTime)
  createdAt: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  completedAt: Date | null;
}
