import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Longer and longer waits between failures, with jitter: replicas that fail together must not return together. */
export class Backoff {
  private failures = 0;

  reset(): void {
    this.failures = 0;
  }

  /** Waits; returns at once when the signal aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures++);
    await pause(limit * (0.5 + Math.random() / 2), signal);
  }
}

/** Waits; returns at once when the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
