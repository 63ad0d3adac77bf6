import type { ApolloCache } from '@apollo/client';
import { capitalized, clipsInWords } from '../../format/clips.js';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { QueuedChangeFragment } from '../../generated/graphql.js';

export const QUEUED_CHANGE = graphql(`
  fragment QueuedChange on QueuedChange {
    id
    state
    question
    onFailure
    changes {
      clipIndex
      instruction
      action
      videoModel
      takes
    }
    estimatedCost {
      total
      known
    }
  }
`);

/** What of a video its queue is made of. */
export const JOB_QUEUE = graphql(`
  fragment JobQueue on Job {
    id
    activeRegeneration {
      id
    }
    queue {
      id
      ...QueuedChange
    }
  }
`);

export type JobQueue = FragmentType<typeof JOB_QUEUE>;

/** Whether a change that is confirmed now would have to wait, and what waits already. */
export interface QueueState {
  isBusy: boolean;
  queuedIds: readonly string[];
}

export function queueState(jobRef: JobQueue): QueueState {
  const job = readFragment(JOB_QUEUE, jobRef);
  const waiting = job.queue.map((one) => readFragment(QUEUED_CHANGE, one));
  const isBusy = Boolean(job.activeRegeneration) || waiting.some(({ state }) => state === 'WAITING');
  return { isBusy, queuedIds: waiting.map(({ id }) => id) };
}

const ENTERED_QUEUE = graphql(`
  fragment EnteredQueue on Job {
    id
    queue {
      id
      ...QueuedChange
    }
  }
`);

/** Enters a queue as the server has it now: it changes in other tabs, and as its changes begin. Returns whether it is news. */
export function enterQueue(cache: ApolloCache, jobRef: FragmentType<typeof ENTERED_QUEUE>): boolean {
  const job = readFragment(ENTERED_QUEUE, jobRef);
  const id = cache.identify({ __typename: 'Job', id: job.id });
  const options = { id, fragment: ENTERED_QUEUE, fragmentName: 'EnteredQueue' };
  if (JSON.stringify(cache.readFragment(options)?.queue) === JSON.stringify(job.queue)) return false;
  cache.writeFragment({ ...options, data: job });
  return true;
}

type Changes = Pick<QueuedChangeFragment, 'changes'>;

/** "Clip 3", "Clips 1, 2 and 5", "12 clips": all of a change, or those with one of its wishes. */
export function clipsNamed({ changes }: Changes, wish?: string): string {
  const those = wish === undefined ? changes : changes.filter(({ instruction }) => instruction === wish);
  return capitalized(clipsInWords(those.map(({ clipIndex }) => clipIndex)));
}

/** What was asked for, each wish once. */
export function wishesOf({ changes }: Changes): string[] {
  return [...new Set(changes.map(({ instruction }) => instruction))];
}
