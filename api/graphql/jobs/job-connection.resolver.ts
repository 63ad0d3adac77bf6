import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.js';
import type { JobConnectionParent } from './job-page.js';
import { JobConnectionType } from './job.type.js';

@Resolver(() => JobConnectionType)
export class JobConnectionResolver {
  // Counting reads all of the user's jobs, so it is done for those who ask for it.
  @FieldResolver(() => Int, {
    description: 'How many videos the viewer has, on all pages; with a search, how many it finds.',
  })
  async totalCount(
    @Root() { words }: JobConnectionParent,
    @Ctx() { jobs, viewer }: ApiContext,
  ): Promise<number> {
    return await jobs.count(viewer.id, words);
  }
}
