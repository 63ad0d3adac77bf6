import type { ApolloCache } from '@apollo/client';
import { clipsOf } from '../../clips-of.js';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { CLIP_CONVERSATION, CONVERSATION_REGENERATION, conversationVariables } from './clip-conversation.js';

const STARTED_REGENERATION = graphql(`
  fragment StartedRegeneration on Regeneration {
    id
    jobId
    ...ActiveRegeneration
    ...ConversationRegeneration
  }
`);

/** Enters a regeneration that has just been admitted into the cached job and conversations. */
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

/** Enters a regeneration that is new into the cached conversations: of each of its clips, and of several. */
export function enterConversation(
  cache: ApolloCache,
  started: FragmentType<typeof STARTED_REGENERATION>,
): void {
  const regeneration = readFragment(STARTED_REGENERATION, started);
  const { id, jobId } = regeneration;
  const clips = clipsOf(readFragment(CONVERSATION_REGENERATION, regeneration));
  for (const conversation of [...clips.map((clip) => [clip]), []]) {
    const variables = conversationVariables(jobId, conversation);
    cache.updateQuery({ query: CLIP_CONVERSATION, variables }, (cached) =>
      cached && !cached.regenerations.some((known) => known.id === id)
        ? { ...cached, regenerations: [regeneration, ...cached.regenerations] }
        : cached,
    );
  }
}
