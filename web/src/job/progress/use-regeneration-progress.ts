import { useEffect, useEffectEvent, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { followRegeneration, pause } from './follow-regeneration.js';
import { progressAtStart } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

const ACTIVE_REGENERATION = graphql(`
  fragment ActiveRegeneration on Regeneration {
    id
    clipIndex
    progress
    lastSequence
  }
`);

const REGENERATION_OUTCOME = graphql(`
  query RegenerationOutcome($id: ID!) {
    regeneration(id: $id) {
      id
      ...ConversationRegeneration
    }
  }
`);

const RELOAD_AGAIN_AFTER_MS = 3000;

/**
 * The progress of the regeneration under way, with one subscription for the whole page; of the last one when there
 * is none. At its end the regeneration and, by `onEnded`, the job are loaded anew, again and again until the job
 * no longer names it as active.
 */
export function useRegenerationProgress(
  activeRef: FragmentType<typeof ACTIVE_REGENERATION> | null,
  onEnded: (last: ProgressState) => Promise<void>,
): ProgressState | null {
  const client = useApolloClient();
  const [progress, setProgress] = useState<ProgressState | null>(null);
  const active = readFragment(ACTIVE_REGENERATION, activeRef);
  const ended = useEffectEvent(onEnded);
  const begin = useEffectEvent(() => active && progressAtStart(active));
  const activeId = active?.id;

  useEffect(() => {
    const start = begin();
    if (!start) return undefined;
    const abort = new AbortController();
    const { signal } = abort;
    const follow = async () => {
      setProgress(start);
      const last = await followRegeneration({ client, start, onChange: setProgress, signal });
      while (!signal.aborted) {
        const outcome = { query: REGENERATION_OUTCOME, variables: { id: start.regenerationId } };
        await client.query({ ...outcome, fetchPolicy: 'network-only' }).catch(() => undefined);
        await ended(last);
        await pause(RELOAD_AGAIN_AFTER_MS, signal);
      }
    };
    void follow();
    return () => abort.abort();
  }, [client, activeId]);

  return progress;
}
