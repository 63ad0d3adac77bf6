import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { assertNever, RegenerationFailure } from '../../core/errors.js';
import type { JobRecord } from '../../core/job/job-record.js';
import {
  addPreview,
  mayMakePreviews,
  missingPreviews,
  type MissingPreview,
  type ReadFile,
} from '../../core/previews/missing.js';
import { ObjectNotFound, type Storage } from '../../core/storage/storage.js';
import type { PrismaClient } from '../../prisma/client.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { readClip, readSong } from '../measure/read-stored.js';
import { whileAllowed } from '../measure/while-allowed.js';
import { smallVideo } from './small-video.js';

export interface PreviewsDeps {
  db: PrismaClient;
  storage: Pick<Storage, 'fetchToFile' | 'putFile' | 'delete'>;
  ffmpeg: FfmpegTools;
  /** Scratch folder; the caller removes it. */
  workDir: string;
  log: Pick<Logger, 'info'>;
}

/**
 * Makes what is missing of a video for its page, as of one of an earlier release: one file at a time, each kept at once. Ends early as
 * soon as the video is changed, deleted or expires. What cannot be read is kept as tried, and not tried again.
 */
export async function makePreviews(job: JobRecord, deps: PreviewsDeps, stop: AbortSignal): Promise<void> {
  const mayGoOn = async (): Promise<boolean> => await mayMakePreviews(deps.db, job.id);
  try {
    await whileAllowed(mayGoOn, 'The video is gone, or is being changed', stop, async (signal) => {
      for (const file of await missingPreviews(deps.db, job)) await makeOne(file, job, deps, signal);
    });
  } catch (error) {
    // Once the change has ended, its page asks again.
    if (stop.aborted || (await mayGoOn())) throw error;
  }
}

async function makeOne(
  file: MissingPreview,
  job: JobRecord,
  deps: PreviewsDeps,
  signal: AbortSignal,
): Promise<void> {
  const path = join(deps.workDir, 'file');
  const stored: string[] = [];
  const storage: Pick<Storage, 'putFile'> = {
    async putFile(key, ...given) {
      stored.push(key);
      return await deps.storage.putFile(key, ...given);
    },
  };
  let read: ReadFile = { preview: {} };
  try {
    await deps.storage.fetchToFile(file.key, path, signal);
    read = await readFile(file, path, job, { ...deps, storage }, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!isItsFault(error)) throw error;
    deps.log.info({ err: error, key: file.key }, 'Nothing can be made of a file of the video for its page');
  } finally {
    await rm(path, { force: true });
  }
  if (await addPreview(deps.db, job.id, file.key, read)) return;
  // Another was first, or the video is gone: nothing names them.
  for (const key of stored) await deps.storage.delete(key);
}

/** Whether reading it again would fail the same way: it is gone or damaged, not the storage, the disk or the memory. */
function isItsFault(error: unknown): boolean {
  if (error instanceof ObjectNotFound) return true;
  if (!(error instanceof RegenerationFailure)) return false;
  return (
    error.code !== 'STORAGE_FAILED' && error.options.transient !== true && !/disk space/.test(error.message)
  );
}

type ReadingDeps = Omit<PreviewsDeps, 'storage'> & { storage: Pick<Storage, 'putFile'> };

/** Reads a fetched file, and stores what is made of it where nothing is yet: the name is as long as that of an import. */
async function readFile(
  file: MissingPreview,
  path: string,
  job: JobRecord,
  deps: ReadingDeps,
  signal: AbortSignal,
): Promise<ReadFile> {
  const folder = `${job.id}/${randomBytes(6).toString('hex')}`;
  const reading = { ...deps, previews: true };
  switch (file.kind) {
    case 'clip':
      return (
        (await readClip(file.seconds, path, `clip-thumbnails/${folder}`, reading, signal)) ?? { preview: {} }
      );
    case 'song':
      return await readSong(job.clips, path, `clip-thumbnails/${folder}`, reading, signal);
    case 'video': {
      const made = await smallVideo(path, deps, signal);
      if (made === null) return { preview: {} };
      const small = `video-outputs/${folder}/small.mp4`;
      await deps.storage.putFile(small, made, signal);
      return { preview: { small } };
    }
    default:
      return assertNever(file, 'file of a video');
  }
}
