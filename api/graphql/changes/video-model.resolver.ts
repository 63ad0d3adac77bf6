import { Ctx, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { VideoModelType } from './video-model.type.js';

@Resolver()
export class VideoModelResolver {
  @Query(() => [VideoModelType], { description: 'What can be ordered, with what each can do and costs.' })
  videoModels(@Ctx() { videoModels, rateCard }: ApiContext): VideoModelType[] {
    return videoModels.options.map((option) => {
      const rate = rateCard.video[option.key];
      return {
        ...option,
        usdPerSecond: rate?.usdPerSecond ?? null,
        priceKnown: rate?.known ?? false,
        sunsetAt: null,
      };
    });
  }
}
