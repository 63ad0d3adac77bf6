import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { QuoteWarningCode } from '../../../core/quote/quote-warnings.js';
import { ChangeWishes, MessageInput } from '../changes/change-input.type.js';
import { describedEnum } from '../described-enum.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';
import {
  CostBreakdownType,
  RegenerationStatusEnum,
  RegenerationType,
  TemplateType,
} from './regeneration.type.js';

const WarningCodeEnum = describedEnum<QuoteWarningCode>(
  'QuoteWarningCode',
  'What the user should know before confirming.',
  {
    MANY_REGENERATIONS: 'The clip was changed 3 times or more.',
    NEAR_BUDGET: "Less than a fifth of the video's budget is left after this.",
    OVER_BUDGET: "The change exceeds the video's budget, so it is refused.",
    RATE_LIMITED: 'A limit of changes is reached, so the change is refused for now.',
    CLIP_LONGER_THAN_MODEL: 'The clip is longer than what the video model makes; its last picture is held.',
    PRICE_UNKNOWN: 'The price of a model is not known; the total may be higher.',
    UNSUPPORTED_BY_RENDERER: 'The built-in renderer cannot do all that is asked for.',
  },
);

@InputType('RegenerateClipInput', { description: 'What to change, and what was agreed to.' })
export class RegenerateClipInput extends ChangeWishes {
  @Field(() => ID, { description: 'The video to change.' })
  jobId: string;

  @Field(() => Int, { description: 'The clip to change; counts from 0.' })
  clipIndex: number;

  @Field(() => String, {
    description:
      '1 to 1000 characters after trimming; may be empty where styleFrom alone says what is wanted.',
  })
  instruction: string;

  @Field(() => [MessageInput], {
    nullable: true,
    description: 'The conversation before this request, oldest first; the last 5 messages count.',
  })
  conversationHistory?: MessageInput[] | null;

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

@ObjectType('QuoteWarning', {
  description: 'Something that the user should know before confirming.',
  simpleResolvers: true,
})
export class QuoteWarningType {
  @Field(() => WarningCodeEnum, { description: 'Which warning it is.' })
  code: QuoteWarningCode;

  @Field(() => String, { description: 'One or two sentences for the user.' })
  message: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'With RATE_LIMITED: when the change is possible. Null with the other codes.',
  })
  until?: Date;
}

@ObjectType('RegenerationQuote', {
  description: 'What the assistant would do, and for how much. Asking spends nothing.',
  simpleResolvers: true,
})
export class RegenerationQuoteType {
  @Field(() => String, {
    description:
      'Opaque; pass it to regenerateClip. Valid 15 minutes and for exactly this clip version, instruction, model and price.',
  })
  token: string;

  @Field(() => DateTimeScalar, { description: 'Until when the offer can be confirmed.' })
  expiresAt: Date;

  @Field(() => String, { description: 'What the assistant says it will do, in one or two sentences.' })
  reply: string;

  @Field(() => [TemplateType], {
    description: 'Empty where a language model (or, without one, the rules) rewrites the prompt.',
  })
  templates: TemplateType[];

  @Field(() => CostBreakdownType, { description: 'USD. What the change is expected to cost.' })
  estimatedCost: CostBreakdownType;

  @Field(() => Int, { description: 'Seconds from the request to the end, from history where there is any.' })
  estimatedTime: number;

  @Field(() => [QuoteWarningType], { description: 'In the order in which they are shown.' })
  warnings: QuoteWarningType[];
}

@ObjectType('RegenerateClipPayload', {
  description: 'The change that was admitted; the other fields repeat its own.',
  simpleResolvers: true,
})
export class RegenerateClipPayload {
  @Field(() => RegenerationType, { description: 'The change.' })
  regeneration: RegenerationType;

  @Field(() => ID, { description: 'The id of the change.' })
  regenerationId: string;

  @Field(() => DecimalScalar, { description: 'USD. The total that is reserved for it.' })
  estimatedCost: string;

  @Field(() => Int, { description: 'Seconds from the request to the end.' })
  estimatedTime: number;

  @Field(() => RegenerationStatusEnum, { description: 'Where the change stands.' })
  status: RegenerationStatusEnum;
}
