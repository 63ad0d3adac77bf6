import { setTimeout as sleep } from 'node:timers/promises';
import { RegenerationFailure } from '../core/errors.js';

const ATTEMPTS = 3;
const BASE_DELAY_MS = 500;

/** Repeats a step after a transient failure: 3 attempts, exponential backoff with jitter. */
export async function withRetries<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step();
    } catch (error) {
      const transient = error instanceof RegenerationFailure && error.options.transient === true;
      if (!transient || attempt >= ATTEMPTS || signal.aborted) throw error;
      await sleep(BASE_DELAY_MS * 2 ** attempt * (0.5 + Math.random()), undefined, { signal });
    }
  }
}
