import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { QuoteWarningCode } from '../../../core/quote/quote-warnings.js';
import { DecimalScalar } from '../scalars.js';
import {
  CostBreakdownType,
  MessageRole,
  RegenerationStatusEnum,
  RegenerationType,
  TemplateType,
} from './regeneration.type.js';

const WarningCodeEnum: { [Code in QuoteWarningCode]: Code } = {
  MANY_REGENERATIONS: 'MANY_REGENERATIONS',
  NEAR_BUDGET: 'NEAR_BUDGET',
  OVER_BUDGET: 'OVER_BUDGET',
  RATE_LIMITED: 'RATE_LIMITED',
  CLIP_LONGER_THAN_MODEL: 'CLIP_LONGER_THAN_MODEL',
  PRICE_UNKNOWN: 'PRICE_UNKNOWN',
  UNSUPPORTED_BY_RENDERER: 'UNSUPPORTED_BY_RENDERER',
};
registerEnumType(WarningCodeEnum, { name: 'QuoteWarningCode' });

@InputType('MessageInput')
export class MessageInput {
  @Field(() => MessageRole)
  role: MessageRole;

  @Field(() => String)
  content: string;
}

@InputType('RegenerateClipInput')
export class RegenerateClipInput {
  @Field(() => ID)
  jobId: string;

  @Field(() => Int)
  clipIndex: number;

  @Field(() => String, { description: '1 to 1000 characters after trimming.' })
  instruction: string;

  @Field(() => [MessageInput], { nullable: true })
  conversationHistory?: MessageInput[] | null;

  @Field(() => String, { nullable: true, description: 'The token of the quote that the user confirmed.' })
  quoteToken?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input answer with the same regeneration.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('QuoteWarning', { simpleResolvers: true })
export class QuoteWarningType {
  @Field(() => WarningCodeEnum)
  code: QuoteWarningCode;

  @Field(() => String)
  message: string;
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

  @Field(() => String, { description: 'What the assistant says it will do, in one or two sentences.' })
  reply: string;

  @Field(() => [TemplateType], {
    description: 'Empty where a language model (or, without one, the rules) rewrites the prompt.',
  })
  templates: TemplateType[];

  @Field(() => CostBreakdownType)
  estimatedCost: CostBreakdownType;

  @Field(() => Int, { description: 'Seconds.' })
  estimatedTime: number;

  @Field(() => [QuoteWarningType])
  warnings: QuoteWarningType[];
}

@ObjectType('RegenerateClipPayload', { simpleResolvers: true })
export class RegenerateClipPayload {
  @Field(() => RegenerationType)
  regeneration: RegenerationType;

  @Field(() => ID)
  regenerationId: string;

  @Field(() => DecimalScalar, { description: 'USD.' })
  estimatedCost: string;

  @Field(() => Int, { description: 'Seconds.' })
  estimatedTime: number;

  @Field(() => RegenerationStatusEnum)
  status: RegenerationStatusEnum;
}
