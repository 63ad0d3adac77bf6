import { RUNNER_EXIT } from '../../../core/util/exit-codes.js';
import type { Loss, ObservedJob, Waiting } from '../../launcher/launcher.js';
import type { ActiveRow } from '../active-rows.js';
import type { JobState } from '../decide.js';

/** Everything that can be true of a row and of its Job, as far as a decision may depend on it. */

const LONG_MS = 3_600_000;

/** What is known of a row besides its status and its lease, each as yes or no. */
export interface Facts {
  launched: boolean;
  launchedLongAgo: boolean;
  lastAttempt: boolean;
  openCall: boolean;
  /** The user reads the reason for which the Job waits now. */
  userKnows: boolean;
  waitedLong: boolean;
}

export const FACTS = [
  'launched',
  'launchedLongAgo',
  'lastAttempt',
  'openCall',
  'userKnows',
  'waitedLong',
] as const satisfies readonly (keyof Facts)[];

export const STATUSES = ['queued', 'processing', 'canceling'] as const;
export const LEASES = [null, 'live', 'expired'] as const;
/** Milliseconds: before, just after, and long after. */
export const DEADLINES = { ahead: -LONG_MS, justPassed: 1, passed: LONG_MS } as const;

/** A Job in this phase. */
export function observed(phase: ObservedJob['phase'], change: Partial<ObservedJob> = {}): ObservedJob {
  return {
    name: 'j',
    regenerationId: 'r',
    attempt: 1,
    phase,
    exitCode: null,
    waiting: null,
    loss: null,
    ...change,
  };
}

const REASONS: Record<Waiting['reason'], true> = {
  slots: true,
  capacity: true,
  quota: true,
  image: true,
  rejected: true,
  unreachable: true,
};

const LOSSES: Record<Loss['reason'], true> = {
  memory: true,
  disk: true,
  start: true,
  evicted: true,
  preempted: true,
  machine: true,
};

/** Every state of a Job, by what it is called. */
export const JOBS: ReadonlyMap<string, JobState> = new Map<string, JobState>([
  ['unknown', 'unknown'],
  ['absent', 'absent'],
  ['pending', observed('pending')],
  ...Object.keys(REASONS).map((reason): [string, JobState] => [
    `pending: ${reason}`,
    observed('pending', { waiting: { reason: reason as Waiting['reason'], detail: '' } }),
  ]),
  ['running', observed('running')],
  ['succeeded', observed('succeeded')],
  ...Object.entries(RUNNER_EXIT).map(([name, exitCode]): [string, JobState] => [
    `failed: ${name}`,
    observed('failed', { exitCode }),
  ]),
  ['failed: killed', observed('failed', { exitCode: 137 })],
  ...Object.keys(LOSSES).map((reason): [string, JobState] => [
    `failed: ${reason}`,
    observed('failed', { exitCode: 137, loss: { reason: reason as Loss['reason'], detail: '' } }),
  ]),
]);

/** Every combination of the facts. */
export const EVERY_FACTS: readonly Facts[] = Array.from({ length: 2 ** FACTS.length }, (_, bits) => {
  const facts = {} as Facts;
  FACTS.forEach((fact, place) => (facts[fact] = (bits & (1 << place)) !== 0));
  return facts;
});

/** A row of a status and a lease of which these facts are true, with a Job in this state. */
export function rowOf(
  status: ActiveRow['status'],
  lease: ActiveRow['lease'],
  facts: Facts,
  job: JobState,
  pastDeadlineMs: number = DEADLINES.ahead,
): ActiveRow {
  const waiting = typeof job === 'object' ? job.waiting : null;
  const otherReason = waiting?.reason === 'capacity' ? 'quota' : 'capacity';
  return {
    ...{ id: 'r', status, lease, fence: 1, launched: facts.launched, openCall: facts.openCall },
    ...{ attempt: facts.lastAttempt ? 3 : 1, maxAttempts: 3, pastDeadlineMs },
    sinceLaunchMs: facts.launchedLongAgo ? LONG_MS : 0,
    waitingReason: facts.userKnows && waiting !== null ? waiting.reason : otherReason,
    waitingMs: facts.waitedLong ? LONG_MS : 0,
  };
}

/** Every pair of what a row and a Job can be. */
export function* everyPair(): Generator<[ActiveRow, JobState]> {
  for (const status of STATUSES)
    for (const lease of LEASES)
      for (const facts of EVERY_FACTS)
        for (const pastDeadlineMs of Object.values(DEADLINES))
          for (const job of JOBS.values()) yield [rowOf(status, lease, facts, job, pastDeadlineMs), job];
}
