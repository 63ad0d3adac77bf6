import { setTimeout as sleep } from 'node:timers/promises';
import { RegenerationFailure } from '../core/errors.js';
import { backoffMs } from '../core/util/backoff.js';
import { ClassedFailure, type FailureClass } from '../core/util/http/failure-class.js';

/** Number of tries in total, and the wait between them, which doubles. */
interface RetryRule {
  attempts: number;
  firstDelayMs: number;
  longestDelayMs: number;
}

/** The only place that decides about repetitions. A failure without a class is not repeated. */
export const RETRY_RULES: Readonly<Record<FailureClass, RetryRule>> = {
  permanent: { attempts: 1, firstDelayMs: 0, longestDelayMs: 0 },
  transient: { attempts: 3, firstDelayMs: 1000, longestDelayMs: 10_000 },
  busy: { attempts: 3, firstDelayMs: 1000, longestDelayMs: 30_000 },
  'busy-video': { attempts: 6, firstDelayMs: 2000, longestDelayMs: 60_000 },
  unanswered: { attempts: 3, firstDelayMs: 1000, longestDelayMs: 10_000 },
  silent: { attempts: 2, firstDelayMs: 1000, longestDelayMs: 10_000 },
};

export function failureClassOf(error: unknown): FailureClass {
  if (error instanceof ClassedFailure) return error.failureClass;
  const transient = error instanceof RegenerationFailure && error.options.transient === true;
  return transient ? 'transient' : 'permanent';
}

/**
 * Milliseconds to wait before the next try, given the number of failed ones and the last error: as long as the provider
 * asks, else the backoff. Null: no further try, also if the provider asks for longer than the rule allows.
 */
export function delayBeforeRetry(attempts: number, error: unknown, random = Math.random): number | null {
  const { attempts: most, firstDelayMs, longestDelayMs } = RETRY_RULES[failureClassOf(error)];
  if (attempts >= most) return null;
  const asked = error instanceof ClassedFailure ? error.retryAfterMs : null;
  if (asked === null)
    return backoffMs(attempts, { firstMs: firstDelayMs, longestMs: longestDelayMs }, random);
  // Clients that were given the same time must not return at the same moment.
  return asked > longestDelayMs ? null : asked * (1 + random() / 10);
}

/** Repeats a step by the rule for its failure. The signal also ends the pause. */
export async function withRetries<T>(
  step: () => Promise<T>,
  signal: AbortSignal,
  pause: (delayMs: number) => Promise<unknown> = async (delayMs) =>
    await sleep(delayMs, undefined, { signal }),
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await step();
    } catch (error) {
      const delayMs = signal.aborted ? null : delayBeforeRetry(attempts, error);
      if (delayMs === null) throw error;
      await pause(delayMs);
    }
  }
}

/** What a user reads before the next try: a sentence that says why, and when it comes. */
export function waitingSentence(reason: string, delayMs: number): string {
  const seconds = Math.max(1, Math.round(delayMs / 1000));
  const time = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `Waiting: ${reason.charAt(0).toLowerCase()}${reason.slice(1)} Trying again in ${time}.`;
}
