import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Logger } from 'pino';
import { endGroup, killGroup } from '../../core/util/process-group.js';
import type { Launch, Launcher, LaunchRequest, ObservedJob } from './launcher.js';

export interface LocalProcessOptions {
  /** The bundle of the runner program. */
  program: string;
  /** Environment of every runner; the request's part is added. */
  environment: Record<string, string>;
  /** Runner processes at a time. */
  concurrency: number;
  log: Logger;
}

/** Ended Jobs that are remembered, so that the reconciler learns how they ended. */
const REMEMBERED_ENDS = 200;

interface RunningJob {
  child: ChildProcess;
  job: ObservedJob;
  /** Set once it was asked to stop. */
  ending?: Promise<void>;
}

/** Runs each Job as a child process of the api: the default without a cluster. */
export class LocalProcessLauncher implements Launcher {
  private readonly running = new Map<string, RunningJob>();
  private readonly ended = new Map<string, ObservedJob>();
  private notify: () => void = () => undefined;
  private stopped = false;

  constructor(private readonly options: LocalProcessOptions) {}

  onChange(callback: () => void): void {
    this.notify = callback;
  }

  async start(): Promise<void> {}

  problem(): null {
    return null;
  }

  async launch(request: LaunchRequest): Promise<Launch> {
    if (this.running.has(request.name) || this.ended.has(request.name)) return { outcome: 'launched' };
    if (this.stopped || this.running.size >= this.options.concurrency) {
      const detail = `${this.running.size} of ${this.options.concurrency} runner processes are at work`;
      return { outcome: 'busy', waiting: { reason: 'slots', detail } };
    }
    const child = spawn(process.execPath, [this.options.program], {
      env: {
        ...this.options.environment,
        REGENERATION_ID: request.regenerationId,
        REGENERATION_ATTEMPT: String(request.attempt),
      },
      // A separate process group: Ctrl-C in a terminal reaches only the api, which then stops its runners in order.
      detached: true,
      // Its log lines are as structured as ours, and it can go on writing them when this process is gone.
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const { name, regenerationId, attempt } = request;
    const job = {
      name,
      regenerationId,
      attempt,
      phase: 'running',
      exitCode: null,
      waiting: null,
      loss: null,
    } as const;
    this.running.set(name, { child, job });
    this.watch(request, job, child);
    return { outcome: 'launched' };
  }

  async jobs(): Promise<ReadonlyMap<string, ObservedJob>> {
    const running = [...this.running.values()].map(({ job }) => [job.name, job] as const);
    return new Map([...this.ended, ...running]);
  }

  async delete(name: string): Promise<void> {
    const running = this.running.get(name);
    if (running !== undefined) running.ending ??= endGroup(running.child);
    else this.ended.delete(name);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.running.values()].map((job) => (job.ending ??= endGroup(job.child))));
  }

  private watch(request: LaunchRequest, job: ObservedJob, child: ChildProcess): void {
    const log = this.options.log.child({ regeneration: request.regenerationId, attempt: request.attempt });
    const deadline = setTimeout(() => void endGroup(child), request.deadlineSeconds * 1000);
    const end = (exitCode: number | null, detail: string): void => {
      clearTimeout(deadline);
      // A runner that was killed leaves its ffmpeg behind.
      killGroup(child);
      this.running.delete(request.name);
      this.remember({ ...job, phase: exitCode === 0 ? 'succeeded' : 'failed', exitCode });
      log.info(`Runner ${request.name} ended: ${detail}`);
      this.notify();
    };
    child.once('error', (error) => end(null, error.message));
    // As a shell and Kubernetes count it: 143 for SIGTERM, 137 for SIGKILL.
    child.once('exit', (code, signal) =>
      end(code ?? 128 + constants.signals[signal!], signal ?? `exit code ${code}`),
    );
  }

  private remember(job: ObservedJob): void {
    this.ended.set(job.name, job);
    const [oldest] = this.ended.keys();
    if (this.ended.size > REMEMBERED_ENDS && oldest !== undefined) this.ended.delete(oldest);
  }
}
