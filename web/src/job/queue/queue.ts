import type { ApolloCache } from '@apollo/client';
import { capitalized, clipsInWords } from '../../format/clips.js';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { QueuedChangeFragment } from '../../generated/graphql.js';

export const QUEUED_CHANGE = graphql(`
  fragment QueuedChange on QueuedChange {
    id
    state
    offerId
    question
    onFailure
    changes {
      clipIndex
      instruction
      action
      videoModel
      takes
      prompt
      seed
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

/** What waits already, and whether a change of some clips that is confirmed now would have to wait, too. */
export interface QueueState {
  /** The offers that wait. */
  offerIds: readonly string[];
  mustWait: (clips: readonly number[]) => boolean;
}

export function queueState(jobRef: JobQueue): QueueState {
  const job = readFragment(JOB_QUEUE, jobRef);
  const waiting = job.queue.map((one) => readFragment(QUEUED_CHANGE, one));
  const clips = waiting.map(({ changes }) => changes.map(({ clipIndex }) => clipIndex));
  // One that asks holds up only what touches its clips.
  const isNext = waiting.some(
    ({ state }, at) =>
      state === 'WAITING' && !clips.slice(0, at).some((before) => overlap(before, clips[at]!)),
  );
  const isBusy = Boolean(job.activeRegeneration) || isNext;
  return {
    offerIds: waiting.flatMap(({ offerId }) => offerId ?? []),
    mustWait: (of) => isBusy || clips.some((those) => overlap(of, those)),
  };
}

const overlap = (some: readonly number[], others: readonly number[]): boolean =>
  some.some((clip) => others.includes(clip));

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

/** "Clip 3", "Clips 1, 2 and 5", "12 clips": all of a change. */
export function clipsNamed({ changes }: Changes): string {
  return capitalized(clipsInWords(changes.map(({ clipIndex }) => clipIndex)));
}

/** Within a sentence, those with one of its wishes. */
export function clipsWith({ changes }: Changes, wish: string): string {
  const those = changes.filter(({ instruction }) => instruction === wish);
  return clipsInWords(those.map(({ clipIndex }) => clipIndex));
}

/** What was asked for, each wish once. */
export function wishesOf({ changes }: Changes): string[] {
  return [...new Set(changes.map(({ instruction }) => instruction))];
}
