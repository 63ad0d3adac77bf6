import type { ApolloClient } from '@apollo/client';
import { lastValueFrom, map, merge, takeUntil, takeWhile } from 'rxjs';
import { graphql } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { abortOf } from '../../connection/pause.js';
import { socketLosses } from '../../connection/socket-state.js';
import { problemOf } from '../../errors/problem.js';

export const PROGRESS_EVENT = graphql(`
  fragment ProgressEvent on RegenerationEvent {
    regenerationId
    sequence
    type
    progress
    message
    clipIndex
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

export type ProgressEventRef = FragmentType<typeof PROGRESS_EVENT>;

interface From {
  id: string;
  afterSequence: number;
}

/** Resolves when the subscription ends for any reason: on its own the socket would restart it with old events. */
export async function subscribeOnce(
  client: ApolloClient,
  variables: From,
  take: (event: ProgressEventRef) => void,
  signal: AbortSignal,
): Promise<void> {
  const events = client.subscribe({ query: REGENERATION_PROGRESS, variables, fetchPolicy: 'no-cache' }).pipe(
    takeWhile((result) => !result.error),
    map(({ data }) => data && take(data.regenerationProgress)),
    takeUntil(merge(abortOf(signal), socketLosses)),
  );
  await lastValueFrom(events, { defaultValue: undefined }).catch(() => undefined);
}

/** What happened since, over HTTP; `gone` where the regeneration is no longer the viewer's to see. */
export async function missedEvents(
  client: ApolloClient,
  variables: From,
): Promise<readonly ProgressEventRef[] | 'lost' | 'gone'> {
  try {
    const { data } = await client.query({ query: MISSED_EVENTS, variables, fetchPolicy: 'no-cache' });
    return data?.regeneration.events ?? [];
  } catch (error) {
    return ['NOT_FOUND', 'FORBIDDEN'].includes(problemOf(error).code) ? 'gone' : 'lost';
  }
}
