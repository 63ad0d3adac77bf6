import type { ApolloCache } from '@apollo/client';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { CLIP_CONVERSATION } from './clip-conversation.js';

const STARTED_REGENERATION = graphql(`
  fragment StartedRegeneration on Regeneration {
    id
    jobId
    clipIndex
    ...ActiveRegeneration
    ...ConversationRegeneration
  }
`);

/** Enters a regeneration that has just been admitted into the cached job and conversation. */
export function enterStarted(cache: ApolloCache, started: FragmentType<typeof STARTED_REGENERATION>): void {
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

/** Enters a regeneration that is new into the cached conversation. */
export function enterConversation(
  cache: ApolloCache,
  started: FragmentType<typeof STARTED_REGENERATION>,
): void {
  const regeneration = readFragment(STARTED_REGENERATION, started);
  const { id, jobId, clipIndex } = regeneration;
  cache.updateQuery({ query: CLIP_CONVERSATION, variables: { jobId, clipIndex } }, (cached) =>
    cached && !cached.regenerations.some((known) => known.id === id)
      ? { ...cached, regenerations: [regeneration, ...cached.regenerations] }
      : cached,
  );
}
