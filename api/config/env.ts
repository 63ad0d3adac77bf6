import { resolve } from 'node:path';
import type { z } from 'zod';
import { readSettings } from '../../core/util/settings.js';
import { apiSettings, authConfigured, launcherOf } from './api-settings.js';

/** The server's settings, checked. Paths are absolute. */
export type ApiEnv = z.infer<typeof apiSettings> & {
  DATA_DIR: string;
  BUDGET_LIMIT_USD: string;
  LOG_LEVEL: string;
  LAUNCHER: 'kubernetes' | 'local';
  PLAYGROUND: 'on' | 'off';
  /** 0: forever. */
  RETENTION_DAYS: number;
  /** No auth is configured, so POST /auth/demo signs a visitor in; only ever on loopback outside production. */
  DEMO_SIGN_IN: boolean;
};

/** Reads the server's settings; throws StartupError with a line for each wrong one. */
export function parseApiEnv(source: NodeJS.ProcessEnv): ApiEnv {
  const env = readSettings(apiSettings, source);
  return {
    ...env,
    DATA_DIR: resolve(env.DATA_DIR),
    BUDGET_LIMIT_USD: env.BUDGET_LIMIT_USD ?? (env.NODE_ENV === 'production' ? '2000' : '50'),
    LOG_LEVEL: env.LOG_LEVEL ?? (env.NODE_ENV === 'production' ? 'info' : 'warn'),
    LAUNCHER: launcherOf(env),
    PLAYGROUND: env.PLAYGROUND ?? (env.NODE_ENV === 'production' ? 'off' : 'on'),
    RETENTION_DAYS: env.RETENTION_DAYS ?? (env.NODE_ENV === 'production' ? 14 : 0),
    DEMO_SIGN_IN: !authConfigured(env),
  };
}
