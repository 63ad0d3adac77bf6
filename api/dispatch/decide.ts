import { assertNever } from '../../core/errors.js';
import { UNCLAIMED_MS } from '../../core/regeneration/lease-timing.js';
import type { Ending } from '../../core/regeneration/lifecycle.js';
import { RUNNER_EXIT } from '../../core/util/exit-codes.js';
import type { ActiveRow } from './active-rows.js';
import type { Loss, ObservedJob } from '../launcher/launcher.js';
import { HELD_UP_ENDINGS, LONGEST_WAIT_SECONDS } from './waiting.js';

/** A runner ends itself at the deadline; after this much longer we stop waiting for it. */
export const DEADLINE_GRACE_MS = 20_000;

/** What is known of a row's Job. */
export type JobState = ObservedJob | 'absent' | 'unknown';

export type Decision =
  | 'wait'
  | 'say-waiting'
  | 'stop'
  | 'replace'
  | 'give-up'
  | 'confirm-cancel'
  | 'time-out'
  | 'misconfigured'
  | 'out-of-memory'
  | 'out-of-disk'
  | 'no-start'
  | 'no-image'
  | 'rejected';

/**
 * Decides what to do with a row, from its state and its Job's. Total: every pair has an answer, and every `wait` ends by a
 * lease, the dispatcher or the deadline.
 */
export function decide(row: ActiveRow, job: JobState): Decision {
  if (row.pastDeadlineMs > (row.lease === 'live' ? DEADLINE_GRACE_MS : 0))
    return row.status === 'canceling' ? 'confirm-cancel' : 'time-out';
  const gone = isGone(row, job);
  if (row.status === 'canceling') return decideCanceling(row, job, gone);
  if (gone) return decideGone(row, job);
  return typeof job === 'object' && job.phase === 'pending' ? decidePending(row, job) : 'wait';
}

/** The runner confirms. If it cannot, another runner closes an open provider call; without one we confirm here. */
function decideCanceling(row: ActiveRow, job: JobState, gone: boolean): Decision {
  const working = typeof job === 'object' && (job.phase === 'running' || job.phase === 'pending');
  if (row.lease === 'live' && !gone) return working ? 'stop' : 'wait';
  if (!row.openCall) return 'confirm-cancel';
  if (!row.launched || (!gone && row.lease === null)) return 'wait';
  return row.attempt < row.maxAttempts ? 'replace' : 'confirm-cancel';
}

function decideGone(row: ActiveRow, job: JobState): Decision {
  if (!row.launched) return 'wait';
  if (typeof job === 'object' && job.exitCode === RUNNER_EXIT.misconfigured) return 'misconfigured';
  const again = row.attempt < row.maxAttempts;
  // Another attempt would end the same way, but it may close a call that is still charged.
  const certain = ofLoss(CERTAIN, job);
  if (certain !== undefined && !(row.openCall && again)) return certain;
  return again ? 'replace' : 'give-up';
}

type ByLoss<T> = Partial<Record<Loss['reason'], T>>;

function ofLoss<T>(byLoss: ByLoss<T>, job: JobState): T | undefined {
  return typeof job === 'object' && job.loss !== null ? byLoss[job.loss.reason] : undefined;
}

/** Ends of a runner that another one of the same settings would come to as well. */
const CERTAIN: ByLoss<Decision> = {
  memory: 'out-of-memory',
  disk: 'out-of-disk',
  start: 'no-start',
};

function decidePending(row: ActiveRow, { waiting }: ObservedJob): Decision {
  if (waiting === null || row.lease !== null) return 'wait';
  if (waiting.reason !== row.waitingReason) return 'say-waiting';
  const longest = LONGEST_WAIT_SECONDS[waiting.reason];
  if (longest === null || row.waitingMs < longest * 1000) return 'wait';
  return waiting.reason === 'image' ? 'no-image' : 'rejected';
}

/** No runner works on this attempt any more, or its lease is lost. */
function isGone(row: ActiveRow, job: JobState): boolean {
  if (job === 'unknown') return row.lease === 'expired';
  if (job === 'absent')
    return row.lease === null ? row.sinceLaunchMs > UNCLAIMED_MS : row.lease === 'expired';
  switch (job.phase) {
    case 'succeeded':
      return true;
    case 'failed':
      // A refused second runner says nothing about the first one, whose lease is live.
      return job.exitCode !== RUNNER_EXIT.refused || row.lease !== 'live';
    // Pending with an expired lease: the first pod is lost, and the cluster makes another one for the same attempt.
    // No waiting message: users must not wait for that one.
    case 'pending':
    case 'running':
      return row.lease === 'expired';
    default:
      return assertNever(job.phase, 'phase of a Job');
  }
}

export type EndingDecision = Exclude<Decision, 'wait' | 'say-waiting' | 'stop' | 'replace'>;

/** How each decision that ends a regeneration ends it. */
export const ENDINGS: Record<EndingDecision, Ending> = {
  'confirm-cancel': { status: 'canceled', message: 'Canceled. {charged}' },
  'time-out': {
    status: 'failed',
    code: 'TIMEOUT',
    retryable: true,
    message: 'This took too long and was stopped. {charged}',
  },
  'give-up': {
    status: 'failed',
    code: 'INFRASTRUCTURE',
    retryable: true,
    message:
      'The machine working on this stopped several times. Nothing of your video has changed. {charged}',
  },
  misconfigured: {
    status: 'failed',
    code: 'INFRASTRUCTURE',
    retryable: true,
    message: 'The video runner is misconfigured. An administrator can find the setting in its log. {charged}',
  },
  'out-of-memory': lost(
    'it needs more memory than a runner has. An administrator can give it more (RUNNER_MEMORY)',
  ),
  'out-of-disk': lost(
    'it needs more disk than a runner has. An administrator can give it more (RUNNER_DISK)',
  ),
  'no-start': lost('the runner cannot be started. An administrator has to check its image (RUNNER_IMAGE)'),
  'no-image': HELD_UP_ENDINGS.image,
  rejected: HELD_UP_ENDINGS.rejected,
};

function lost(why: string): Ending {
  return {
    status: 'failed',
    code: 'INFRASTRUCTURE',
    retryable: true,
    message: `This was stopped: ${why}. Nothing of your video has changed. {charged}`,
  };
}

/** Why the machines stopped, where the cluster says so. */
const GIVE_UP_CAUSES: ByLoss<string> = {
  evicted: 'The machines working on this were needed for something else several times.',
  preempted: 'The machines working on this were needed for something more urgent several times.',
  machine: 'The machines working on this were lost several times.',
};

/** How a decision ends a regeneration whose Job is in this state. */
export function endingOf(decision: EndingDecision, job: JobState): Ending {
  const ending = ENDINGS[decision];
  const cause = ofLoss(GIVE_UP_CAUSES, job);
  if (decision !== 'give-up' || cause === undefined) return ending;
  return { ...ending, message: `${cause} Nothing of your video has changed. {charged}` };
}
