import { useEffect, useEffectEvent, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { Subject } from 'rxjs';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { outdateAnswers } from '../../apollo/fresh-answers.js';
import { pause } from '../../connection/pause.js';
import { wakes } from '../../connection/wakes.js';
import { followRegeneration } from './follow-regeneration.js';
import { progressAtStart } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

const ACTIVE_REGENERATION = graphql(`
  fragment ActiveRegeneration on Regeneration {
    id
    clipIndex
    changes {
      clipIndex
      status
      progress
    }
    progress
    lastSequence
  }
`);

/** Both in one answer, so that chat, player and clips agree. */
const REGENERATION_OUTCOME = graphql(`
  query RegenerationOutcome($jobId: ID!, $regenerationId: ID!) {
    job(id: $jobId) {
      id
      ...JobEditor
    }
    regeneration(id: $regenerationId) {
      id
      ...ConversationRegeneration
    }
  }
`);

const RELOAD_AGAIN_AFTER_MS = 1500;

/**
 * The progress of a job's active regeneration, or of the last one, with one subscription for the whole page. A newer
 * sequence in the cache than the subscription has delivered shows that its socket may be dead. After the end and
 * `onEnded`, job and regeneration are reloaded until the job no longer names the regeneration as active.
 */
export function useRegenerationProgress(
  jobId: string,
  activeRef: FragmentType<typeof ACTIVE_REGENERATION> | null,
  onEnded: (last: ProgressState) => void,
): ProgressState | null {
  const client = useApolloClient();
  const [reached] = useState(() => new Subject<number>());
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
      const last = await followRegeneration({ client, start, onChange: setProgress, signal, reached });
      if (!signal.aborted) ended(last);
      outdateAnswers();
      const variables = { jobId, regenerationId: start.regenerationId };
      while (!signal.aborted) {
        const outcome = { query: REGENERATION_OUTCOME, variables, fetchPolicy: 'network-only' as const };
        await client.query(outcome).catch(() => undefined);
        await pause(RELOAD_AGAIN_AFTER_MS, signal, wakes);
      }
    };
    void follow();
    return () => abort.abort();
  }, [client, jobId, activeId, reached]);
  const lastSequence = active?.lastSequence;
  useEffect(() => {
    if (lastSequence !== undefined) reached.next(lastSequence);
  }, [lastSequence, reached]);

  return progress;
}
