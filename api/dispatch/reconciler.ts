import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { Rounds } from '../../core/util/rounds.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { endRegeneration, noteWaiting, restartRegeneration } from '../../core/regeneration/lifecycle.js';
import { activeRows, withoutWork, type ActiveRow } from './active-rows.js';
import { JobEndings } from './endings.js';
import { decide, endingOf, type EndingDecision, type JobState } from './decide.js';
import { jobName, type Launcher, type ObservedJob } from '../launcher/launcher.js';
import { WAITING_SENTENCES } from './waiting.js';

/** It rests `times` as long as the round took, at most `longestMs`. */
const REST = { times: 2, longestMs: 250 };
/** Seconds before another attempt. */
const RESTART_DELAY_SECONDS = 1;

/** What the reconciler reports to metrics. */
export interface ReconcilerEvents {
  /** A runner was lost and is replaced. */
  replaced: () => void;
}

/**
 * Level-triggered: compares rows with Jobs every 2 s (`reconcileMs`) and on changes, and acts on the difference. Every step is a
 * compare-and-set in the database or idempotent at the launcher, so replicas need no leader.
 */
export class Reconciler {
  private readonly rounds: Rounds;
  private readonly stopping = new AbortController();
  private readonly endings: JobEndings;

  constructor(
    private readonly db: PrismaClient,
    private readonly launcher: Launcher,
    private readonly nudgeDispatcher: () => void,
    private readonly log: Logger,
    private readonly events: ReconcilerEvents,
    intervalMs: number,
  ) {
    this.rounds = new Rounds(async () => await this.reconcileAndRest(), intervalMs);
    this.endings = new JobEndings(launcher, log);
  }

  start(): void {
    this.rounds.start();
    this.launcher.onChange(() => {
      this.nudgeDispatcher();
      this.nudge();
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.rounds.stop();
    await this.endings.settled();
  }

  /** Runs a round now, or another one after the current and its rest. */
  nudge(): void {
    this.rounds.nudge();
  }

  /** A burst of Jobs brings changes by the hundred; the rest leaves most of the event loop to requests. */
  private async reconcileAndRest(): Promise<boolean> {
    const began = performance.now();
    await this.reconcileAll();
    const restMs = Math.min(REST.times * (performance.now() - began), REST.longestMs);
    await sleep(restMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    return false;
  }

  private async reconcileAll(): Promise<void> {
    const began = performance.now();
    try {
      // Jobs first, so that a row launched between both reads is not taken for one that lost its Job.
      const jobs = await this.launcher.jobs();
      const rows = await activeRows(this.db);
      for (const row of rows) {
        const job = jobs === null ? 'unknown' : (jobs.get(jobName(row.id, row.attempt)) ?? 'absent');
        await this.reconcile(row, job);
      }
      if (jobs !== null) await this.collectJobs([...jobs.values()]);
      const milliseconds = Math.round((performance.now() - began) * 100) / 100;
      this.log.debug({ rows: rows.length, jobs: jobs?.size ?? null, milliseconds }, 'Reconciled');
    } catch (error) {
      this.log.error({ err: error }, 'Reconciling failed');
    }
  }

  private async reconcile(row: ActiveRow, job: JobState): Promise<void> {
    const decision = decide(row, job);
    if (decision === 'wait') return;
    const log = this.log.child({ regeneration: row.id, attempt: row.attempt, fence: row.fence });
    if (decision === 'say-waiting') return await this.sayWaiting(row, job, log);
    const won = decision === 'stop' || (await this.carryOut(decision, row, job));
    const asked = isWorking(job) && this.endings.end(jobName(row.id, row.attempt));
    if (decision === 'stop' ? asked : won)
      log.warn(
        { verdict: decision, lease: row.lease, job: asked ? 'asked to end' : job },
        'Reconciled a regeneration',
      );
  }

  /** Returns false if another replica or the runner was faster. */
  private async carryOut(
    decision: EndingDecision | 'replace',
    row: ActiveRow,
    job: JobState,
  ): Promise<boolean> {
    if (decision !== 'replace')
      return await endRegeneration(this.db, { id: row.id, attempt: row.attempt }, endingOf(decision, job));
    const sequence = await restartRegeneration(this.db, row.id, row.attempt, RESTART_DELAY_SECONDS);
    crashPoint('after-restart');
    if (sequence === null) return false;
    this.events.replaced();
    setTimeout(this.nudgeDispatcher, RESTART_DELAY_SECONDS * 1000).unref();
    return true;
  }

  private async sayWaiting(row: ActiveRow, job: JobState, log: Logger): Promise<void> {
    if (typeof job === 'string' || job.waiting === null) return;
    const { reason, detail } = job.waiting;
    log.warn({ reason, detail }, 'A Job waits to start');
    await noteWaiting(this.db, row.id, row.attempt, reason, WAITING_SENTENCES[reason]);
  }

  /**
   * Ends running Jobs without a row to work for. Ended Jobs keep their pod and log until their TTL, for operators.
   */
  private async collectJobs(jobs: ObservedJob[]): Promise<void> {
    for (const { name, regenerationId, attempt } of await withoutWork(this.db, jobs.filter(isWorking))) {
      if (this.endings.end(name))
        this.log.warn(
          { regeneration: regenerationId, attempt },
          `Job ${name} has no regeneration to work for; it is ended`,
        );
    }
  }
}

function isWorking(job: JobState): boolean {
  return typeof job === 'object' && (job.phase === 'pending' || job.phase === 'running');
}
