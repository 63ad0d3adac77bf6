import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { graphql, readFragment } from '../generated/index.js';
import type { JobChangedSubscription, JobTruthFragment, RegenerationStatus } from '../generated/graphql.js';
import { outdateAnswers } from '../apollo/fresh-answers.js';
import { CONVERSATION } from './chat/conversation/messages.js';
import { enterQueue } from './queue/queue.js';
import { useChanges } from '../connection/use-changes.js';

const JOB_TRUTH = graphql(`
  fragment JobTruth on Job {
    id
    title
    status
    totalCost
    versionNumber
    conversationRevision
    previewsRevision
    activeRegeneration {
      id
      status
      lastSequence
    }
    ...EnteredQueue
  }
`);

const JOB_CHANGED = graphql(`
  subscription JobChanged($jobId: ID!) {
    jobChanged(jobId: $jobId) {
      type
      job {
        ...JobTruth
      }
    }
  }
`);

/** Includes regenerations that may have started and ended while the page was offline. */
const JOB_NEWS = graphql(`
  query JobNews($jobId: ID!) {
    job(id: $jobId) {
      id
      ...JobTruth
    }
    regenerations(jobId: $jobId, first: 1) {
      id
      status
      lastSequence
    }
  }
`);

const KNOWN_JOB = graphql(`
  fragment KnownJob on Job {
    id
    title
    status
    totalCost
    versionNumber
    activeRegeneration {
      id
    }
  }
`);

const KNOWN_CONVERSATION = graphql(`
  fragment KnownConversation on Job {
    id
    conversationRevision
  }
`);

const KNOWN_PREVIEWS = graphql(`
  fragment KnownPreviews on Job {
    id
    previewsRevision
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

type Newest = NonNullable<JobTruthFragment['activeRegeneration']>;

interface Heard {
  job: JobTruthFragment;
  newest?: Newest | null;
}

/**
 * Keeps a job's page true beside the progress of its regeneration: what began, was canceled or ended elsewhere, or while
 * the page slept. Only what is news makes the page load again. Returns whether the job was deleted meanwhile.
 * @param isLoaded Whether the page's own query has been answered; what is heard before is compared with that answer.
 */
export function useJobChanges(jobId: string, isLoaded: boolean): boolean {
  const client = useApolloClient();
  const heardBefore = useRef<Heard | null>(null);
  const reloadedFor = useRef<string | null>(null);
  const begun = useRef(false);
  const [deleted, setDeleted] = useState<string | null>(null);
  const reload = () => {
    outdateAnswers();
    void client.refetchQueries({ include: 'active' });
  };
  const take = (heard: Heard) => {
    const { job, newest } = heard;
    heardBefore.current = isLoaded ? null : heard;
    if (!isLoaded) return;
    if (enterQueue(client.cache, job)) outdateAnswers();
    if (isConversationNews(client, job)) {
      outdateAnswers('Conversation');
      void client.refetchQueries({ include: [CONVERSATION] });
    }
    const news = newsIn(client, job, newest) ?? previewsNews(client, job);
    if (news === null || news === reloadedFor.current) return;
    reloadedFor.current = news;
    reload();
  };
  const takeHeardBefore = useEffectEvent(() => {
    if (heardBefore.current?.job.id === jobId) take(heardBefore.current);
  });
  useEffect(() => {
    if (!isLoaded) return undefined;
    // Until the answer has been passed on, its query counts as under way, and would not be sent again.
    const next = setTimeout(takeHeardBefore);
    return () => clearTimeout(next);
  }, [isLoaded, jobId]);
  useChanges<JobChangedSubscription>(jobId, {
    subscribe: (of) => of.subscribe({ query: JOB_CHANGED, variables: { jobId }, fetchPolicy: 'no-cache' }),
    take: ({ jobChanged: { type, job } }, askNow) => {
      // The first one comes right after the page itself.
      if (type === 'SNAPSHOT' && begun.current) return askNow();
      begun.current = true;
      if (type === 'DELETED') setDeleted(jobId);
      else if (!job || type === 'EXPIRED') reload();
      else take({ job: readFragment(JOB_TRUTH, job) });
    },
    ask: async (signal) => {
      const { data } = await client.query({
        query: JOB_NEWS,
        variables: { jobId },
        fetchPolicy: 'no-cache',
        context: { fetchOptions: { signal }, queryDeduplication: false },
      });
      if (!data || signal.aborted) return;
      take({ job: readFragment(JOB_TRUTH, data.job), newest: data.regenerations[0] ?? null });
    },
  });
  return deleted === jobId;
}

/**
 * Enters what is cheap to enter, and names what makes the page load again; null where there is nothing.
 * @param newest null: there has been none; by default what is known of it is the active one
 */
export function newsIn(
  client: ApolloClient,
  job: JobTruthFragment,
  newest = job.activeRegeneration,
): string | null {
  const known = knownJob(client, job.id);
  if (!known || isOld(client, newest)) return null;
  const { title, totalCost, versionNumber, status, activeRegeneration: active } = job;
  const followed = known.activeRegeneration?.id;
  // The regeneration's own follower handles its end and loads everything it changes.
  if (followed !== undefined && (!newest || newest.id === followed)) {
    if (newest) enterProgress(client, newest);
    return known.title === title ? null : title;
  }
  const isKnown =
    (!newest || knownStatus(client, newest.id) === newest.status) &&
    known.title === title &&
    known.status === status &&
    known.totalCost === totalCost &&
    known.versionNumber === versionNumber &&
    followed === active?.id;
  return isKnown
    ? null
    : [newest?.id, newest?.status, title, status, totalCost, versionNumber, active?.id].join();
}

/** Whether more was said or measured than the page shows, or another version of the video is worth other suggestions. */
function isConversationNews(
  { cache }: ApolloClient,
  { id, conversationRevision }: JobTruthFragment,
): boolean {
  const of = { id: cache.identify({ __typename: 'Job', id }), fragment: KNOWN_CONVERSATION };
  const known = cache.readFragment(of)?.conversationRevision;
  return known !== undefined && known !== conversationRevision;
}

/**
 * Names what was made for the page of the video that it shows, as of one of an earlier release; null where there is nothing new.
 * What a change makes is loaded at its end.
 */
export function previewsNews(client: ApolloClient, job: JobTruthFragment): string | null {
  const { id, previewsRevision, versionNumber, activeRegeneration } = job;
  const shown = knownJob(client, id);
  const of = { id: client.cache.identify({ __typename: 'Job', id }), fragment: KNOWN_PREVIEWS };
  const known = client.cache.readFragment(of)?.previewsRevision;
  if (known === undefined || known === previewsRevision || activeRegeneration) return null;
  return shown?.versionNumber === versionNumber && !shown.activeRegeneration
    ? `previews ${previewsRevision}`
    : null;
}

/** Written before an end that the page knows by now: sockets and requests overtake each other, and an end is final. */
function isOld(client: ApolloClient, newest: Newest | null): boolean {
  if (!newest) return false;
  const known = knownStatus(client, newest.id);
  return known !== undefined && isEnded(known) && !isEnded(newest.status);
}

const isEnded = (status: RegenerationStatus): boolean => ['COMPLETED', 'FAILED', 'CANCELED'].includes(status);

/** Of a regeneration that the page follows. */
function enterProgress({ cache }: ApolloClient, newest: Newest): void {
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
