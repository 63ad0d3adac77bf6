import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseAddress } from './database.js';
import type { ApiEnv } from './env.js';
import { providerSecrets, providerSettings } from './providers.js';
import { choosePromptModel } from './prompt-model.js';
import type { Shutdown } from '../shutdown.js';

export function storageDir(env: ApiEnv): string {
  return join(env.DATA_DIR, 'storage');
}

/** Where runners on this machine have their scratch folders. */
export function workDir(env: ApiEnv): string {
  return join(env.DATA_DIR, 'work');
}

/** Where files lie that people bring in, until their video is made. */
export function importsDir(env: ApiEnv): string {
  return join(env.DATA_DIR, 'imports');
}

/** The environment of runners that the server starts: their interface (runner/env.ts) and nothing else. */
export function runnerEnvironment(env: ApiEnv, { queries, direct }: DatabaseAddress): Record<string, string> {
  const given: Record<string, string | undefined> = {
    ...machineSettings(env),
    ...storageSettings(env),
    DATABASE_URL: queries,
    DATABASE_DIRECT_URL: direct === queries ? undefined : direct,
    WORK_DIR: workDir(env),
    ...runnerSettings(env),
    ...providerSecrets(env),
    OPENAI_API_KEY: env.OPENAI_API_KEY,
  };
  return withoutAbsent(given);
}

/** The environment of the import program (runner/import/env.ts), which needs no provider's key. It writes as the server does. */
export function importEnvironment(env: ApiEnv, databaseUrl: string): Record<string, string> {
  return withoutAbsent({
    ...machineSettings(env),
    ...storageSettings(env),
    OUTPUT_RESOLUTION: String(env.OUTPUT_RESOLUTION),
    DATABASE_URL: databaseUrl,
  });
}

/** What a program needs of this machine. */
function machineSettings(env: ApiEnv): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR } = process.env;
  const { FFMPEG_PATH, FFPROBE_PATH, DATA_DIR } = env;
  return { PATH, HOME, TMPDIR, FFMPEG_PATH, FFPROBE_PATH, DATA_DIR };
}

/** How a program on this machine reaches the media. */
function storageSettings(env: ApiEnv): Record<string, string | undefined> {
  const { S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  return { STORAGE_DIR: storageDir(env), ...bucketSettings(env), S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY };
}

/** Where the bucket is; empty where there is none. */
function bucketSettings(env: ApiEnv): Record<string, string | undefined> {
  const { S3_BUCKET, S3_PREFIX, S3_ENDPOINT, S3_REGION, S3_PATH_STYLE } = env;
  return S3_BUCKET === undefined ? {} : { S3_BUCKET, S3_PREFIX, S3_ENDPOINT, S3_REGION, S3_PATH_STYLE };
}

/** The part of the runner's environment that holds on any machine and is no secret. */
export function runnerSettings(env: ApiEnv): Record<string, string> {
  const { LOCAL_RENDER_USD_PER_SECOND, RATE_CARD, OPENAI_BASE_URL } = env;
  const { OUTPUT_RESOLUTION, CRASH_POINT, LEASE_SECONDS, LOG_LEVEL } = env;
  return withoutAbsent({
    LOCAL_RENDER_USD_PER_SECOND,
    RATE_CARD,
    ...providerSettings(env),
    OPENAI_BASE_URL,
    OPENAI_MODEL: choosePromptModel(env) ?? undefined,
    ...bucketSettings(env),
    OUTPUT_RESOLUTION: String(OUTPUT_RESOLUTION),
    CRASH_POINT,
    LEASE_SECONDS: String(LEASE_SECONDS),
    LOG_LEVEL,
  });
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
  await writeFile(
    file,
    JSON.stringify({ databaseUrl, storageDir: storageDir(env), bucket: env.S3_BUCKET ?? null }),
    { mode: 0o600 },
  );
  shutdown.add('server.json', async () => await rm(file, { force: true }));
}
