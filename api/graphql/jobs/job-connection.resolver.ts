import { Ctx, FieldResolver, Int, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { JobConnectionType } from './job.type.js';

@Resolver(() => JobConnectionType)
export class JobConnectionResolver {
  // Counting reads all of the user's jobs, so it is done for those who ask for it.
  @FieldResolver(() => Int, { description: 'How many videos the viewer has, on all pages.' })
  async totalCount(@Ctx() { jobs, viewer }: ApiContext): Promise<number> {
    return await jobs.count(viewer.id);
  }
}
