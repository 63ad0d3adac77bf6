import { Field, Float, InputType, Int, ID } from 'type-graphql';
import type { ChangeAction } from '../../../core/quote/video-model-card.js';
import type { FailurePolicy } from '../../../core/regeneration/admission.js';
import { describedEnum } from '../described-enum.js';
import { MessageRole } from '../regenerations/regeneration.type.js';
import { ActionEnum } from './clip-change.type.js';

export const FailurePolicyEnum = describedEnum<FailurePolicy>(
  'FailurePolicy',
  'What becomes of a change of several clips of which one fails.',
  {
    PUBLISH_WHAT_SUCCEEDED:
      'Clips that failed keep their version; retryRegeneration tries those again and pays nothing twice.',
    PUBLISH_ALL_OR_NOTHING: 'One clip that fails ends the change, and the video stays as it is.',
  },
);

@InputType('TimeRangeInput', { description: 'A part of a clip. Seconds from its start.' })
export class TimeRangeInput {
  @Field(() => Float, { description: 'Seconds from the start of the clip at which the part starts.' })
  from: number;

  @Field(() => Float, { description: 'Seconds from the start of the clip at which the part ends.' })
  to: number;
}

@InputType('StyleReferenceInput', {
  description:
    'The look of another clip. ADJUST_FOOTAGE matches measured light, color and contrast, free of charge.',
})
export class StyleReferenceInput {
  @Field(() => Int, { description: 'The clip whose look is taken over; counts from 0.' })
  clipIndex: number;

  @Field(() => Int, { nullable: true, description: 'Which version of that clip; null: the current one.' })
  versionNumber?: number | null;

  @Field(() => Float, {
    nullable: true,
    defaultValue: 1,
    description: 'Above 0, to 1: how much of the look.',
  })
  strength?: number | null;
}

/** Of inputs that a quote of one clip takes as its arguments, too. */
export const PROMPT =
  'Replaces the prompt that would be sent, word for word: no language model is asked. 1 to 200 words, at most 4000 characters. The ' +
  'instruction names the change in the history; the built-in renderer draws it, and the prompt stays with the clip.';
export const SEED =
  'The seed for the video model, 0 to 2147483647: the same seed and prompt make a similar picture. Further takes have the ones after ' +
  'it. BAD_USER_INPUT for a model that takes none (VideoModel.takesSeed).';

/** How a clip is to be changed, beside the instruction. */
@InputType({ description: 'Never in the schema itself: inputs extend it.' })
export abstract class ChangeWishes {
  @Field(() => ActionEnum, {
    nullable: true,
    description: 'How it is made; null: what the video model does.',
  })
  action?: ChangeAction | null;

  @Field(() => String, {
    nullable: true,
    description: 'What makes it: a key of videoModels; null: the model of the video.',
  })
  videoModel?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: '1 to 4. How many are made to choose from.',
  })
  takes?: number | null;

  @Field(() => StyleReferenceInput, {
    nullable: true,
    description:
      'The clip whose look is taken over: its light, color and contrast, measured. Without action and videoModel by the built-in renderer, free of charge; no other can so far: BAD_USER_INPUT.',
  })
  styleFrom?: StyleReferenceInput | null;

  @Field(() => String, { nullable: true, description: PROMPT })
  prompt?: string | null;

  @Field(() => TimeRangeInput, {
    nullable: true,
    description:
      'Only this part of the clip, drawn on its footage by the built-in renderer, free of charge; the rest stays, decoded, bit for bit. ' +
      'Rounded to the frame (30 a second). BAD_USER_INPUT where the clip does not have it, for another action, with styleFrom, and for ' +
      'what is of all of a clip: its speed, its fades, mirrored and turned pictures.',
  })
  range?: TimeRangeInput | null;

  @Field(() => Int, { nullable: true, description: SEED })
  seed?: number | null;
}

@InputType('ClipChangeInput', { description: 'What to change in one clip.' })
export class ClipChangeInput extends ChangeWishes {
  @Field(() => Int, { description: 'The clip to change; counts from 0.' })
  clipIndex: number;

  @Field(() => String, {
    description:
      '1 to 1000 characters after trimming; may be empty where styleFrom alone says what is wanted. Takes alone do not so far: BAD_USER_INPUT.',
  })
  instruction: string;
}

@InputType('MessageInput', { description: 'An earlier message of the conversation about a clip.' })
export class MessageInput {
  @Field(() => MessageRole, { description: 'Who wrote it.' })
  role: MessageRole;

  @Field(() => String, { description: 'The text; cut to 4000 characters.' })
  content: string;
}

@InputType('RegenerateClipsInput', {
  description: 'What to change in several clips, and what was agreed to.',
})
export class RegenerateClipsInput {
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
    description: 'What becomes of the others if one clip fails.',
  })
  onFailure?: FailurePolicy | null;

  @Field(() => String, {
    nullable: true,
    description: 'The token of the quote that the user confirmed; without one the current price counts.',
  })
  quoteToken?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '1 to 200 characters. The same key and input answer with the same regeneration.',
  })
  idempotencyKey?: string | null;
}
