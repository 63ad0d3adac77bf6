import { readFile } from 'node:fs/promises';
import { parseRateCardOverrides } from '../../core/quote/rate-card.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';
import type { ApiEnv } from './env.js';
import { StartupError } from '../../core/util/startup-error.js';

/** The settings with RATE_CARD read from RATE_CARD_FILE. Throws StartupError if the prices cannot be read. */
export async function withRateCard(env: ApiEnv): Promise<ApiEnv & { RATE_CARD: string }> {
  const json = env.RATE_CARD ?? (await readRateCard(env.RATE_CARD_FILE));
  try {
    parseRateCardOverrides(json, PROVIDERS.models);
  } catch (error) {
    throw new StartupError(`${env.RATE_CARD_FILE ?? 'RATE_CARD'}: ${(error as Error).message}`);
  }
  return { ...env, RATE_CARD: json };
}

async function readRateCard(path: string | undefined): Promise<string> {
  if (path === undefined) return '{}';
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartupError(`RATE_CARD_FILE cannot be read: ${(error as Error).message}`);
  }
}
