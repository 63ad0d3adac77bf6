import { useEffect, useEffectEvent, useRef } from 'react';
import { useQuery } from '@apollo/client/react';
import { readFragment } from '../../../generated/fragment-masking.js';
import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { CHAT_MESSAGE, CONVERSATION, PAGE } from './messages.js';
import type { ChatMessage } from './messages.js';
import { CONVERSATION_REGENERATION, JOB_REGENERATIONS, regenerationsVariables } from './regenerations.js';
import { timelineOf } from './timeline.js';
import type { Entry } from './timeline.js';

/** A message with the work that stands in the place of its offer. */
export interface SaidMessage extends ChatMessage {
  regeneration: ConversationRegenerationFragment | null;
}

export type ConversationEntry = Entry<SaidMessage, ConversationRegenerationFragment>;

/**
 * The conversation about a video as the server has it: what was said, and work that nobody said here. A regeneration that
 * began elsewhere is read when the job names it as active.
 */
export function useConversation(jobId: string, activeRegenerationId: string | null) {
  const fetchPolicy = 'cache-and-network';
  // What is read again leaves the earlier messages that were read.
  const refetchWritePolicy = 'merge';
  const said = useQuery(CONVERSATION, { variables: { jobId, first: PAGE }, fetchPolicy, refetchWritePolicy });
  const done = useQuery(JOB_REGENERATIONS, { variables: regenerationsVariables(jobId), fetchPolicy });
  const page = said.data?.job.conversation;
  const known = readFragment(CONVERSATION_REGENERATION, done.data?.regenerations ?? []);
  const loaded =
    (said.data !== undefined || said.error !== undefined) &&
    (done.data !== undefined || done.error !== undefined);
  const hasEarlier = page?.pageInfo.hasNextPage ?? false;
  const messages = (page?.edges ?? [])
    .map(({ node }) => withWork(readFragment(CHAT_MESSAGE, node)))
    .reverse();
  const entries: ConversationEntry[] = timelineOf(messages, known.toReversed(), hasEarlier);

  const reload = () => {
    void said.refetch().catch(() => undefined);
    void done.refetch().catch(() => undefined);
  };
  const isUnknown =
    loaded &&
    activeRegenerationId !== null &&
    entries.every(({ regeneration }) => regeneration?.id !== activeRegenerationId);
  const readUnknown = useEffectEvent(reload);
  useEffect(() => {
    if (isUnknown) readUnknown();
  }, [isUnknown]);

  // Whether what failed can still be tried again changes as other changes begin and end.
  const knownActive = useRef(activeRegenerationId);
  const readFailedAgain = useEffectEvent(() => {
    if (known.some(({ canRetry, changes }) => canRetry || changes.some((change) => change.error !== null)))
      reload();
  });
  useEffect(() => {
    if (knownActive.current === activeRegenerationId) return;
    knownActive.current = activeRegenerationId;
    readFailedAgain();
  }, [activeRegenerationId]);

  const readEarlier = () =>
    void said
      .fetchMore({ variables: { first: PAGE, after: page?.pageInfo.endCursor ?? null } })
      .catch(() => undefined);
  return {
    entries,
    suggested: said.data?.job ?? null,
    loaded,
    earlier: hasEarlier ? readEarlier : null,
    loadingError: (said.data ? undefined : said.error) ?? (done.data ? undefined : done.error),
    reload,
  };
}

function withWork(message: ChatMessage): SaidMessage {
  const { attachment } = message;
  return {
    ...message,
    regeneration:
      attachment?.__typename === 'Regeneration' ? readFragment(CONVERSATION_REGENERATION, attachment) : null,
  };
}
