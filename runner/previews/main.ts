import { mkdtemp, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { JobRepository } from '../../core/job/job-repository.js';
import { openStorage } from '../../core/storage/open-storage.js';
import { CLI_EXIT } from '../../core/util/exit-codes.js';
import { compilePlainly } from '../../prisma/plain-compilation.js';
import { createPrismaClient } from '../../prisma/client.js';
import { findFfmpeg, type FfmpegTools } from '../ffmpeg/binaries.js';
import { importTarget, parseImportEnv, type ImportEnv } from '../import/env.js';
import { makePreviews } from './make-previews.js';

// Makes what the page of one video shows beside it and has not: `node dist/previews.js JOB USER`. The server starts it.

async function main([jobId = '', userId = '']: string[], log: Logger): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  // A killed server cannot stop it: it stops when the pipe between them closes.
  process.stdin.on('error', () => stop.abort());
  process.stdin.on('end', () => stop.abort()).resume();
  yieldProcessor();
  const prepared = await prepare(log, stop.signal);
  if (prepared === null) return CLI_EXIT.misconfigured;
  const { env, ffmpeg } = prepared;
  const target = await importTarget(env);
  compilePlainly();
  const workDir = await mkdtemp(join(tmpdir(), 'previews-'));
  const db = createPrismaClient(target.databaseUrl, { poolSize: 2 });
  try {
    const { storage } = await openStorage(env, target.storageDir);
    const job = await new JobRepository(db).find(jobId, userId);
    if (job !== null) await makePreviews(job, { db, storage, ffmpeg, workDir, log }, stop.signal);
    return CLI_EXIT.done;
  } catch (error) {
    if (stop.signal.aborted) return CLI_EXIT.interrupted;
    log.info({ err: error, job: jobId }, 'Not all of a video is made for its page');
    return CLI_EXIT.failed;
  } finally {
    await db.$disconnect();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Null where the settings are wrong, or there is no ffmpeg here. */
async function prepare(
  log: Logger,
  signal: AbortSignal,
): Promise<{ env: ImportEnv; ffmpeg: FfmpegTools } | null> {
  try {
    const env = parseImportEnv(process.env);
    const found = await findFfmpeg({ ffmpegPath: env.FFMPEG_PATH, ffprobePath: env.FFPROBE_PATH }, signal);
    return { env, ffmpeg: { ...found, yields: true } };
  } catch (error) {
    log.warn(`Videos of earlier releases get no pictures for their page: ${(error as Error).message}`);
    return null;
  }
}

/** Before it starts anything, which then yields as well. */
function yieldProcessor(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // The system does not let us: then it runs as any other.
  }
}

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info' });
void main(process.argv.slice(2), log)
  .catch((error: unknown) => {
    log.error({ err: error }, 'Nothing was made for the page of a video');
    return CLI_EXIT.failed;
  })
  .then((code) => process.exit(code));
