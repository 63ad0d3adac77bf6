import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds of the first wait, and of the longest. */
export interface BackoffRule {
  firstMs: number;
  longestMs: number;
}

/**
 * Milliseconds to wait after a number of failures in a row: doubling, give or take half, so that clients that failed
 * together do not return together.
 */
export function backoffMs(failures: number, rule: BackoffRule, random = Math.random): number {
  return Math.min(rule.longestMs, rule.firstMs * 2 ** (failures - 1) * (0.5 + random()));
}

/** Counts failures in a row and waits after each. */
export class Backoff {
  private failures = 0;

  constructor(private readonly rule: BackoffRule = { firstMs: 400, longestMs: 15_000 }) {}

  reset(): void {
    this.failures = 0;
  }

  /** The wait after one more failure, in milliseconds. */
  nextMs(): number {
    return backoffMs(++this.failures, this.rule);
  }

  /** Waits after one more failure; returns at once when the signal aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    await pause(this.nextMs(), signal);
  }
}

/** Waits; returns at once when the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
