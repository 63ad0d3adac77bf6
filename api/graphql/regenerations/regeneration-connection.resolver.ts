import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.js';
import type { JobParent } from '../jobs/job-view.js';
import { JobType } from '../jobs/job.type.js';
import {
  RegenerationConnectionType,
  type RegenerationConnectionParent,
} from './regeneration-connection.type.js';
import { pageOfRegenerations } from './regeneration-query.js';

@Resolver(() => JobType)
export class JobRegenerationsResolver {
  @FieldResolver(() => RegenerationConnectionType, {
    description: 'The changes of the video, newest first; Relay-style cursors.',
  })
  async regenerations(
    @Root() { record }: JobParent,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true, description: 'Page size, 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Returns the changes after this cursor.' })
    after: string | null | undefined,
    @Arg('clipIndex', () => Int, { nullable: true, description: 'Only changes of this clip; counts from 0.' })
    clipIndex: number | null | undefined,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationConnectionType> {
    const which = { jobId: record.id, clipIndex: clipIndex ?? null };
    return await pageOfRegenerations(context, which, { first: first ?? 20, after: after ?? null });
  }
}

@Resolver(() => RegenerationConnectionType)
export class RegenerationConnectionResolver {
  // Counting reads all of the video's changes, so it is done for those who ask for it.
  @FieldResolver(() => Int, { description: 'How many changes there are, on all pages.' })
  async totalCount(
    @Root() { which }: RegenerationConnectionParent,
    @Ctx() { regenerations }: ApiContext,
  ): Promise<number> {
    return await regenerations.count(which);
  }
}
