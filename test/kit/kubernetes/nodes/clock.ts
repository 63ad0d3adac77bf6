import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** The cluster's time. A test can make its seconds pass faster than real ones. */
export class Clock {
  private readonly closing = new AbortController();

  constructor(private readonly secondMs: number) {
    setMaxListeners(0, this.closing.signal);
  }

  /** Calls back after some of the cluster's seconds, unless the cluster is closed first. */
  after(seconds: number, callback: () => void): void {
    void this.sleep(seconds).then((passed) => (passed ? callback() : undefined));
  }

  /** Resolves to false if the cluster is closed first. */
  async sleep(seconds: number): Promise<boolean> {
    const { signal } = this.closing;
    return await sleep(seconds * this.secondMs, true, { signal }).catch(() => false);
  }

  close(): void {
    this.closing.abort();
  }
}
