import type { Logger } from 'pino';
import { isQuota } from './cluster-error.js';
import type { ObservedJob } from '../launcher.js';

/** A Job that was not created is tried again each second; when nobody tries any more, nobody waits. */
const KEPT_MS = 15_000;

/** Tells an operator that runners wait for the quota of their namespace: of Jobs, or of what their pods request. */
export class QuotaNotice {
  private refusal: { detail: string; at: number } | null = null;
  private told = false;

  constructor(
    private readonly namespace: string,
    private readonly log: Logger,
    private readonly jobs: () => Iterable<ObservedJob>,
  ) {}

  /** A Job could not be created. */
  refused(detail: string): void {
    if (this.problem() === null) this.told = false;
    this.refusal = { detail, at: performance.now() };
    this.look();
  }

  /** One could. */
  admitted(): void {
    this.refusal = null;
    this.look();
  }

  /** Logs a shortage when it begins. */
  look(): void {
    const problem = this.problem();
    if (problem !== null && !this.told) this.log.warn(problem);
    this.told = problem !== null;
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
    if (this.refusal === null || performance.now() - this.refusal.at > KEPT_MS) return null;
    return this.refusal.detail;
  }

  /** Also of a queue that has not admitted a Job something is known, but that is no quota of the namespace. */
  private detailOfPods(): string | null {
    const waiting = [...this.jobs()].map((job) => job.waiting);
    return waiting.find((one) => one?.reason === 'quota' && isQuota(one.detail))?.detail ?? null;
  }
}
