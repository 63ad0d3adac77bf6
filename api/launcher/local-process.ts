import { spawn, type ChildProcess } from 'node:child_process';
import type { Logger } from 'pino';
import type { JobState, Launcher, LaunchRequest } from './launcher.js';

export interface LocalProcessOptions {
  /** The compiled runner program. */
  program: string;
  /** Environment of every runner; the request's part is added. */
  environment: Record<string, string>;
  /** Runner processes at a time. */
  concurrency: number;
  log: Logger;
}

/** How long a runner may take to store what it has after SIGTERM. */
const STOP_GRACE_MS = 8000;
/** Ended Jobs that are remembered, so that the reconciler learns how they ended. */
const REMEMBERED_ENDS = 200;

/** Runs each Job as a child process of the api: the default where there is no cluster. */
export class LocalProcessLauncher implements Launcher {
  private readonly running = new Map<string, ChildProcess>();
  private readonly ended = new Map<string, 'succeeded' | 'failed'>();
  private notify: () => void = () => undefined;
  private stopped = false;

  constructor(private readonly options: LocalProcessOptions) {}

  onChange(callback: () => void): void {
    this.notify = callback;
  }

  async launch(request: LaunchRequest): Promise<'launched' | 'busy'> {
    if (this.running.has(request.name) || this.ended.has(request.name)) return 'launched';
    if (this.stopped || this.running.size >= this.options.concurrency) return 'busy';
    const child = spawn(process.execPath, ['--enable-source-maps', this.options.program], {
      env: {
        ...this.options.environment,
        REGENERATION_ID: request.regenerationId,
        REGENERATION_ATTEMPT: String(request.attempt),
      },
      // A process group of its own: Ctrl-C in a terminal reaches the api, which then ends its runners in order.
      detached: true,
      // Its log lines are as structured as ours, and it can go on writing them when this process is gone.
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    this.running.set(request.name, child);
    this.watch(request, child);
    return 'launched';
  }

  async observe(name: string): Promise<JobState> {
    return this.running.has(name) ? 'running' : (this.ended.get(name) ?? 'absent');
  }

  async delete(name: string): Promise<void> {
    const child = this.running.get(name);
    if (child !== undefined) await endGroup(child);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.running.values()].map(endGroup));
  }

  private watch(request: LaunchRequest, child: ChildProcess): void {
    const log = this.options.log.child({ regeneration: request.regenerationId, attempt: request.attempt });
    const deadline = setTimeout(() => void endGroup(child), request.deadlineSeconds * 1000);
    const end = (state: 'succeeded' | 'failed', detail: string): void => {
      clearTimeout(deadline);
      // A runner that was killed leaves its ffmpeg behind.
      killGroup(child);
      this.running.delete(request.name);
      this.remember(request.name, state);
      log.info(`Runner ${request.name} ended: ${detail}`);
      this.notify();
    };
    child.once('error', (error) => end('failed', error.message));
    child.once('exit', (code, signal) =>
      end(code === 0 ? 'succeeded' : 'failed', signal ?? `exit code ${code}`),
    );
  }

  private remember(name: string, state: 'succeeded' | 'failed'): void {
    this.ended.set(name, state);
    const [oldest] = this.ended.keys();
    if (this.ended.size > REMEMBERED_ENDS && oldest !== undefined) this.ended.delete(oldest);
  }
}

/** SIGTERM, then SIGKILL to the whole group: an ffmpeg must not outlive its runner. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const kill = setTimeout(() => killGroup(child), STOP_GRACE_MS);
  await exited;
  clearTimeout(kill);
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
