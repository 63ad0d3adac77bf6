import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../generated/gql.js';
import type { QueueChangesInput } from '../../generated/graphql.js';
import { enterStarted } from '../chat/conversation/started-regeneration.js';

const QUEUE_CHANGES = graphql(`
  mutation QueueChanges($input: QueueChangesInput!) {
    queueChanges(input: $input) {
      job {
        id
        ...EnteredQueue
      }
      queuedChange {
        id
      }
      regeneration {
        id
        ...StartedRegeneration
      }
    }
  }
`);

/** What became of changes that were queued: they wait, or have begun. */
export type Queued = { queuedId: string } | { regenerationId: string };

/** Accepts an offer: its changes begin, or wait for their turn where the video is busy. The server knows which. */
export async function queueChanges(client: ApolloClient, input: QueueChangesInput): Promise<Queued> {
  const { data } = await client.mutate({
    mutation: QUEUE_CHANGES,
    variables: { input },
    update: (cache, { data: answer }) => {
      const started = answer?.queueChanges.regeneration;
      if (started) enterStarted(cache, started);
    },
  });
  if (!data) throw new Error('The queue came without data.');
  const { queuedChange, regeneration } = data.queueChanges;
  if (queuedChange) return { queuedId: queuedChange.id };
  if (regeneration) return { regenerationId: regeneration.id };
  throw new Error('The changes neither wait nor run.');
}
