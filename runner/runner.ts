import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { armCrashPoint } from '../core/regeneration/crash-point.js';
import { RUNNER_EXIT } from '../core/util/exit-codes.js';
import { drawingCost } from '../core/quote/pricing.js';
import { rateCard } from '../core/quote/rate-card.js';
import { leaseTiming } from '../core/regeneration/lease-timing.js';
import { openStorage } from '../core/storage/open-storage.js';
import { scratchPrefix } from '../core/regeneration/scratch-folder.js';
import { compilePlainly } from '../prisma/plain-compilation.js';
import { createPrismaClient } from '../prisma/client.js';
import { parseRunnerEnv, type RunnerEnv } from './env.js';
import type { FfmpegTools } from './ffmpeg/binaries.js';
import type { RunOutcome } from './conclude.js';
import { RUNNER_CONNECTIONS } from './database.js';
import { createOpenAiPromptModel } from '../core/language-model/openai/openai-prompt-model.js';
import type { PromptModel } from '../core/language-model/prompt-model.js';
import type { Claim } from '../core/regeneration/claim.js';
import { measureMissing } from './steps/measure-missing.js';
import { runRegeneration } from './run.js';
import { createLocalRenderer } from './video/builtin/local-renderer.js';
import { providersOf } from './video/providers/registry.js';
import { createVideoModels } from './video/video-models.js';

const EXIT_CODES: Record<RunOutcome, number> = {
  done: RUNNER_EXIT.done,
  refused: RUNNER_EXIT.refused,
  superseded: RUNNER_EXIT.superseded,
  interrupted: RUNNER_EXIT.interrupted,
  crashed: RUNNER_EXIT.crashed,
};

async function main(env: RunnerEnv, tried: Promise<FfmpegTools>): Promise<number> {
  const log = pino({ level: env.LOG_LEVEL, serializers: { err: loggedError } }).child({
    regeneration: env.REGENERATION_ID,
    attempt: env.REGENERATION_ATTEMPT,
  });
  const terminate = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => terminate.abort());
  const crashPoint = env.CRASH_POINT[env.REGENERATION_ATTEMPT - 1];
  if (crashPoint !== undefined) armCrashPoint(crashPoint);
  compilePlainly();
  const workDir = await makeWorkDir(env);
  const lease = leaseTiming(env.LEASE_SECONDS);
  const db = createPrismaClient(env.DATABASE_URL, {
    poolSize: RUNNER_CONNECTIONS,
    queryTimeoutMs: lease.queryTimeoutMs,
    pooled: env.DATABASE_DIRECT_URL !== undefined,
  });
  try {
    // While ffmpeg is being tried. If this fails, queries connect by themselves.
    void db.$connect().catch(() => undefined);
    const ffmpeg = await tried;
    const providers = providersOf(env);
    const rates = rateCard(providers.models, env.LOCAL_RENDER_USD_PER_SECOND, env.RATE_CARD);
    const localPrice = (seconds: number): string => drawingCost(rates, seconds).usd;
    const { storage } = await openStorage(env, env.STORAGE_DIR ?? '');
    const previews = env.PREVIEWS === 'on';
    const deps = {
      db,
      lease,
      afterwards: async (claim: Claim) =>
        await measureMissing(claim, { db, storage, ffmpeg, workDir, log, previews }, terminate.signal),
      storage,
      ffmpeg,
      promptModel: createPromptModel(env),
      videoModels: await createVideoModels(providers, env, createLocalRenderer(ffmpeg, localPrice), {
        ...{ ffmpeg, storage, log, db },
        databaseUrl: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
      }),
      rateCard: rates,
      workDir,
      outputResolution: env.OUTPUT_RESOLUTION,
      previews,
      encoderConcurrency: env.ENCODER_CONCURRENCY,
      changeConcurrency: env.CHANGE_CONCURRENCY,
      log,
    };
    const outcome = await runRegeneration(
      env.REGENERATION_ID,
      env.REGENERATION_ATTEMPT,
      deps,
      terminate.signal,
    );
    log.info({ outcome }, 'The runner ends');
    return EXIT_CODES[outcome];
  } finally {
    await rm(workDir, { recursive: true, force: true });
    // Otherwise a dead connection would keep the process running.
    await Promise.race([db.$disconnect(), sleep(lease.disconnectMs)]);
  }
}

/** The language model that the change was quoted with. */
function createPromptModel(env: RunnerEnv): PromptModel | null {
  if (env.OPENAI_MODEL === undefined) return null;
  return createOpenAiPromptModel({
    apiKey: env.OPENAI_API_KEY ?? null,
    baseUrl: env.OPENAI_BASE_URL ?? null,
    model: env.OPENAI_MODEL,
    timeoutSeconds: env.PROMPT_MODEL_TIMEOUT_SECONDS,
    maxTokens: env.PROMPT_MODEL_MAX_TOKENS,
    reasoningEffort: env.PROMPT_MODEL_REASONING_EFFORT ?? null,
  });
}

/** Only the database knows what a failure cost, and says it to the user. */
function loggedError(error: Error): object {
  const { message, stack, ...logged } = pino.stdSerializers.err(error);
  const inWords = (text: string): string => text.replaceAll(' {charged}', '');
  return { ...logged, message: inWords(message), stack: inWords(stack) };
}

/** Its name contains the regeneration and attempt, so that the api can remove it if the runner is killed. */
async function makeWorkDir(env: RunnerEnv): Promise<string> {
  const base = env.WORK_DIR ?? tmpdir();
  const owner = { regenerationId: env.REGENERATION_ID, attempt: env.REGENERATION_ATTEMPT };
  await mkdir(base, { recursive: true });
  return await mkdtemp(join(base, scratchPrefix(owner)));
}

function readEnv(variables: NodeJS.ProcessEnv): RunnerEnv | null {
  try {
    return parseRunnerEnv(variables);
  } catch (error) {
    pino().fatal(`The runner's environment is wrong: ${(error as Error).message}`);
    return null;
  }
}

/**
 * Runs the regeneration that the environment names.
 *
 * @param ffmpeg The ffmpeg to use, while it is still being tried.
 * @returns The exit code: one of RUNNER_EXIT.
 */
export async function run(variables: NodeJS.ProcessEnv, ffmpeg: Promise<FfmpegTools>): Promise<number> {
  const env = readEnv(variables);
  if (env === null) return RUNNER_EXIT.misconfigured;
  return await main(env, ffmpeg).catch((error: unknown) => {
    pino().fatal({ err: error, regeneration: env.REGENERATION_ID }, 'The runner failed');
    return RUNNER_EXIT.crashed;
  });
}
