import { Arg, Ctx, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { RegenerationEvent } from '../../../core/regeneration/events.js';
import type { ApiContext } from '../context.js';
import { isUuid } from '../../../core/util/uuid.js';
import { noSuchRegeneration, somebodyElses } from './regeneration-query.js';
import { eventView } from './regeneration-view.js';
import { ProgressEventType } from './regeneration.type.js';

interface ProgressArguments {
  regenerationId: string;
  afterSequence?: number | null;
}

@Resolver()
export class ProgressResolver {
  @Subscription(() => ProgressEventType, {
    description:
      'All events after afterSequence, then live ones; completes with the one that ends the change. sequence is contiguous from 1 within a regeneration; a client drops what it has seen. Errors: NOT_FOUND, FORBIDDEN.',
    subscribe: async ({ args, context }) =>
      await openProgress(args as ProgressArguments, context as ApiContext),
  })
  regenerationProgress(
    @Arg('regenerationId', () => ID, { description: 'The change to follow.' }) _regenerationId: string,
    @Arg('afterSequence', () => Int, {
      defaultValue: 0,
      nullable: true,
      description: 'The last sequence that the client has seen; 0 for all.',
    })
    _afterSequence: number | null,
    @Root() event: RegenerationEvent,
    @Ctx() { urls }: ApiContext,
  ): ProgressEventType {
    return eventView(event, urls);
  }
}

async function openProgress(
  { regenerationId, afterSequence }: ProgressArguments,
  { viewer, progress }: ApiContext,
): Promise<AsyncIterable<RegenerationEvent>> {
  const id = regenerationId.toLowerCase();
  const owner = isUuid(id) ? await progress.ownerOf(id) : null;
  if (owner === null) throw noSuchRegeneration();
  if (owner !== viewer.id) throw somebodyElses();
  return progress.events(id, afterSequence ?? 0);
}
