import { assertNever } from '../../core/errors.js';
import { UNCLAIMED_MS } from '../../core/regeneration/lease-timing.js';
import type { Ending } from '../../core/regeneration/lifecycle.js';
import { RUNNER_EXIT } from '../../core/util/exit-codes.js';
import type { ActiveRow } from './active-rows.js';
import type { ObservedJob } from '../launcher/launcher.js';
import { HELD_UP_ENDINGS, LONGEST_WAIT_SECONDS } from './waiting.js';

/** A runner ends itself at the deadline; this much later it is not waited for. */
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
  | 'no-image'
  | 'rejected';

/**
 * What must become of a row, by row state and Job state. Total: every pair has an answer, and a pair that says `wait`
 * is watched by a lease, the dispatcher or the deadline.
 */
export function decide(row: ActiveRow, job: JobState): Decision {
  if (row.pastDeadlineMs > (row.lease === 'live' ? DEADLINE_GRACE_MS : 0))
    return row.status === 'canceling' ? 'confirm-cancel' : 'time-out';
  const gone = isGone(row, job);
  if (row.status === 'canceling') return decideCanceling(row, job, gone);
  if (gone) return decideGone(row, job);
  return typeof job === 'object' && job.phase === 'pending' ? decidePending(row, job) : 'wait';
}

/** Its runner confirms. Where none can, another one is sent to what is open at a provider; else it is confirmed here. */
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
  return row.attempt < row.maxAttempts ? 'replace' : 'give-up';
}

function decidePending(row: ActiveRow, { waiting }: ObservedJob): Decision {
  if (waiting === null || row.lease !== null) return 'wait';
  if (waiting.reason !== row.waitingReason) return 'say-waiting';
  const longest = LONGEST_WAIT_SECONDS[waiting.reason];
  if (longest === null || row.waitingMs < longest * 1000) return 'wait';
  return waiting.reason === 'image' ? 'no-image' : 'rejected';
}

/** No runner works on this attempt any more, or none that may still write. */
function isGone(row: ActiveRow, job: JobState): boolean {
  if (job === 'unknown') return row.lease === 'expired';
  if (job === 'absent')
    return row.lease === null ? row.sinceLaunchMs > UNCLAIMED_MS : row.lease === 'expired';
  switch (job.phase) {
    case 'succeeded':
      return true;
    case 'failed':
      // A second runner that was refused says nothing of the first one, whose lease is live.
      return job.exitCode !== RUNNER_EXIT.refused || row.lease !== 'live';
    // Pending with a lease that ran out: the first pod is lost, and the cluster makes another one of the same attempt,
    // which nobody may be told to wait for.
    case 'pending':
    case 'running':
      return row.lease === 'expired';
    default:
      return assertNever(job.phase, 'phase of a Job');
  }
}

type EndingDecision = Exclude<Decision, 'wait' | 'say-waiting' | 'stop' | 'replace'>;

/** How a regeneration ends by each decision that ends it. */
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
    message:
      'The program that makes the change is not set up rightly; its log names the setting. Whoever runs this ' +
      'installation has to fix that. {charged}',
  },
  'no-image': HELD_UP_ENDINGS.image,
  rejected: HELD_UP_ENDINGS.rejected,
};
