import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegenerationFailure } from '../../core/errors.js';
import { FRAME_RATE } from '../../core/frames.js';
import { createLocalDiskStorage } from '../../core/storage/local-disk.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { findFfmpeg } from '../ffmpeg/binaries.js';
import { parseArguments, USAGE, type ImportRequest } from './arguments.js';
import { importTarget, parseImportEnv } from './env.js';
import { ImportError } from './import-error.js';
import { importJob, type ImportedJob } from './import-job.js';

/** Exit codes of the import. */
const IMPORT_EXIT = {
  /** The job is there. */
  done: 0,
  /** Something unexpected; nothing was imported. */
  crashed: 1,
  /** It cannot be imported, for the reason that was told; nothing was imported. */
  refused: 2,
  /** Told to stop (Ctrl-C); nothing was imported. */
  interrupted: 130,
} as const;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(argv: string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    say(USAGE);
    return IMPORT_EXIT.done;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  try {
    const job = await runImport(parseArguments(argv), stop.signal);
    report(job);
    return IMPORT_EXIT.done;
  } catch (error) {
    return conclude(error, stop.signal.aborted);
  }
}

async function runImport(request: ImportRequest, signal: AbortSignal): Promise<ImportedJob> {
  const env = parseImportEnv(process.env);
  const target = await importTarget(env);
  const workDir = await mkdtemp(join(tmpdir(), 'import-'));
  const db = createPrismaClient(target.databaseUrl, { poolSize: 2 });
  try {
    await assertReady(db);
    const ffmpeg = await findFfmpeg({ ffmpegPath: env.FFMPEG_PATH, ffprobePath: env.FFPROBE_PATH }, signal);
    const storage = createLocalDiskStorage(target.storageDir);
    return await importJob(request, { db, storage, ffmpeg, workDir, say }, signal);
  } finally {
    await db.$disconnect();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** A database that answers and has our tables; else ImportError. */
async function assertReady(db: PrismaClient): Promise<void> {
  const rows = await db.$queryRaw<
    { ready: boolean }[]
  >`SELECT to_regclass('jobs') IS NOT NULL AS ready`.catch((error: unknown) => {
    throw new ImportError(
      'The database does not answer. Start the server first (npm start), or check DATABASE_URL.',
      error,
    );
  });
  if (rows[0]?.ready !== true)
    throw new ImportError('The database has no tables yet. Start the server once (npm start).');
}

function report({ jobId, title, data }: ImportedJob): void {
  const failed = data.clips
    .filter((clip) => clip.videoKey === null)
    .map((clip) => `Clip ${clip.clipIndex + 1}`);
  const seconds = Math.round(data.totalFrames / FRAME_RATE);
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  say(`Imported “${title}”: ${data.clips.length} clips, ${length}, ${data.aspectRatio}.`);
  if (failed.length > 0) say(`Without a video: ${failed.join(', ')}.`);
  say(`Job ${jobId}`);
}

function conclude(error: unknown, interrupted: boolean): number {
  if (interrupted) {
    process.stderr.write('Stopped; nothing was imported.\n');
    return IMPORT_EXIT.interrupted;
  }
  if (error instanceof ImportError || error instanceof RegenerationFailure) {
    process.stderr.write(`${error.message}\n`);
    return IMPORT_EXIT.refused;
  }
  process.stderr.write(`The import met something unexpected.\n${(error as Error).stack ?? String(error)}\n`);
  return IMPORT_EXIT.crashed;
}

process.exit(await main(process.argv.slice(2)));
