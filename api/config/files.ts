import { readFile } from 'node:fs/promises';
import { parseRateCardOverrides } from '../../core/quote/rate-card.js';
import { StartupError } from '../../core/util/startup-error.js';
import { providersOf } from '../../runner/video/providers/registry.js';
import type { ApiEnv } from './env.js';
import { providerProblems } from './providers.js';

/** Settings whose JSON may stand in a file: by the name of each, that of the file. */
const FILES = { VIDEO_MODELS: 'VIDEO_MODELS_FILE', RATE_CARD: 'RATE_CARD_FILE' } as const;
type Setting = keyof typeof FILES;

/**
 * The settings with the JSON of their files. Throws StartupError where a file cannot be read, and with a line for each
 * mistake in the video models or the prices.
 */
export async function withFiles(env: ApiEnv): Promise<ApiEnv & { RATE_CARD: string }> {
  const cards = await contentOf(env, 'VIDEO_MODELS');
  const read = { ...env, ...(cards !== undefined && { VIDEO_MODELS: cards }) };
  const providers = checked(env, 'VIDEO_MODELS', () => providersOf(read));
  const problems = providerProblems(read, providers);
  if (problems.length > 0) throw new StartupError(problems.join('\n'));
  const prices = (await contentOf(env, 'RATE_CARD')) ?? '{}';
  checked(env, 'RATE_CARD', () => parseRateCardOverrides(prices, providers.models));
  return { ...read, RATE_CARD: prices };
}

async function contentOf(env: ApiEnv, setting: Setting): Promise<string | undefined> {
  const path = env[FILES[setting]];
  if (path === undefined) return env[setting];
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartupError(`${FILES[setting]} cannot be read: ${(error as Error).message}`);
  }
}

function checked<T>(env: ApiEnv, setting: Setting, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const where = env[FILES[setting]] ?? setting;
    throw new StartupError(`${where}: ${(error as Error).message}`);
  }
}
