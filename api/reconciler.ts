import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import { assertNever } from '../core/errors.js';
import { endRegeneration, restartRegeneration } from '../core/regeneration/lifecycle.js';
import { jobName, type Launcher, type ObservedJob } from './launcher/launcher.js';

const INTERVAL_MS = 2000;
/** A launched Job that is neither there nor claimed this long after its launch was held is lost. */
const UNCLAIMED_MS = 10_000;
/** Seconds before another attempt. */
const RESTART_DELAY_SECONDS = 1;

/** What is known of a row's Job. */
export type JobState = ObservedJob['phase'] | 'absent' | 'unknown';

/** An active regeneration as the reconciler judges it. */
export interface ActiveRow {
  id: string;
  status: 'queued' | 'processing' | 'canceling';
  attempt: number;
  maxAttempts: number;
  /** Its Job was launched. */
  launched: boolean;
  /** null: no runner has claimed this attempt. */
  lease: 'live' | 'expired' | null;
  /** Milliseconds since the dispatcher last touched it. */
  sinceDispatchMs: number;
  pastDeadline: boolean;
}

export type Verdict = 'wait' | 'replace' | 'give-up' | 'confirm-cancel' | 'time-out';

/**
 * What must become of a row, by row state and Job state. Total: every pair has an answer, and a pair that says `wait`
 * is watched by a lease, the dispatcher or the deadline.
 */
export function judge(row: ActiveRow, job: JobState): Verdict {
  if (row.pastDeadline) return 'time-out';
  const gone = isGone(row, job);
  if (row.status === 'canceling') return gone || row.lease !== 'live' ? 'confirm-cancel' : 'wait';
  if (!row.launched || !gone) return 'wait';
  return row.attempt < row.maxAttempts ? 'replace' : 'give-up';
}

/** No runner works on this attempt any more, or none that may still write. */
function isGone(row: ActiveRow, job: JobState): boolean {
  switch (job) {
    case 'succeeded':
    case 'failed':
      return true;
    case 'pending':
      return false;
    case 'unknown':
    case 'running':
      return row.lease === 'expired';
    case 'absent':
      return row.lease === null ? row.sinceDispatchMs > UNCLAIMED_MS : row.lease === 'expired';
    default:
      return assertNever(job, 'Job state');
  }
}

/** Level-triggered: compares rows with Jobs every few seconds and on changes, and makes true what must be true. */
export class Reconciler {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;

  constructor(
    private readonly db: PrismaClient,
    private readonly launcher: Launcher,
    private readonly nudgeDispatcher: () => void,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.nudge(), INTERVAL_MS);
    this.launcher.onChange(() => {
      this.nudgeDispatcher();
      this.nudge();
    });
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.round;
  }

  private nudge(): void {
    if (this.timer === null || this.round !== null) return;
    this.round = this.reconcileAll().finally(() => (this.round = null));
  }

  private async reconcileAll(): Promise<void> {
    try {
      const jobs = await this.launcher.jobs();
      for (const row of await activeRows(this.db)) {
        await this.reconcile(
          row,
          jobs === null ? 'unknown' : (jobs.get(jobName(row.id, row.attempt))?.phase ?? 'absent'),
        );
      }
    } catch (error) {
      this.log.error({ err: error }, 'Reconciling failed');
    }
  }

  private async reconcile(row: ActiveRow, job: JobState): Promise<void> {
    const name = jobName(row.id, row.attempt);
    const verdict = judge(row, job);
    if (verdict === 'wait') return;
    this.log.warn({ regeneration: row.id, attempt: row.attempt, verdict }, 'Reconciling a regeneration');
    if (verdict === 'replace') {
      await restartRegeneration(this.db, row.id, row.attempt, RESTART_DELAY_SECONDS);
      setTimeout(this.nudgeDispatcher, RESTART_DELAY_SECONDS * 1000).unref();
    } else {
      await endRegeneration(this.db, row.id, { attempt: row.attempt }, endingOf(verdict));
    }
    await this.launcher.delete(name);
  }
}

function endingOf(verdict: 'give-up' | 'confirm-cancel' | 'time-out'): Parameters<typeof endRegeneration>[3] {
  switch (verdict) {
    case 'confirm-cancel':
      return { status: 'canceled', message: 'Canceled.' };
    case 'time-out':
      return {
        status: 'failed',
        code: 'TIMEOUT',
        retryable: true,
        message: 'This took too long and was stopped.',
      };
    case 'give-up':
      return {
        status: 'failed',
        code: 'INFRASTRUCTURE',
        retryable: true,
        message: 'The machine working on this stopped several times. Nothing of your video has changed.',
      };
    default:
      return assertNever(verdict, 'verdict');
  }
}

async function activeRows(db: PrismaClient): Promise<ActiveRow[]> {
  return await db.$queryRaw<ActiveRow[]>`
    SELECT id, status, attempt, max_attempts AS "maxAttempts", launched_attempt >= attempt AS launched,
      CASE WHEN lease_until IS NULL THEN NULL WHEN lease_until < clock_timestamp() THEN 'expired' ELSE 'live' END AS lease,
      (EXTRACT(EPOCH FROM clock_timestamp() - dispatch_after) * 1000)::float8 AS "sinceDispatchMs",
      deadline_at < clock_timestamp() AS "pastDeadline"
    FROM clip_regenerations WHERE status IN ('queued', 'processing', 'canceling')`;
}
