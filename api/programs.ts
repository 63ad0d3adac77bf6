import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiEnv } from './env.js';
import { choosePromptModel } from './prompt-model.js';
import type { Shutdown } from './shutdown.js';

export function storageDir(env: ApiEnv): string {
  return join(env.DATA_DIR, 'storage');
}

/** Where runners on this machine have their scratch folders. */
export function workDir(env: ApiEnv): string {
  return join(env.DATA_DIR, 'work');
}

/** The environment of the programs that the server starts: the runner's interface (runner/env.ts) and nothing else. */
export function programEnvironment(env: ApiEnv, databaseUrl: string): Record<string, string> {
  const given: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TMPDIR: process.env['TMPDIR'],
    FFMPEG_PATH: env.FFMPEG_PATH,
    FFPROBE_PATH: env.FFPROBE_PATH,
    DATABASE_URL: databaseUrl,
    DATA_DIR: env.DATA_DIR,
    STORAGE_DIR: storageDir(env),
    WORK_DIR: workDir(env),
    ...runnerSettings(env),
    REPLICATE_API_TOKEN: env.REPLICATE_API_TOKEN,
    OPENAI_API_KEY: env.OPENAI_API_KEY,
  };
  return withoutAbsent(given);
}

/** The part of the runner's environment that holds on any machine and is no secret. */
export function runnerSettings(env: ApiEnv): Record<string, string> {
  const { LOCAL_RENDER_USD_PER_SECOND, RATE_CARD, REPLICATE_BASE_URL, OPENAI_BASE_URL } = env;
  const { CRASH_POINT, LOG_LEVEL } = env;
  return withoutAbsent({
    LOCAL_RENDER_USD_PER_SECOND,
    RATE_CARD,
    REPLICATE_BASE_URL,
    OPENAI_BASE_URL,
    OPENAI_MODEL: choosePromptModel(env) ?? undefined,
    REPLICATE_WEBHOOK_URL: webhookUrl(env),
    CRASH_POINT,
    LOG_LEVEL,
  });
}

function webhookUrl({ REPLICATE_WEBHOOK_SECRET, PUBLIC_URL }: ApiEnv): string | undefined {
  if (REPLICATE_WEBHOOK_SECRET === undefined || PUBLIC_URL === undefined) return undefined;
  return `${PUBLIC_URL.replace(/\/+$/, '')}/webhooks/replicate`;
}

function withoutAbsent(variables: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Tells programs beside the server (`npm run import`) where its database and storage are, until it stops. */
export async function writeServerFile(env: ApiEnv, databaseUrl: string, shutdown: Shutdown): Promise<void> {
  const file = join(env.DATA_DIR, 'server.json');
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify({ databaseUrl, storageDir: storageDir(env) }), { mode: 0o600 });
  shutdown.add('server.json', async () => await rm(file, { force: true }));
}
