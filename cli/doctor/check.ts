import type { ApiEnv } from '../../api/config/env.js';

/** Checks one dependency of the server: resolves with its state in a few words, or rejects with a Problem. */
export type Check = (env: ApiEnv, signal: AbortSignal) => Promise<string>;

/** What is wrong, in a sentence that names the setting to fix. */
export class Problem extends Error {
  override name = 'Problem';
}
