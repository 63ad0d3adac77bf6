import { setTimeout as sleep } from 'node:timers/promises';
import { RegenerationFailure } from '../core/errors.js';

/**
 * What kind of failure it was, as far as a repetition is concerned. `permanent`: the same would fail alike (no access,
 * refused content, unusable media). `transient`: storage, a program, a connection that did not come about. `busy`: a
 * provider takes nothing now, and may say until when; `busy-order`: a video provider, for which it is worth waiting
 * longer: nobody else makes the clip. `unanswered`: a paid request of which nobody knows whether it was
 * carried out; each repetition may be charged.
 */
export type FailureClass = 'permanent' | 'transient' | 'busy' | 'busy-order' | 'unanswered';

/** How often something is tried in all, and how long the pauses between are; they double. */
interface RetryRule {
  attempts: number;
  firstDelayMs: number;
  longestDelayMs: number;
}

/** The one place that says what is repeated. A failure that nobody has classed is not. */
export const RETRY_RULES: Readonly<Record<FailureClass, RetryRule>> = {
  permanent: { attempts: 1, firstDelayMs: 0, longestDelayMs: 0 },
  transient: { attempts: 3, firstDelayMs: 1000, longestDelayMs: 10_000 },
  busy: { attempts: 3, firstDelayMs: 1000, longestDelayMs: 30_000 },
  'busy-order': { attempts: 6, firstDelayMs: 2000, longestDelayMs: 60_000 },
  unanswered: { attempts: 3, firstDelayMs: 1000, longestDelayMs: 10_000 },
};

/** A failure that says of which kind it is; providers' errors are such. */
export class ClassedFailure extends Error {
  constructor(
    message: string,
    readonly failureClass: FailureClass,
    /** Milliseconds that the provider asks to wait. */
    readonly retryAfterMs: number | null = null,
    options?: { cause: unknown },
  ) {
    super(message, options);
    this.name = 'ClassedFailure';
  }
}

export function failureClassOf(error: unknown): FailureClass {
  if (error instanceof ClassedFailure) return error.failureClass;
  const transient = error instanceof RegenerationFailure && error.options.transient === true;
  return transient ? 'transient' : 'permanent';
}

/**
 * Milliseconds to wait before another try, after so many that failed, the last one with this error: as long as the
 * provider asks for, else twice as long each time, give or take a half. Null: no other try, be it because the provider
 * asks for more patience than the rule has.
 */
export function delayBeforeRetry(attempts: number, error: unknown, random = Math.random): number | null {
  const { attempts: most, firstDelayMs, longestDelayMs } = RETRY_RULES[failureClassOf(error)];
  if (attempts >= most) return null;
  const asked = error instanceof ClassedFailure ? error.retryAfterMs : null;
  if (asked === null) return Math.min(longestDelayMs, firstDelayMs * 2 ** (attempts - 1) * (0.5 + random()));
  // Whoever was told the same moment should not come back in the same moment.
  return asked > longestDelayMs ? null : asked * (1 + random() / 10);
}

/** Repeats a step by the rules for what went wrong with it. The run's end ends the pause, too. */
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

/** Milliseconds that an answer's headers ask to wait (RFC 9110: seconds or a date; OpenAI also says milliseconds). */
export function retryAfterMs(headers: Headers, now = Date.now()): number | null {
  const millis = amount(headers.get('retry-after-ms'));
  if (millis !== null) return millis;
  const asked = headers.get('retry-after');
  const seconds = amount(asked);
  if (seconds !== null) return seconds * 1000;
  const date = /^[A-Z][a-z]{2}, /.test(asked ?? '') ? Date.parse(asked!) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function amount(text: string | null): number | null {
  const number = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : null;
}
