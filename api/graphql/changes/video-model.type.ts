import { Field, Float, ID, ObjectType } from 'type-graphql';
import type { ChangeAction } from '../../../core/quote/video-model-card.js';
import { DateTimeScalar, DecimalScalar } from '../scalars.js';
import { ActionEnum } from './clip-change.type.js';

@ObjectType('VideoModel', { description: 'What can make a clip.', simpleResolvers: true })
export class VideoModelType {
  @Field(() => ID, { description: 'Its key, for example kling_v21; "local" is the built-in renderer.' })
  key: string;

  @Field(() => String, { description: 'Its name for people.' })
  label: string;

  @Field(() => String, { description: 'Who runs it, for people.' })
  provider: string;

  @Field(() => [ActionEnum], {
    description: 'What it can do; the first is what it does unless asked otherwise.',
  })
  actions: readonly ChangeAction[];

  @Field(() => [Float], { description: 'Seconds. The lengths that it makes, ascending; empty: any length.' })
  durations: readonly number[];

  @Field(() => Boolean, { description: 'Whether a seed can be chosen for what it makes.' })
  takesSeed: boolean;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'USD. What a second of its video costs, at 16:9 where it is charged by pixels; where priceKnown is false, what is reserved for it.',
  })
  usdPerSecond: string | null;

  @Field(() => Boolean, { description: 'False where the price is an assumption.' })
  priceKnown: boolean;

  @Field(() => Boolean, {
    description:
      'Whether it can be ordered here: the keys that it needs are configured, and its provider has not ended it.',
  })
  isAvailable: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The day on which its provider ends it; null: not announced.',
  })
  sunsetAt: Date | null;
}
