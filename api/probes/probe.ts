import type { Logger } from 'pino';

const PROBE_EVERY_MS = 30_000;

/** Looks at something now and then, so that an operator hears what is wrong with it before a user does. */
export class Probe {
  private readonly timer: NodeJS.Timeout;
  private found: string | null = null;
  private looking = false;

  /** @param look What is wrong, in one sentence that names the setting to mend; null where nothing is. */
  constructor(
    private readonly look: () => Promise<string | null>,
    private readonly log: Logger,
    everyMs = PROBE_EVERY_MS,
  ) {
    this.timer = setInterval(() => void this.probe(), everyMs).unref();
    void this.probe();
  }

  /** What was wrong when it looked last. */
  problem(): string | null {
    return this.found;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async probe(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    const now = await this.look();
    // The sentence is what an operator reads; it is told when it is new.
    if (now !== null && now !== this.found) this.log.error(now);
    this.found = now;
    this.looking = false;
  }
}
