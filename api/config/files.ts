import { parseRateCardOverrides } from '../../core/quote/rate-card.js';
import { StartupError } from '../../core/util/startup-error.js';
import { providersOf } from '../../runner/video/providers/registry.js';
import type { ApiEnv } from './env.js';
import { textIn, withProviderFiles } from './provider-files.js';
import { providerProblems } from './providers.js';

/** Settings whose JSON may stand in a file: by the name of each, that of the file. */
const FILES = { VIDEO_MODELS: 'VIDEO_MODELS_FILE', RATE_CARD: 'RATE_CARD_FILE' } as const;
type Setting = keyof typeof FILES;

/**
 * The settings with what stands in files: video models, prices, and what providers keep there. Throws StartupError where a
 * file cannot be read, and with a line for each mistake in it.
 */
export async function withFiles(env: ApiEnv): Promise<ApiEnv & { RATE_CARD: string }> {
  const cards = await contentOf(env, 'VIDEO_MODELS');
  const read = { ...env, ...(cards !== undefined && { VIDEO_MODELS: cards }) };
  const providers = checked(env, 'VIDEO_MODELS', () => providersOf(read));
  const problems = providerProblems(read, providers);
  if (problems.length > 0) throw new StartupError(problems.join('\n'));
  const prices = (await contentOf(env, 'RATE_CARD')) ?? '{}';
  checked(env, 'RATE_CARD', () => parseRateCardOverrides(prices, providers.models));
  return await withProviderFiles({ ...read, RATE_CARD: prices });
}

async function contentOf(env: ApiEnv, setting: Setting): Promise<string | undefined> {
  const path = env[FILES[setting]];
  return path === undefined ? env[setting] : await textIn(path, FILES[setting]);
}

function checked<T>(env: ApiEnv, setting: Setting, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const where = env[FILES[setting]] ?? setting;
    throw new StartupError(`${where}: ${(error as Error).message}`);
  }
}
