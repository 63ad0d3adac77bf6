/**
 * Whether to repeat a failed step. `permanent`: it would fail again (no access, rejected content, unusable media).
 * `transient`: storage, a program, a connection that was not made. `busy`: a provider accepts nothing now and may
 * say until when. `busy-video`: the same for a video provider, where a longer wait is justified because nothing else
 * can make the clip. `unanswered`: a paid request with an unknown outcome; each repetition may be charged. `silent`: the
 * same after the longest wait that an operator allows, so that one repetition is enough.
 */
export type FailureClass = 'permanent' | 'transient' | 'busy' | 'busy-video' | 'unanswered' | 'silent';

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
