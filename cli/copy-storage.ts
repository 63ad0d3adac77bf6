import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { storageProblem } from '../api/probes/storage.js';
import { RegenerationFailure } from '../core/errors.js';
import { copyObjects } from '../core/storage/copy-objects.js';
import { createLocalDiskStorage } from '../core/storage/disk/local-disk.js';
import { openStorage } from '../core/storage/open-storage.js';
import { s3Access } from '../core/storage/s3/s3-settings.js';
import { CLI_EXIT } from '../core/util/exit-codes.js';
import { readSettings } from '../core/util/settings.js';
import { StartupError } from '../core/util/startup-error.js';
import { COPY_STORAGE_SETTINGS } from './env.js';

const schema = z
  .object(COPY_STORAGE_SETTINGS)
  .refine(s3Access.holds, { message: s3Access.message })
  .refine((env) => env.S3_BUCKET !== undefined, { message: 'Set S3_BUCKET: the bucket to copy to.' });

const REPORT_EVERY_OBJECTS = 100;

async function main(source: NodeJS.ProcessEnv): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  try {
    const env = readSettings(schema, source);
    await copy(resolve(env.DATA_DIR), env, stop.signal);
    return CLI_EXIT.done;
  } catch (error) {
    if (stop.signal.aborted) process.stderr.write('Stopped. Run it again to continue.\n');
    else process.stderr.write(`${isInWords(error) ? error.message : String(error)}\n`);
    if (error instanceof StartupError) return CLI_EXIT.misconfigured;
    return stop.signal.aborted ? CLI_EXIT.interrupted : CLI_EXIT.failed;
  }
}

const isInWords = (error: unknown): error is Error =>
  error instanceof StartupError || error instanceof RegenerationFailure;

async function copy(dataDir: string, env: z.infer<typeof schema>, signal: AbortSignal): Promise<void> {
  const root = join(dataDir, 'storage');
  const entries = await readdir(root, { withFileTypes: true }).catch(() => {
    throw new StartupError(`There is no folder ${root}: DATA_DIR says where the files are.`);
  });
  const buckets = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  // On the same disk as the storage, so that fetching an object is a hard link, not a copy.
  const scratch = await mkdtemp(join(dataDir, 'copy-'));
  try {
    const { storage } = await openStorage(env, root);
    // Else a bucket that is missing would only be noticed at the first object.
    const problem = await storageProblem(storage);
    if (problem !== null) throw new StartupError(problem);
    const places: Parameters<typeof copyObjects>[0] = [createLocalDiskStorage(root), storage];
    const report = ({ objects, bytes }: { objects: number; bytes: number }): void =>
      void process.stdout.write(`${objects} objects, ${(bytes / 1e6).toFixed(1)} MB\n`);
    const sometimes: typeof report = (count) => count.objects % REPORT_EVERY_OBJECTS === 0 && report(count);
    report(await copyObjects(places, buckets, scratch, sometimes, signal));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

void main(process.env).then((code) => process.exit(code));
