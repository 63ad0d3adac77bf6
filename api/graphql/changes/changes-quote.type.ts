import { Field, Int, ObjectType } from 'type-graphql';
import type { ChangeAction } from '../../../core/quote/video-model-card.js';
import { QuoteWarningType } from '../regenerations/quote.type.js';
import { CostBreakdownType, RegenerationType, TemplateType } from '../regenerations/regeneration.type.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';
import { ActionEnum } from './clip-change.type.js';

@ObjectType('PlannedAlternative', {
  description: 'The same wish by another action or model.',
  simpleResolvers: true,
})
export class PlannedAlternativeType {
  @Field(() => ActionEnum, { description: 'How it would be made.' })
  action: ChangeAction;

  @Field(() => String, { description: 'What would make it: a key of videoModels.' })
  videoModel: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its name for people, with the day on which its provider ends it in the last 30 days before; null in offers of earlier releases.',
  })
  modelName: string | null;

  @Field(() => String, { description: 'What would stay of the clip, in words.' })
  keeps: string;

  @Field(() => CostBreakdownType, { description: 'USD. What it would cost.' })
  estimatedCost: CostBreakdownType;

  @Field(() => Int, { description: 'Seconds from the request to the end, of this clip alone.' })
  estimatedTime: number;
}

@ObjectType('PlannedChange', {
  description: 'What would be done with one clip, and for how much.',
  simpleResolvers: true,
})
export class PlannedChangeType {
  @Field(() => Int, { description: 'The clip; counts from 0.' })
  clipIndex: number;

  @Field(() => String, { description: "The user's own words." })
  instruction: string;

  @Field(() => [TemplateType], {
    description: 'Empty where a language model (or, without one, the rules) rewrites the prompt.',
  })
  templates: TemplateType[];

  @Field(() => ActionEnum, { description: 'How it is made.' })
  action: ChangeAction;

  @Field(() => String, { description: 'What makes it: a key of videoModels.' })
  videoModel: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its name for people, with the day on which its provider ends it in the last 30 days before; null in offers of earlier releases.',
  })
  modelName: string | null;

  @Field(() => Int, { description: 'How many are made to choose from.' })
  takes: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The prompt as it would be sent; null where a language model writes it only after confirmation.',
  })
  prompt: string | null;

  @Field(() => Int, { nullable: true, description: 'The seed that its person chose; null: none.' })
  seed: number | null;

  @Field(() => String, { description: 'What stays of the clip, in words: "keeps every movement".' })
  keeps: string;

  @Field(() => CostBreakdownType, { description: 'USD. What this clip is expected to cost.' })
  estimatedCost: CostBreakdownType;

  @Field(() => [QuoteWarningType], { description: 'About this clip, in the order in which they are shown.' })
  warnings: QuoteWarningType[];
}

@ObjectType('ChangesQuote', {
  description: 'What changes of several clips would do and cost. Asking spends nothing.',
  simpleResolvers: true,
})
export class ChangesQuoteType {
  @Field(() => String, {
    description:
      'Pass it to regenerateClips. Valid until expiresAt and for exactly these clip versions, instructions, actions, models and prices.',
  })
  token: string;

  @Field(() => DateTimeScalar, { description: 'Until when the offer can be confirmed.' })
  expiresAt: Date;

  @Field(() => String, { description: 'What the assistant says it will do.' })
  reply: string;

  @Field(() => [PlannedChangeType], { description: 'What would be done, by clipIndex.' })
  changes: PlannedChangeType[];

  @Field(() => CostBreakdownType, { description: 'USD. Of all changes, the discount taken off the total.' })
  estimatedCost: CostBreakdownType;

  @Field(() => DecimalScalar, {
    description: "USD. What several clips are let off in the video's budget; 0 below 3 clips.",
  })
  discount: string;

  @Field(() => Int, { description: 'Seconds from the request to the end.' })
  estimatedTime: number;

  @Field(() => [QuoteWarningType], {
    description: 'About all changes together, in the order in which they are shown.',
  })
  warnings: QuoteWarningType[];
}

@ObjectType('RegenerateClipsPayload', { description: 'The change that was admitted.', simpleResolvers: true })
export class RegenerateClipsPayload {
  @Field(() => RegenerationType, { description: 'The change.' })
  regeneration: RegenerationType;
}
