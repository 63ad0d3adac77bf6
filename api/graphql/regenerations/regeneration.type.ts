import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { RegenerationErrorCode } from '../../../core/errors.js';
import type { RegenerationEventType, RegenerationKind } from '../../../core/regeneration/status.js';
import { describedEnum, describeEnum } from '../described-enum.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';

/** The contract's words for clip_regenerations.status. */
export enum RegenerationStatusEnum {
  QUEUED = 'queued',
  PROCESSING = 'processing',
  CANCELING = 'canceling',
  COMPLETED = 'completed',
  FAILED = 'failed',
  CANCELED = 'canceled',
}
describeEnum(RegenerationStatusEnum, 'RegenerationStatus', 'Where a change stands.', {
  QUEUED: 'The change waits to be started.',
  PROCESSING: 'The change is being made.',
  CANCELING: 'Cancellation was requested and is not confirmed yet.',
  COMPLETED: 'The new version is published.',
  FAILED: 'The change failed; `error` says why. The last good video still plays.',
  CANCELED: 'The change was canceled; `cost` says what was charged.',
});

const KindEnum = describedEnum<RegenerationKind>('RegenerationKind', 'What a regeneration does.', {
  CHANGE: 'Clips are changed; the video is composed with them and published once.',
  TAKES: 'Several takes were made to choose from; the video stays as it is until one is restored.',
  RESTORE: 'Earlier footage comes back: a restored version, undo or redo. Nothing is generated or charged.',
});

const EventTypeEnum = describedEnum<RegenerationEventType>(
  'RegenerationEventType',
  'What an event reports. The last three end a change.',
  {
    REGENERATION_STARTED: 'The change is admitted and queued, or waits; `message` says why.',
    TEMPLATE_MATCHED: 'A template rewrites the prompt; no language model takes part.',
    PROMPT_MODIFIED: 'The new prompt is there; comes with modifiedPrompt.',
    VIDEO_GENERATING: 'The video model makes the clip: 10 to 60 %.',
    RECOMPOSING: 'The new clip is put into the video: 60 to 99 %.',
    REGENERATION_RESTARTED: 'The work was interrupted and goes on; what was paid for is kept.',
    REGENERATION_COMPLETE: 'The new version is published; comes with videoUrl.',
    REGENERATION_FAILED: 'The change failed; comes with error.',
    REGENERATION_CANCELED: 'The change was canceled.',
  },
);

const ErrorCodeEnum = describedEnum<RegenerationErrorCode>('RegenerationErrorCode', 'Why a change failed.', {
  PROMPT_MODEL_FAILED: 'The language model did not rewrite the prompt.',
  VIDEO_MODEL_FAILED: 'The video model did not make the clip.',
  CONTENT_REJECTED: "The video model's content rules refused the request.",
  RECOMPOSITION_FAILED: 'The new clip could not be put into the video.',
  STORAGE_FAILED: 'Files could not be read or stored.',
  TIMEOUT: 'The change took longer than its deadline allows.',
  INFRASTRUCTURE: 'The change could not be started, or was interrupted too often.',
  BUDGET_EXCEEDED: 'The change would have cost more than was quoted.',
});

export enum MessageRole {
  USER = 'USER',
  ASSISTANT = 'ASSISTANT',
}
describeEnum(MessageRole, 'MessageRole', 'Who wrote a message.', {
  USER: 'The user.',
  ASSISTANT: 'The assistant.',
});

@ObjectType('Template', { description: 'A change that needs no language model.', simpleResolvers: true })
export class TemplateType {
  @Field(() => ID, { description: 'For example nighttime or more_motion.' })
  id: string;

  @Field(() => String, { description: 'The name that people see, e.g. "Nighttime".' })
  label: string;

  @Field(() => String, { description: 'The group that it belongs to, e.g. "Time of day".' })
  category: string;
}

@ObjectType('CostBreakdown', {
  description: 'What a change costs, by its parts. USD.',
  simpleResolvers: true,
})
export class CostBreakdownType {
  @Field(() => DecimalScalar, { description: 'USD. For rewriting the prompt.' })
  languageModel: string;

  @Field(() => DecimalScalar, { description: 'USD. For making the clip.' })
  video: string;

  @Field(() => DecimalScalar, { description: 'USD. For putting the clip into the video.' })
  recomposition: string;

  @Field(() => DecimalScalar, { description: 'USD. The sum of the parts.' })
  total: string;

  @Field(() => Boolean, { description: 'False where a price is not known.' })
  known: boolean;
}

@ObjectType('Message', {
  description: 'One message of the conversation about a clip.',
  simpleResolvers: true,
})
export class MessageType {
  @Field(() => MessageRole, { description: 'Who wrote it.' })
  role: MessageRole;

  @Field(() => String, { description: 'The text.' })
  content: string;

  @Field(() => DateTimeScalar, { description: 'When the change that this message belongs to was requested.' })
  createdAt: Date;
}

@ObjectType('RegenerationError', {
  description: 'Why a change failed, in words for the user.',
  simpleResolvers: true,
})
export class RegenerationErrorType {
  @Field(() => ErrorCodeEnum, { description: 'Which part failed.' })
  code: RegenerationErrorCode;

  @Field(() => String, { description: 'One or two sentences for the user.' })
  message: string;

  @Field(() => Boolean, { description: 'True where retryRegeneration may succeed.' })
  retryable: boolean;

  @Field(() => DecimalScalar, { description: 'USD. What was charged despite the failure.' })
  charged: string;
}

@ObjectType('RegenerationEvent', {
  description: 'One step of progress. sequence is contiguous from 1 within a regeneration.',
  simpleResolvers: true,
})
export class ProgressEventType {
  @Field(() => ID, { description: 'The regeneration that it belongs to.' })
  regenerationId: string;

  @Field(() => Int, { description: 'Contiguous from 1 within a regeneration; drop what was seen before.' })
  sequence: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The clip that it is about; null where it is about the whole.',
  })
  clipIndex: number | null;

  @Field(() => EventTypeEnum, { description: 'What happened.' })
  type: RegenerationEventType;

  @Field(() => Int, { description: '0 to 100, never backwards within an attempt.' })
  progress: number;

  @Field(() => String, { description: 'One sentence for the user.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'With PROMPT_MODIFIED: the new prompt.' })
  modifiedPrompt: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'With REGENERATION_COMPLETE: the new final video. Signed, 1 hour.',
  })
  videoUrl: string | null;

  @Field(() => RegenerationErrorType, {
    nullable: true,
    description: 'With REGENERATION_FAILED: why it failed.',
  })
  error: RegenerationErrorType | null;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  at: Date;
}

@ObjectType('Regeneration', {
  description: 'One change of one clip, or a return to earlier footage, from the request to its end.',
  simpleResolvers: true,
})
export class RegenerationType {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;

  @Field(() => ID, { description: 'The video that is changed.' })
  jobId: string;

  @Field(() => Int, { description: 'The clip that is changed; counts from 0.' })
  clipIndex: number;

  @Field(() => KindEnum, { description: 'What it does.' })
  kind: RegenerationKind;

  @Field(() => RegenerationStatusEnum, { description: 'Where the change stands.' })
  status: RegenerationStatusEnum;

  @Field(() => String, { description: "The user's own words." })
  instruction: string;

  @Field(() => String, { description: "The clip's prompt when the change was requested." })
  originalPrompt: string;

  @Field(() => String, {
    nullable: true,
    description: 'The prompt that the new version is made from; null until it is written.',
  })
  modifiedPrompt: string | null;

  @Field(() => [TemplateType], {
    description: 'The templates that rewrite the prompt; empty where a language model or the rules do.',
  })
  templates: TemplateType[];

  @Field(() => [MessageType], {
    description: 'The last 5 messages at most, closed by this request and its reply.',
  })
  conversation: MessageType[];

  @Field(() => Int, { description: '0 to 100.' })
  progress: number;

  @Field(() => Int, { description: 'The sequence of the newest event; 0 before the first.' })
  lastSequence: number;

  @Field(() => CostBreakdownType, { description: 'USD. What was quoted.' })
  estimatedCost: CostBreakdownType;

  @Field(() => Int, { description: 'Seconds from the request to the end, as they were quoted.' })
  estimatedTime: number;

  @Field(() => CostBreakdownType, { description: 'USD. What was really charged; grows while it runs.' })
  cost: CostBreakdownType;

  @Field(() => RegenerationErrorType, { nullable: true, description: 'Why it failed; null unless FAILED.' })
  error: RegenerationErrorType | null;

  @Field(() => Int, { description: 'Counts from 1; grows when interrupted work is started again.' })
  attempt: number;

  @Field(() => DateTimeScalar, { description: 'When the change was requested.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the work on it began; null while it waits, and where there was nothing to compose.',
  })
  startedAt: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it completed, failed or was canceled; null before.',
  })
  completedAt: Date | null;

  @Field(() => Boolean, { description: 'True while cancelRegeneration can still stop it.' })
  canCancel: boolean;

  @Field(() => Boolean, {
    description:
      'True where retryRegeneration tries it again. False once a later change makes the same, or has made it.',
  })
  canRetry: boolean;
}
