import { useRef } from 'react';
import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import type { JobPulseQuery } from '../generated/graphql.js';
import { usePulse } from '../connection/use-pulse.js';

const JOB_PULSE = graphql(`
  query JobPulse($id: ID!) {
    job(id: $id) {
      id
      status
      totalCost
      activeRegeneration {
        id
      }
    }
    regenerations(jobId: $id, first: 1) {
      id
      status
      lastSequence
    }
  }
`);

const KNOWN_JOB = graphql(`
  fragment KnownJob on Job {
    id
    status
    totalCost
    activeRegeneration {
      id
    }
  }
`);

const KNOWN_STATUS = graphql(`
  fragment KnownStatus on Regeneration {
    id
    status
  }
`);

const KNOWN_SEQUENCE = graphql(`
  fragment KnownSequence on Regeneration {
    id
    lastSequence
  }
`);

/** Someone waits for what happens to be seen; otherwise only another tab or the pipeline can change something. */
const EVERY_MS = { active: 2000, quiet: 2500 } as const;

/**
 * Keeps a job's page true beside its subscription: what began, was canceled or ended elsewhere, or while the page
 * slept. One light query; only what is news makes the page load again.
 */
export function useJobPulse(jobId: string): void {
  const client = useApolloClient();
  const reloadedFor = useRef<string | null>(null);
  const active = useRef(false);
  usePulse<JobPulseQuery>({
    ask: (signal) => askForJob(client, jobId, signal),
    take: (truth) => {
      active.current = Boolean(truth.job.activeRegeneration);
      const news = newsIn(client, truth);
      if (news === null || news === reloadedFor.current) return;
      reloadedFor.current = news;
      void client.refetchQueries({ include: 'active' });
    },
    everyMs: () => (active.current ? EVERY_MS.active : EVERY_MS.quiet),
  });
}

async function askForJob(client: ApolloClient, id: string, signal: AbortSignal): Promise<JobPulseQuery> {
  const { data } = await client.query({
    query: JOB_PULSE,
    variables: { id },
    fetchPolicy: 'no-cache',
    context: { fetchOptions: { signal }, queryDeduplication: false },
  });
  if (!data) throw new Error('The pulse came without data.');
  return data;
}

/** Enters what is cheap to enter, and names what makes the page load again; null where there is nothing. */
function newsIn(client: ApolloClient, { job, regenerations }: JobPulseQuery): string | null {
  const known = knownJob(client, job.id);
  const newest = regenerations[0];
  if (!known) return null;
  const followed = known.activeRegeneration?.id;
  if (newest && newest.id === followed) {
    enterProgress(client, newest);
    return null;
  }
  const { totalCost, status, activeRegeneration: active } = job;
  const isKnown =
    (newest === undefined || knownStatus(client, newest.id) === newest.status) &&
    known.status === status &&
    known.totalCost === totalCost &&
    followed === active?.id;
  return isKnown ? null : [newest?.id, newest?.status, status, totalCost, active?.id].join();
}

/** Of a regeneration that the page follows. Its end is for the follower to find, which loads all that it changes. */
function enterProgress({ cache }: ApolloClient, newest: JobPulseQuery['regenerations'][number]): void {
  const { id: regenerationId, status, lastSequence } = newest;
  const of = { __typename: 'Regeneration' as const, id: regenerationId };
  const id = cache.identify(of);
  cache.writeFragment({ id, fragment: KNOWN_SEQUENCE, data: { ...of, lastSequence } });
  if (status === 'CANCELING') cache.writeFragment({ id, fragment: KNOWN_STATUS, data: { ...of, status } });
}

function knownJob({ cache }: ApolloClient, id: string) {
  return cache.readFragment({ id: cache.identify({ __typename: 'Job', id }), fragment: KNOWN_JOB });
}

function knownStatus({ cache }: ApolloClient, id: string) {
  const fragment = KNOWN_STATUS;
  return cache.readFragment({ id: cache.identify({ __typename: 'Regeneration', id }), fragment })?.status;
}
