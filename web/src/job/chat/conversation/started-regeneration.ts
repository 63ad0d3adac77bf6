import type { ApolloCache } from '@apollo/client';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { JOB_REGENERATIONS, regenerationsVariables } from './regenerations.js';

const STARTED_REGENERATION = graphql(`
  fragment StartedRegeneration on Regeneration {
    id
    jobId
    ...ActiveRegeneration
    ...ConversationRegeneration
  }
`);

export type StartedRegeneration = FragmentType<typeof STARTED_REGENERATION>;

/** Enters a regeneration that has just been admitted into the cached job and conversation. */
export function enterStarted(cache: ApolloCache, started: StartedRegeneration): void {
  const { id, jobId } = readFragment(STARTED_REGENERATION, started);
  cache.modify({
    id: cache.identify({ __typename: 'Job', id: jobId }),
    fields: {
      status: () => 'REGENERATING',
      activeRegeneration: (_, { toReference }) => toReference({ __typename: 'Regeneration', id }) ?? null,
    },
  });
  enterConversation(cache, started);
}

/** Enters a regeneration that is new into the cached conversation of its video. */
export function enterConversation(cache: ApolloCache, started: StartedRegeneration): void {
  const regeneration = readFragment(STARTED_REGENERATION, started);
  const { id, jobId } = regeneration;
  const options = { query: JOB_REGENERATIONS, variables: regenerationsVariables(jobId) };
  cache.updateQuery(options, (cached) =>
    cached && !cached.regenerations.some((known) => known.id === id)
      ? { ...cached, regenerations: [regeneration, ...cached.regenerations] }
      : cached,
  );
}
