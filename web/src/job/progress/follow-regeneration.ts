import type { ApolloClient } from '@apollo/client';
import { fromEvent, lastValueFrom, map, merge, NEVER, takeUntil, takeWhile, timer } from 'rxjs';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { problemOf } from '../../errors/problem.js';
import { progressAfter } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

const PROGRESS_EVENT = graphql(`
  fragment ProgressEvent on RegenerationEvent {
    regenerationId
    sequence
    type
    progress
    message
  }
`);

const REGENERATION_PROGRESS = graphql(`
  subscription RegenerationProgress($id: ID!, $afterSequence: Int!) {
    regenerationProgress(regenerationId: $id, afterSequence: $afterSequence) {
      ...ProgressEvent
    }
  }
`);

const MISSED_EVENTS = graphql(`
  query MissedEvents($id: ID!, $afterSequence: Int!) {
    regeneration(id: $id) {
      id
      events(afterSequence: $afterSequence) {
        ...ProgressEvent
      }
    }
  }
`);

/** Spread, so that those whom a restarting server sent away do not all come back in one moment. */
const reconnectAfterMs = () => 1000 + Math.random() * 1000;

interface FollowInput {
  client: ApolloClient;
  start: ProgressState;
  onChange: (state: ProgressState) => void;
  signal: AbortSignal;
}

/**
 * Follows a regeneration to its end: a subscription while there is a websocket; after each loss what was missed
 * over HTTP, and a new subscription from the last event seen. Where websockets are blocked, that amounts to
 * polling. Resolves with the last state; its outcome is null when the signal aborted, or when the regeneration is
 * no longer the viewer's to see.
 */
export async function followRegeneration({
  client,
  start,
  onChange,
  signal,
}: FollowInput): Promise<ProgressState> {
  let state = start;
  const change = (next: ProgressState) => {
    if (next === state) return;
    state = next;
    onChange(state);
  };
  const take = (event: FragmentType<typeof PROGRESS_EVENT>) =>
    change(progressAfter(state, readFragment(PROGRESS_EVENT, event)));

  while (state.outcome === null && !signal.aborted) {
    await subscribeOnce(client, state, take, signal);
    if (state.outcome !== null || signal.aborted) break;
    const answer = await takeMissed(client, state, take);
    if (answer === 'gone') break;
    const connected = answer === 'reached';
    if (connected !== state.connected) change({ ...state, connected });
    if (state.outcome === null) await pause(reconnectAfterMs(), signal);
  }
  return state;
}

/** Waits, but no longer than until the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await lastValueFrom(timer(milliseconds).pipe(takeUntil(abortOf(signal))), { defaultValue: 0 });
}

/** Resolves when the subscription ends, for whatever reason. */
async function subscribeOnce(
  client: ApolloClient,
  { regenerationId, lastSequence }: ProgressState,
  take: (event: FragmentType<typeof PROGRESS_EVENT>) => void,
  signal: AbortSignal,
): Promise<void> {
  const events = client
    .subscribe({
      query: REGENERATION_PROGRESS,
      variables: { id: regenerationId, afterSequence: lastSequence },
      fetchPolicy: 'no-cache',
    })
    .pipe(
      takeWhile((result) => !result.error),
      map(({ data }) => data && take(data.regenerationProgress)),
      takeUntil(abortOf(signal)),
    );
  await lastValueFrom(events, { defaultValue: undefined }).catch(() => undefined);
}

async function takeMissed(
  client: ApolloClient,
  { regenerationId, lastSequence }: ProgressState,
  take: (event: FragmentType<typeof PROGRESS_EVENT>) => void,
): Promise<'reached' | 'lost' | 'gone'> {
  try {
    const { data } = await client.query({
      query: MISSED_EVENTS,
      variables: { id: regenerationId, afterSequence: lastSequence },
      fetchPolicy: 'no-cache',
    });
    data?.regeneration.events.forEach(take);
    return 'reached';
  } catch (error) {
    return ['NOT_FOUND', 'FORBIDDEN'].includes(problemOf(error).code) ? 'gone' : 'lost';
  }
}

function abortOf(signal: AbortSignal) {
  return merge(fromEvent(signal, 'abort'), signal.aborted ? timer(0) : NEVER);
}
