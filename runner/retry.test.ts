import { RegenerationFailure } from '../core/errors.js';
import { ClassedFailure, retryAfterMs, type FailureClass } from '../core/util/http/failure-class.js';
import { delayBeforeRetry, failureClassOf, RETRY_RULES, withRetries } from './retry.js';

const failure = (failureClass: FailureClass, askedMs: number | null = null): ClassedFailure =>
  new ClassedFailure('no', failureClass, askedMs);
const middle = (): number => 0.5;

describe('the rules of repeating', () => {
  it('class what a step rejects with, and take the rest for permanent', () => {
    const transient = new RegenerationFailure('STORAGE_FAILED', 'no', { transient: true });
    expect(failureClassOf(transient)).toBe('transient');
    expect(failureClassOf(new RegenerationFailure('CONTENT_REJECTED', 'no'))).toBe('permanent');
    expect(failureClassOf(failure('busy'))).toBe('busy');
    expect(failureClassOf(new TypeError('a bug'))).toBe('permanent');
  });

  it.each<[FailureClass, (number | null)[]]>([
    ['permanent', [null]],
    ['transient', [1000, 2000, null]],
    ['busy', [1000, 2000, null]],
    ['busy-video', [2000, 4000, 8000, 16_000, 32_000, null]],
    ['unanswered', [1000, 2000, null]],
    ['silent', [1000, null]],
  ])('wait twice as long each time after %s failures, up to a limit', (failureClass, delays) => {
    expect(delays.map((_, index) => delayBeforeRetry(index + 1, failure(failureClass), middle))).toEqual(
      delays,
    );
  });

  it('spread the pauses, so that those who failed together do not come back together', () => {
    const delays = [0, 0.999].map((chance) => delayBeforeRetry(2, failure('transient'), () => chance)!);
    expect(delays[0]).toBe(1000);
    expect(delays[1]).toBeGreaterThan(2990);
  });

  it('never come back sooner than they were asked to, and not at all where that is too long', () => {
    expect(delayBeforeRetry(1, failure('busy', 7000), () => 0)).toBe(7000);
    expect(delayBeforeRetry(2, failure('busy', 7000), () => 0.999)).toBeGreaterThan(7600);
    expect(delayBeforeRetry(1, failure('busy', RETRY_RULES.busy.longestDelayMs + 1), middle)).toBeNull();
  });
});

describe('an answer that says when to come back', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each<[string, Record<string, string>, number | null]>([
    ['in seconds', { 'retry-after': '3' }, 3000],
    ['by a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5000],
    ['by a date that is over', { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    ['in milliseconds', { 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    ['not at all', {}, null],
    ['in words', { 'retry-after': 'soon' }, null],
    ['with a sign', { 'retry-after': '-5' }, null],
  ])('is read %s', (_how, headers, expected) => {
    expect(retryAfterMs(new Headers(headers), now)).toBe(expected);
  });
});

describe('a step that is repeated', () => {
  it('is tried once more where that may help, and answers with what came of it', async () => {
    const failures: unknown[] = [failure('transient'), failure('busy', 9000)];
    const pauses: number[] = [];
    const step = async (): Promise<string> => {
      if (failures.length > 0) throw failures.pop();
      return 'done';
    };
    const pause = async (delayMs: number): Promise<unknown> => pauses.push(delayMs);
    expect(await withRetries(step, new AbortController().signal, pause)).toBe('done');
    expect(pauses).toHaveLength(2);
    expect(pauses[0]).toBeGreaterThanOrEqual(9000);
  });

  it('is not tried again once the run is stopped, also in the pause', async () => {
    const run = new AbortController();
    let tries = 0;
    const step = async (): Promise<void> => {
      tries++;
      setImmediate(() => run.abort(new Error('stopped')));
      throw failure('transient');
    };
    await expect(withRetries(step, run.signal)).rejects.toThrow();
    expect(tries).toBe(1);
  });
});
