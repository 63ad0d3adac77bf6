import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { ClipVersionType } from '../history/clip-version.type.js';
import { clipVersionViews } from '../history/version-view.js';
import { clipChangeView, type ClipChangeParent } from '../regenerations/regeneration-view.js';
import { RegenerationType } from '../regenerations/regeneration.type.js';
import { ClipChangeType } from './clip-change.type.js';

@Resolver(() => RegenerationType)
export class ClipChangesResolver {
  @FieldResolver(() => [ClipChangeType], {
    description: 'What is changed, by clipIndex; empty where footage only comes back.',
  })
  async changes(
    @Root() { id, jobId }: RegenerationType,
    @Ctx() { regenerations }: ApiContext,
  ): Promise<ClipChangeType[]> {
    return (await regenerations.changesOf(id)).map((row) => clipChangeView(row, jobId));
  }
}

@Resolver(() => ClipChangeType)
export class ClipChangeVersionsResolver {
  @FieldResolver(() => [ClipVersionType], {
    description: 'What was made: one, or several takes; empty until then.',
  })
  async versions(
    @Root() { regenerationId, jobId, clipIndex }: ClipChangeParent,
    @Ctx() { jobs, versions, viewer, urls }: ApiContext,
  ): Promise<ClipVersionType[]> {
    const [rows, job] = await Promise.all([
      versions.madeBy({ regenerationId, clipIndex }),
      jobs.find(jobId, viewer.id),
    ]);
    const clip = job?.clips.find((one) => one.clipIndex === clipIndex);
    if (job === null || clip === undefined) return [];
    return clipVersionViews(rows, job, clip, urls);
  }
}
