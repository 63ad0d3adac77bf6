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

/** Where uploaded files wait until their video is made. */
export function importsDir(env: ApiEnv): string {
  return join(env.DATA_DIR, 'imports');
}

/** The environment of the runners that the server starts: exactly what runner/env.ts reads. */
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

/** The environment of the import program (runner/import/env.ts): the server's database role, and no provider keys. */
export function importEnvironment(env: ApiEnv, databaseUrl: string): Record<string, string> {
  return withoutAbsent({
    ...machineSettings(env),
    ...storageSettings(env),
    OUTPUT_RESOLUTION: String(env.OUTPUT_RESOLUTION),
    PREVIEWS: env.PREVIEWS,
    DATABASE_URL: databaseUrl,
  });
}

/** What a program needs to know about this machine. */
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

/** The bucket's settings; empty if there is no bucket. */
function bucketSettings(env: ApiEnv): Record<string, string | undefined> {
  const { S3_BUCKET, S3_PREFIX, S3_ENDPOINT, S3_REGION, S3_PATH_STYLE } = env;
  return S3_BUCKET === undefined ? {} : { S3_BUCKET, S3_PREFIX, S3_ENDPOINT, S3_REGION, S3_PATH_STYLE };
}

/** The part of the runner's environment that is the same on any machine and not secret. */
export function runnerSettings(env: ApiEnv): Record<string, string> {
  const { LOCAL_RENDER_USD_PER_SECOND, RATE_CARD, OPENAI_BASE_URL, PROMPT_MODEL_REASONING_EFFORT } = env;
  const { VIDEO_MODELS, OUTPUT_RESOLUTION, PREVIEWS, CRASH_POINT, LEASE_SECONDS, LOG_LEVEL } = env;
  return withoutAbsent({
    LOCAL_RENDER_USD_PER_SECOND,
    VIDEO_MODELS,
    RATE_CARD,
    ...providerSettings(env),
    OPENAI_BASE_URL,
    OPENAI_MODEL: choosePromptModel(env) ?? undefined,
    PROMPT_MODEL_TIMEOUT_SECONDS: env.PROMPT_MODEL_TIMEOUT_SECONDS?.toString(),
    PROMPT_MODEL_MAX_TOKENS: String(env.PROMPT_MODEL_MAX_TOKENS),
    PROMPT_MODEL_REASONING_EFFORT,
    ...bucketSettings(env),
    OUTPUT_RESOLUTION: String(OUTPUT_RESOLUTION),
    PREVIEWS,
    CHANGE_CONCURRENCY: String(env.CHANGE_CONCURRENCY),
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

/** Leaves the addresses of database and storage for `npm run import`, until the server stops. */
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
