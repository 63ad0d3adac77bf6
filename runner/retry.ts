import { setTimeout as sleep } from 'node:timers/promises';
import { RegenerationFailure } from '../core/errors.js';
import { backoffMs } from '../core/util/backoff.js';

/**
 * Whether to repeat a failed step. `permanent`: it would fail again (no access, rejected content, unusable media).
 * `transient`: storage, a program, a connection that was not made. `busy`: a provider accepts nothing now and may
 * say until when. `busy-video`: the same for a video provider, where a longer wait is justified because nothing else
 * can make the clip. `unanswered`: a paid request with an unknown outcome; each repetition may be charged. `silent`: the
 * same after the longest wait that an operator allows, so that one repetition is enough.
 */
export type FailureClass = 'permanent' | 'transient' | 'busy' | 'busy-video' | 'unanswered' | 'silent';

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

/** A failure that carries its class, such as a provider's error. */
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

/** Milliseconds that a response's headers ask to wait (RFC 9110: seconds or a date; OpenAI also sends milliseconds). */
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
