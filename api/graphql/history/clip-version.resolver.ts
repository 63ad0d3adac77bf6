import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ClipParent } from '../clips/clip-view.js';
import { ClipType } from '../clips/clip.type.js';
import type { ApiContext } from '../context.js';
import { findRegeneration } from '../regenerations/regeneration-query.js';
import { RegenerationType } from '../regenerations/regeneration.type.js';
import { ClipVersionConnectionType, ClipVersionType } from './clip-version.type.js';
import { connection, parsePage } from './version-page.js';
import { clipVersionViews, type ClipVersionParent } from './version-view.js';

@Resolver(() => ClipType)
export class ClipVersionsResolver {
  @FieldResolver(() => ClipVersionConnectionType, {
    description: 'Its versions, newest first, down to the original. Errors: BAD_USER_INPUT.',
  })
  async versions(
    @Root() { job, record }: ClipParent,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true, description: 'Page size, 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Returns the versions before this cursor.' })
    after: string | null | undefined,
    @Ctx() { versions, urls }: ApiContext,
  ): Promise<ClipVersionConnectionType> {
    const { clipIndex } = record;
    const page = await versions.clipVersions({ jobId: job.id, clipIndex, ...parsePage(first, after) });
    return connection(page, clipVersionViews(page.rows, job, record, urls));
  }
}

@Resolver(() => ClipVersionType)
export class ClipVersionResolver {
  @FieldResolver(() => RegenerationType, {
    nullable: true,
    description: 'What made it; null for the original.',
  })
  async regeneration(
    @Root() { regenerationId }: ClipVersionParent,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationType | null> {
    return regenerationId === null ? null : await findRegeneration(context, regenerationId);
  }
}
