import type { Logger } from 'pino';
import { RUNNER_EXIT } from '../../../../core/util/exit-codes.js';
import type { JobSettings } from '../../job-spec.js';
import type { Loss, ObservedJob } from '../../launcher.js';

/** Without a further one, and without a success, a problem is forgotten after this. */
const KEPT_MS = 10 * 60_000;
/** So many runners in a row that lose their machine are no accident. */
const LOSSES_IN_A_ROW = 3;

interface Noted {
  sentence: string;
  at: number;
}

/** Tells operators why runners do not start, or end, all for the same reason, until one does not. */
export class RunnerProblems {
  private rejection: Noted | null = null;
  private loss: Noted | null = null;
  private lossesInARow = 0;
  private readonly counted = new Set<string>();

  constructor(
    private readonly settings: Pick<JobSettings, 'namespace' | 'image' | 'memory' | 'disk'>,
    private readonly log: Logger,
    private readonly keptMs: number = KEPT_MS,
  ) {}

  /** A rule of the cluster refuses a runner's Job or pod, in its own words. */
  rejected(words: string): void {
    const where = `RUNNER_NAMESPACE ${this.settings.namespace}`;
    this.rejection = this.note(this.rejection, `The rules of ${where} refuse runners: ${words}`);
  }

  /** A Job has changed; `before`: undefined where it is new. */
  observed(before: ObservedJob | undefined, after: ObservedJob | undefined): void {
    if (after === undefined) {
      if (before !== undefined) this.counted.delete(before.name);
      return;
    }
    if (after.waiting?.reason === 'rejected') this.rejected(after.waiting.detail);
    if (after.phase === 'running' && before?.phase !== 'running') this.rejection = null;
    if (after.phase === 'succeeded' && before?.phase !== 'succeeded') this.succeeded();
    if (after.phase === 'failed' && before !== undefined && !this.counted.has(after.name)) this.failed(after);
  }

  /** One sentence that names the setting to fix. */
  problem(): string | null {
    const oldest = performance.now() - this.keptMs;
    const recent = [this.rejection, this.loss].find((noted) => noted !== null && noted.at > oldest);
    return recent?.sentence ?? null;
  }

  private succeeded(): void {
    this.rejection = null;
    this.loss = null;
    this.lossesInARow = 0;
  }

  private failed(job: ObservedJob): void {
    if (job.exitCode === RUNNER_EXIT.misconfigured) {
      this.counted.add(job.name);
      const sentence = `Runners end at once because a setting is wrong: the log of Job ${job.name} names it`;
      this.loss = this.note(this.loss, sentence);
    }
    if (job.loss === null) return;
    this.counted.add(job.name);
    this.lossesInARow++;
    const byItself =
      job.loss.reason === 'evicted' || job.loss.reason === 'preempted' || job.loss.reason === 'machine';
    if (byItself && this.lossesInARow < LOSSES_IN_A_ROW) return;
    this.loss = this.note(this.loss, `${this.advice(job.loss)} (Job ${job.name}: ${job.loss.detail})`);
  }

  private advice({ reason }: Loss): string {
    const { memory, disk, image } = this.settings;
    const advice: Record<Loss['reason'], string> = {
      memory: `Runners are killed for want of memory: raise RUNNER_MEMORY (${memory})`,
      disk: `Runners are evicted because they fill their disk: raise RUNNER_DISK (${disk})`,
      start: `The runner's container cannot be started: check RUNNER_IMAGE (${image})`,
      evicted: 'The cluster evicts runners one after another: look for what its machines lack',
      preempted: 'Pods of a higher priority displace runners one after another: add machines',
      machine: 'Runners lose their machines one after another: look at the nodes',
    };
    return advice[reason];
  }

  private note(before: Noted | null, sentence: string): Noted {
    if (before?.sentence !== sentence) this.log.warn(sentence);
    return { sentence, at: performance.now() };
  }
}
