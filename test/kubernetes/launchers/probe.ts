import { randomUUID } from 'node:crypto';
import { jobName, type Launch, type Launcher, type LaunchRequest } from '../../../api/launcher/launcher.js';
import type { ObservedJob } from '../../../api/launcher/launcher.js';

/** A request for its own regeneration. The attempt decides what the program does (see program.ts). */
export function request(attempt = 1, change: Partial<LaunchRequest> = {}): LaunchRequest {
  const regenerationId = randomUUID();
  return {
    name: jobName(regenerationId, attempt),
    regenerationId,
    attempt,
    jobId: randomUUID(),
    clipIndexes: [0],
    deadlineSeconds: 600,
    ...change,
  };
}

/** Watches a launcher as the reconciler does: looks again whenever the launcher reports a change. */
export class Probe {
  /** Number of the launcher's calls. */
  changes = 0;
  private readonly waiting = new Set<() => void>();

  constructor(readonly launcher: Launcher) {
    launcher.onChange(() => {
      this.changes++;
      for (const wake of [...this.waiting]) wake();
    });
  }

  async launch(wanted: LaunchRequest): Promise<Launch['outcome']> {
    return (await this.launcher.launch(wanted)).outcome;
  }

  async job(name: string): Promise<ObservedJob | undefined> {
    return (await this.launcher.jobs())?.get(name);
  }

  /** Waits until a Job meets a condition; undefined means that there is no such Job. */
  async until(
    name: string,
    wanted: (job: ObservedJob | undefined) => boolean,
  ): Promise<ObservedJob | undefined> {
    let found: ObservedJob | undefined;
    await this.untilJobs((jobs) => {
      found = jobs?.get(name);
      return jobs !== null && wanted(found);
    });
    return found;
  }

  async untilPhase(name: string, phase: ObservedJob['phase']): Promise<ObservedJob> {
    return (await this.until(name, (job) => job?.phase === phase))!;
  }

  async untilJobs(wanted: (jobs: ReadonlyMap<string, ObservedJob> | null) => boolean): Promise<void> {
    for (;;) {
      let wake: () => void = () => undefined;
      const changed = new Promise<void>((resolve) => (wake = resolve));
      this.waiting.add(wake);
      const enough = wanted(await this.launcher.jobs());
      if (!enough) await changed;
      this.waiting.delete(wake);
      if (enough) return;
    }
  }
}
