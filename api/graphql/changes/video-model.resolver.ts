import { secondCost } from '../../../core/quote/pricing.js';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { VideoModelType } from './video-model.type.js';

@Resolver()
export class VideoModelResolver {
  @Query(() => [VideoModelType], { description: 'What can be ordered, with what each can do and costs.' })
  videoModels(@Ctx() { videoModels, rateCard }: ApiContext): VideoModelType[] {
    return videoModels.options.map((option) => {
      const { key, sunset } = option;
      const price = secondCost(rateCard, option);
      return {
        ...option,
        usdPerSecond: key in rateCard.video ? price.usd : null,
        priceKnown: price.known,
        sunsetAt: sunset === null ? null : new Date(sunset),
      };
    });
  }
}
