import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import { crashPoint } from '../core/crash-point.js';
import { assertNever } from '../core/errors.js';
import { endRegeneration, noteWaiting, restartRegeneration } from '../core/regeneration/lifecycle.js';
import { activeRows, withoutActiveRow, type ActiveRow } from './active-rows.js';
import { ENDINGS, judge, type JobState, type Verdict } from './judge.js';
import { jobName, type Launcher, type ObservedJob } from './launcher/launcher.js';
import { WAITING_SENTENCES } from './waiting.js';

const INTERVAL_MS = 2000;
/** Seconds before another attempt. */
const RESTART_DELAY_SECONDS = 1;

/** Counts what the reconciler had to put right. */
export interface ReconcilerEvents {
  /** A runner was lost and is replaced. */
  replaced: () => void;
}

/**
 * Level-triggered: compares rows with Jobs every few seconds and on changes, and makes true what must be true. Every
 * step is a compare-and-set in the database or idempotent at the launcher, so several replicas do what one would do.
 */
export class Reconciler {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly db: PrismaClient,
    private readonly launcher: Launcher,
    private readonly nudgeDispatcher: () => void,
    private readonly log: Logger,
    private readonly events: ReconcilerEvents,
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

  /** Runs a round now; one that is under way is followed by another. */
  nudge(): void {
    if (this.timer === null) return;
    if (this.round !== null) {
      this.again = true;
      return;
    }
    this.round = this.reconcileAll().finally(() => {
      this.round = null;
      if (this.again) this.nudge();
      this.again = false;
    });
  }

  private async reconcileAll(): Promise<void> {
    try {
      // Jobs first: a row that is admitted and launched between both reads is never taken for one that lost its Job.
      const jobs = await this.launcher.jobs();
      const rows = await activeRows(this.db);
      for (const row of rows) {
        await this.reconcile(
          row,
          jobs === null ? 'unknown' : (jobs.get(jobName(row.id, row.attempt)) ?? 'absent'),
        );
      }
      if (jobs !== null) await this.collectJobs([...jobs.values()]);
    } catch (error) {
      this.log.error({ err: error }, 'Reconciling failed');
    }
  }

  private async reconcile(row: ActiveRow, job: JobState): Promise<void> {
    const verdict = judge(row, job);
    if (verdict === 'wait') return;
    const state = typeof job === 'string' ? job : job.phase;
    const log = this.log.child({ regeneration: row.id, attempt: row.attempt, fence: row.fence, job: state });
    if (verdict === 'say-waiting') return await this.sayWaiting(row, job, log);
    log.warn({ verdict, lease: row.lease }, 'Reconciling a regeneration');
    await this.carryOut(verdict, row);
    await this.launcher.delete(jobName(row.id, row.attempt));
  }

  private async carryOut(verdict: Exclude<Verdict, 'wait' | 'say-waiting'>, row: ActiveRow): Promise<void> {
    switch (verdict) {
      // Its runner hears SIGTERM, ends what is open at the provider, and confirms.
      case 'stop':
        return;
      case 'replace': {
        const sequence = await restartRegeneration(this.db, row.id, row.attempt, RESTART_DELAY_SECONDS);
        crashPoint('after-restart');
        if (sequence !== null) this.events.replaced();
        setTimeout(this.nudgeDispatcher, RESTART_DELAY_SECONDS * 1000).unref();
        return;
      }
      case 'give-up':
      case 'confirm-cancel':
      case 'time-out':
      case 'misconfigured':
      case 'no-image':
      case 'rejected':
        await endRegeneration(this.db, row.id, { attempt: row.attempt }, ENDINGS[verdict]);
        return;
      default:
        return assertNever(verdict, 'verdict');
    }
  }

  private async sayWaiting(row: ActiveRow, job: JobState, log: Logger): Promise<void> {
    if (typeof job === 'string' || job.waiting === null) return;
    const { reason, detail } = job.waiting;
    log.warn({ reason, detail }, 'A Job waits to be started');
    await noteWaiting(this.db, row.id, row.attempt, reason, WAITING_SENTENCES[reason]);
  }

  /** Ends Jobs that work for no row: those of earlier attempts, and of regenerations that have ended. */
  private async collectJobs(jobs: ObservedJob[]): Promise<void> {
    const working = jobs.filter(({ phase }) => phase === 'pending' || phase === 'running');
    for (const job of await withoutActiveRow(this.db, working)) {
      const { name, regenerationId, attempt } = job;
      this.log.warn({ regeneration: regenerationId, attempt }, `Job ${name} works for nobody; it is deleted`);
      await this.launcher.delete(name);
    }
  }
}
