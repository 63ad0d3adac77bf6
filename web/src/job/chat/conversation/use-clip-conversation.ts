import { clipsOf } from '../../clips-of.js';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useQuery } from '@apollo/client/react';
import { readFragment } from '../../../generated/fragment-masking.js';
import { CLIP_CONVERSATION, CONVERSATION_REGENERATION, conversationVariables } from './clip-conversation.js';
import { isSameConversation } from './conversation.js';
import type { LocalExchange } from './conversation.js';
import { historyOf, mergeConversation } from './exchanges.js';
import type { Exchange } from './exchanges.js';
import type { Conversations } from './use-conversations.js';

/**
 * The conversation about a clip, or the one about several of the video: what the server knows of it and what was asked in
 * this page. An instruction that is sent while the former still loads waits for it, since its history belongs to the
 * question. A regeneration of these clips that was started elsewhere, as in a second tab, is fetched when the job names it
 * as active.
 */
export function useClipConversation(
  jobId: string,
  clips: readonly number[],
  conversations: Conversations,
  activeRegenerationId: string | null,
) {
  const { data, error, refetch } = useQuery(CLIP_CONVERSATION, {
    variables: conversationVariables(jobId, clips),
    fetchPolicy: 'cache-and-network',
  });
  const [waiting, setWaiting] = useState<string | null>(null);
  const loaded = data !== undefined || error !== undefined;

  const known = readFragment(CONVERSATION_REGENERATION, data?.regenerations ?? []).toReversed();
  const oldestFirst =
    clips.length === 1 ? known : known.filter((regeneration) => clipsOf(regeneration).length > 1);
  const locals = conversations.exchanges.filter((exchange) => isSameConversation(clips, exchange.clips));
  const exchanges = mergeConversation(oldestFirst, locals);

  const askNow = (instruction: string, of = clips) => {
    const afterRegenerationId = oldestFirst.at(-1)?.id ?? null;
    // That of several may have been about others: each is known by its own changes.
    const history = of.length === 1 ? historyOf(exchanges) : [];
    void conversations.ask({ clips: of, takes: 1, instruction, history, afterRegenerationId });
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
    loaded && activeRegenerationId !== null && !known.some(({ id }) => id === activeRegenerationId);
  useEffect(() => {
    if (unknown) void refetch().catch(() => undefined);
  }, [unknown, refetch]);

  // Whether what failed can still be tried again changes as other changes begin and end.
  const knownActive = useRef(activeRegenerationId);
  const readFailedAgain = useEffectEvent(() => {
    if (known.some(({ canRetry, changes }) => canRetry || changes.some((change) => change.error !== null)))
      void refetch().catch(() => undefined);
  });
  useEffect(() => {
    if (knownActive.current === activeRegenerationId) return;
    knownActive.current = activeRegenerationId;
    readFailedAgain();
  }, [activeRegenerationId]);

  return {
    exchanges,
    loaded,
    /** Sent, but still waiting for the conversation. */
    waiting,
    ask: loaded ? askNow : setWaiting,
    /** Starts a refused exchange again in its place; asks anything else once more. */
    askAgain: ({ local, instruction, clips: of }: Exchange) => {
      if (local?.stage.kind === 'refused') void conversations.ask(local);
      else askNow(instruction, of);
    },
    /** Asks for the same in so many takes, in the place of the offer. */
    askForTakes: (exchange: LocalExchange, takes: number) => void conversations.ask({ ...exchange, takes }),
    loadingError: data ? undefined : error,
    reload: () => void refetch().catch(() => undefined),
  };
}
