import { useEffect, useRef } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';
import type { ClipPart } from './ClipParts.js';
import type { ProgressState } from './progress-state.js';

const CLIPS_PROGRESS = graphql(`
  query ClipsProgress($id: ID!) {
    regeneration(id: $id) {
      id
      changes {
        clipIndex
        status
        progress
        error {
          code
          message
          retryable
        }
      }
    }
  }
`);

/** Events come several times a second. */
const READ_EVERY_MS = 1000;

interface Active {
  id: string;
  clipIndex: number;
  progress: number;
  changes: readonly ClipPart[];
}

/**
 * The percentage of each clip that is being changed, for its card. Events tell the percentage of the whole, which is that of
 * the clip where it is the only one; of several, each clip's is read while events come.
 */
export function useClipsProgress(
  active: Active | null,
  live: ProgressState | null,
): ReadonlyMap<number, number> {
  const client = useApolloClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const several = active !== null && active.changes.length > 1;
  const id = active?.id;
  const sequence = live?.lastSequence ?? 0;

  useEffect(() => {
    if (!several || id === undefined || timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      const query = { query: CLIPS_PROGRESS, variables: { id }, fetchPolicy: 'network-only' as const };
      // What is lost is read with the next event.
      client.query(query).catch(() => undefined);
    }, READ_EVERY_MS);
  }, [client, id, several, sequence]);
  useEffect(
    () => () => {
      clearTimeout(timer.current ?? undefined);
      timer.current = null;
    },
    [],
  );

  if (active === null) return new Map();
  if (!several) return new Map([[active.clipIndex, live?.percent ?? active.progress]]);
  return new Map(
    active.changes
      .filter(({ status }) => status !== 'FAILED')
      .map(({ clipIndex, progress }) => [clipIndex, progress]),
  );
}
