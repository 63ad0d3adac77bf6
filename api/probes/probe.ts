import type { Logger } from 'pino';

const PROBE_EVERY_MS = 30_000;

/** Checks a dependency every 30 s, so that operators hear of a problem before users do. */
export class Probe {
  private readonly timer: NodeJS.Timeout;
  private found: string | null = null;
  private looking = false;

  /** @param look Resolves with one sentence that names the setting to fix, or null. */
  constructor(
    private readonly look: () => Promise<string | null>,
    private readonly log: Logger,
    everyMs = PROBE_EVERY_MS,
  ) {
    this.timer = setInterval(() => void this.probe(), everyMs).unref();
    void this.probe();
  }

  /** The problem at the last check; null if there was none. */
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
    // Log a problem once, when it is new.
    if (now !== null && now !== this.found) this.log.error(now);
    this.found = now;
    this.looking = false;
  }
}
