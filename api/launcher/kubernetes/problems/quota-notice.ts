import type { Logger } from 'pino';
import { isQuota } from '../cluster-error.js';
import type { ObservedJob } from '../../launcher.js';

/** A refused Job is tried again every second; after this long without a try, none is waiting. */
const KEPT_MS = 15_000;

/** Warns operators that runners wait for their namespace's quota, of Jobs or of what pods request. */
export class QuotaNotice {
  private rejection: { detail: string; at: number } | null = null;
  private reported = false;

  constructor(
    private readonly namespace: string,
    private readonly log: Logger,
    private readonly jobs: () => Iterable<ObservedJob>,
  ) {}

  /** A Job could not be created. */
  refused(detail: string): void {
    if (this.problem() === null) this.reported = false;
    this.rejection = { detail, at: performance.now() };
    this.look();
  }

  /** One could. */
  admitted(): void {
    this.rejection = null;
    this.look();
  }

  /** Logs a shortage when it begins. */
  look(): void {
    const problem = this.problem();
    if (problem !== null && !this.reported) this.log.warn(problem);
    this.reported = problem !== null;
  }

  /** One sentence that names what to raise; null while nothing waits for the quota. */
  problem(): string | null {
    const detail = this.detailOfPods() ?? this.detailOfJobs();
    if (detail === null) return null;
    return (
      `The quota of RUNNER_NAMESPACE ${this.namespace} is used up, so runners wait: raise its ResourceQuota, ` +
      `or lower RUNNER_CPU, RUNNER_MEMORY or RUNNER_DISK (${detail})`
    );
  }

  private detailOfJobs(): string | null {
    if (this.rejection === null || performance.now() - this.rejection.at > KEPT_MS) return null;
    return this.rejection.detail;
  }

  /** Not the reason of a queue that has not admitted a Job: that is not the namespace's quota. */
  private detailOfPods(): string | null {
    const waiting = [...this.jobs()].map((job) => job.waiting);
    return waiting.find((one) => one?.reason === 'quota' && isQuota(one.detail))?.detail ?? null;
  }
}
