import { useEffect, useEffectEvent, useState } from 'react';
import { useQuery } from '@apollo/client/react';
import { readFragment } from '../../../generated/fragment-masking.js';
import { CLIP_CONVERSATION, CONVERSATION_REGENERATION } from './clip-conversation.js';
import { historyOf, mergeConversation } from './exchanges.js';
import type { Exchange } from './exchanges.js';
import type { Conversations } from './use-conversations.js';

/**
 * The conversation about one clip: what the server knows of it and what was asked in this page. An instruction that
 * is sent while the former still loads waits for it, since its history belongs to the question. A regeneration of
 * this clip that was started elsewhere, as in a second tab, is fetched when the job names it as active.
 */
export function useClipConversation(
  jobId: string,
  clipIndex: number,
  conversations: Conversations,
  activeRegenerationId: string | null,
) {
  const { data, error, refetch } = useQuery(CLIP_CONVERSATION, {
    variables: { jobId, clipIndex },
    fetchPolicy: 'cache-and-network',
  });
  const [waiting, setWaiting] = useState<string | null>(null);
  const loaded = data !== undefined || error !== undefined;

  const oldestFirst = readFragment(CONVERSATION_REGENERATION, data?.regenerations ?? []).toReversed();
  const locals = conversations.exchanges.filter((exchange) => exchange.clipIndex === clipIndex);
  const exchanges = mergeConversation(oldestFirst, locals);

  const askNow = (instruction: string) => {
    const afterRegenerationId = oldestFirst.at(-1)?.id ?? null;
    void conversations.ask({ clipIndex, instruction, history: historyOf(exchanges), afterRegenerationId });
  };
  const askWaiting = useEffectEvent(() => {
    if (waiting === null) return;
    setWaiting(null);
    askNow(waiting);
  });
  useEffect(() => {
    if (loaded) askWaiting();
  }, [loaded]);

  const unknown =
    loaded && activeRegenerationId !== null && !oldestFirst.some(({ id }) => id === activeRegenerationId);
  useEffect(() => {
    if (unknown) void refetch().catch(() => undefined);
  }, [unknown, refetch]);

  return {
    exchanges,
    loaded,
    /** Sent, but still waiting for the conversation. */
    waiting,
    ask: loaded ? askNow : setWaiting,
    /** Starts a refused exchange again in its place; asks anything else once more. */
    askAgain: ({ local, instruction }: Exchange) => {
      if (local?.stage.kind === 'refused') void conversations.ask(local);
      else askNow(instruction);
    },
    loadingError: data ? undefined : error,
    reload: () => void refetch().catch(() => undefined),
  };
}
