import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { clipChangeView } from '../regenerations/regeneration-view.js';
import { RegenerationType } from '../regenerations/regeneration.type.js';
import { ClipChangeType } from './clip-change.type.js';

@Resolver(() => RegenerationType)
export class ClipChangesResolver {
  @FieldResolver(() => [ClipChangeType], {
    description: 'What is changed, by clipIndex; empty where footage only comes back.',
  })
  async changes(
    @Root() { id }: RegenerationType,
    @Ctx() { regenerations }: ApiContext,
  ): Promise<ClipChangeType[]> {
    return (await regenerations.changesOf(id)).map(clipChangeView);
  }
}
