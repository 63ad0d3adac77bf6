import { Decimal } from 'decimal.js';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { ApiError } from '../../../core/errors.js';
import { secondsAt } from '../../../core/job/frames.js';
import { suggestionsOf } from '../../../core/suggestions/suggestions-of.js';
import { breakdown, usd, drawingCost } from '../../../core/quote/pricing.js';
import { ownJob } from '../access.js';
import { clipViews } from '../clips/clip-view.js';
import { ClipType } from '../clips/clip.type.js';
import type { ApiContext } from '../context.js';
import { DecimalScalar } from '../scalars.js';
import { findRegeneration } from '../regenerations/regeneration-query.js';
import { RegenerationType } from '../regenerations/regeneration.type.js';
import { SuggestionType } from './suggestion.type.js';
import { pageOfJobs } from './job-page.js';
import { jobView, type JobParent } from './job-view.js';
import { JobConnectionType, JobType, ViewerType } from './job.type.js';

@Resolver(() => JobType)
export class JobResolver {
  @Query(() => ViewerType, { description: 'The signed-in user.' })
  viewer(@Ctx() { viewer }: ApiContext): ViewerType {
    return { id: viewer.id, email: viewer.email };
  }

  @Query(() => JobConnectionType, {
    description: "The viewer's videos, newest first; Relay-style cursors. Errors: BAD_USER_INPUT.",
  })
  async jobs(
    @Arg('first', () => Int, { defaultValue: 20, nullable: true, description: 'Page size, 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Returns the videos after this cursor.' })
    after: string | null | undefined,
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Only videos whose titles have all these words, or parts of words, in any order and case; at most 200 characters.',
    })
    search: string | null | undefined,
    @Ctx() context: ApiContext,
  ): Promise<JobConnectionType> {
    return await pageOfJobs(context, { first: first ?? 20, after: after ?? null, search: search ?? '' });
  }

  @Query(() => JobType, { description: "One of the viewer's videos. Errors: NOT_FOUND, FORBIDDEN." })
  async job(
    @Arg('id', () => ID, { description: 'The id of the video.' }) id: string,
    @Ctx() context: ApiContext,
  ): Promise<JobType> {
    return jobView(await ownJob(context, id), context);
  }

  @FieldResolver(() => [ClipType], { description: 'Its clips in the order of the song.' })
  clips(@Root() { record }: JobParent, @Ctx() { urls }: ApiContext): ClipType[] {
    return clipViews(record, urls);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The video model that makes the next change, "local" for the built-in renderer; null where none is configured for this video.',
  })
  nextVideoModel(@Root() { record }: JobParent, @Ctx() context: ApiContext): string | null {
    try {
      return context.videoModels.forJob(record.videoModel);
    } catch (error) {
      if (error instanceof ApiError) return null;
      throw error;
    }
  }

  @FieldResolver(() => [SuggestionType], {
    description:
      'Worked out from measurements of the clips and the song, free; most worth doing first, 5 at most. Empty where nothing stands out, and while a clip is not measured yet.',
  })
  async suggestions(
    @Root() { record }: JobParent,
    @Ctx() { measurements, rateCard }: ApiContext,
  ): Promise<SuggestionType[]> {
    const found = await suggestionsOf(record, measurements);
    return found.map(({ clipIndex, kind, instruction, reason }) => {
      const clip = record.clips.find((candidate) => candidate.clipIndex === clipIndex)!;
      const price = drawingCost(rateCard, secondsAt(clip.endFrame - clip.startFrame));
      return {
        id: `${record.id}:${clipIndex}:${clip.versionNumber}:${kind}`,
        ...{ clipIndex, instruction, reason },
        estimatedCost: breakdown(0, price.usd, price.known),
      };
    });
  }

  @FieldResolver(() => RegenerationType, {
    nullable: true,
    description: 'The change that is being made; null while there is none.',
  })
  async activeRegeneration(
    @Root() { record }: JobParent,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationType | null> {
    if (record.activeRegenerationId === null) return null;
    return await findRegeneration(context, record.activeRegenerationId);
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'USD. What the video itself has cost: totalCost without the changes of its clips.',
  })
  async costBeforeChanges(
    @Root() { record }: JobParent,
    @Ctx() { regenerations }: ApiContext,
  ): Promise<string> {
    const costOfChanges = await regenerations.costOfChanges(record.id);
    return usd(Decimal.max(0, new Decimal(record.totalCost).minus(costOfChanges)));
  }
}
