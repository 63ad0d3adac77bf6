import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMPORT_EXIT } from '../../core/util/exit-codes.js';
import { RegenerationFailure } from '../../core/errors.js';
import { openStorage } from '../../core/storage/open-storage.js';
import { compilePlainly } from '../../prisma/plain-compilation.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { findFfmpeg } from '../ffmpeg/binaries.js';
import { parseArguments, USAGE, type ImportRequest } from './arguments.js';
import { importTarget, parseImportEnv } from './env.js';
import { StartupError } from '../../core/util/startup-error.js';
import { ImportError } from './import-error.js';
import { importJob } from './import-job.js';
import { jsonOutput, textOutput, type ImportOutput, type ImportReport, type Say } from './output.js';
import type { ImportedJob } from './plan.js';

const print: Say = (line) => void process.stdout.write(`${line}\n`);
const complain: Say = (line) => void process.stderr.write(`${line}\n`);

async function main(argv: string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    print(USAGE);
    return IMPORT_EXIT.done;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  let output = textOutput(print, complain);
  try {
    const request = parseArguments(argv, process.env);
    if (request.json) {
      output = jsonOutput(print);
      stopWithParent(stop);
    }
    output.done(await runImport(request, output, stop.signal));
    return IMPORT_EXIT.done;
  } catch (error) {
    return conclude(error, output, stop.signal.aborted);
  }
}

/** A killed server cannot stop its import; the import stops when the pipes between them close. */
function stopWithParent(stop: AbortController): void {
  process.stdin.on('error', () => stop.abort());
  process.stdin.on('end', () => stop.abort()).resume();
  process.stdout.on('error', () => stop.abort());
}

async function runImport(
  request: ImportRequest,
  report: ImportReport,
  signal: AbortSignal,
): Promise<ImportedJob> {
  const env = parseImportEnv(process.env);
  const target = await importTarget(env);
  const workDir = await mkdtemp(join(tmpdir(), 'import-'));
  compilePlainly();
  const db = createPrismaClient(target.databaseUrl, { poolSize: 2 });
  try {
    await assertReady(db);
    const ffmpeg = await findFfmpeg({ ffmpegPath: env.FFMPEG_PATH, ffprobePath: env.FFPROBE_PATH }, signal);
    const { storage } = await openStorage(env, target.storageDir);
    const [resolution, previews] = [env.OUTPUT_RESOLUTION, env.PREVIEWS === 'on'];
    return await importJob(request, { db, storage, ffmpeg, workDir, resolution, previews, report }, signal);
  } finally {
    await db.$disconnect();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Throws ImportError unless the database answers and has our tables. */
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

/** What its user can act on. */
const SENTENCES = [ImportError, RegenerationFailure, StartupError];

function conclude(error: unknown, output: ImportOutput, interrupted: boolean): number {
  if (interrupted) {
    complain('Stopped; nothing was imported.');
    return IMPORT_EXIT.interrupted;
  }
  if (SENTENCES.some((kind) => error instanceof kind)) {
    output.rejected((error as Error).message);
    return IMPORT_EXIT.refused;
  }
  complain(`The import failed unexpectedly.\n${(error as Error).stack ?? String(error)}`);
  return IMPORT_EXIT.crashed;
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
