import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { secondsAt } from '../../core/job/frames.js';
import { storedClipMeasurement, storedSongMeasurement } from '../../core/measurements/measurement.js';
import {
  keepMeasurement,
  mayMeasure,
  readMeasurable,
  type Measurable,
} from '../../core/measurements/measurements.js';
import { keepPreview } from '../../core/previews/previews.js';
import type { Claim } from '../../core/regeneration/claim.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { MEASURING_MS } from '../../core/regeneration/lease-timing.js';
import type { Storage } from '../../core/storage/storage.js';
import { limited } from '../../core/util/limited.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { readClip, readSong, type Read, type Reading } from '../measure/read-stored.js';
import { whileAllowed } from '../measure/while-allowed.js';
import { objectPath } from './step.js';

/** What measuring works with, once a run has ended. */
export interface MeasuringDeps extends Reading {
  db: PrismaClient;
  storage: Pick<Storage, 'fetchToFile' | 'putFile'>;
  log: Logger;
}

/**
 * After a change is published: measures what was never measured of the video as it is now, and makes its pictures and its wave
 * for the page, as of a video of before. One file at a time, with the least priority, until the time is up or something waits to be started; each is kept at once,
 * and the next runner continues with the rest. Never rejects.
 */
export async function measureMissing(
  claim: Claim,
  given: MeasuringDeps,
  terminate: AbortSignal,
): Promise<void> {
  const deps: MeasuringDeps = { ...given, ffmpeg: { ...given.ffmpeg, yields: true } };
  try {
    const found = await readMeasurable(deps.db, claim);
    const missing = found === null ? [] : missingOf(found, deps.previews);
    if (found === null || missing.length === 0) return;
    // No other attempt writes there, nor did this one while it made its clips.
    const folder = `clip-thumbnails/${objectPath({ job: found.job, ...claim })}/missing`;
    await limited(terminate, MEASURING_MS.all, async (limit) => {
      const mayGoOn = async (): Promise<boolean> => await mayMeasure(deps.db, claim);
      await whileAllowed(mayGoOn, 'Something waits to be started', limit, async (signal) => {
        for (const file of missing) await readAndKeep(file, `${folder}/${nameOf(file)}`, claim, deps, signal);
      });
    });
  } catch (error) {
    deps.log.info({ err: error }, 'Not all of the video is measured');
  }
}

/** A file that is to be read. */
interface Missing {
  key: string;
  /** Only what is made of it for the page is missing. */
  isMeasured: boolean;
  /** Stores what is made of it in a folder of keys. */
  read: (path: string, folder: string, deps: Reading, signal: AbortSignal) => Promise<Read | null>;
}

/** As part of a key. */
const nameOf = ({ key }: Missing): string => createHash('sha256').update(key).digest('hex').slice(0, 16);

/** The current clips, and then the song: without it there is still most of what is suggested. */
function missingOf({ job, stored, previewed }: Measurable, previews: boolean): Missing[] {
  const { clips, songKey, mediaExpired } = job;
  if (mediaExpired) return [];
  const missing = (key: string, isMeasured: boolean, read: Missing['read']): Missing[] =>
    isMeasured && (!previews || previewed.has(key)) ? [] : [{ key, isMeasured, read }];
  const ofClips = clips.flatMap(({ currentVideoKey: key, startFrame, endFrame }): Missing[] => {
    if (key === null) return [];
    // Earlier releases did not measure how it looks at its cuts.
    const isMeasured = storedClipMeasurement.parse(stored.get(key) ?? null)?.opens !== undefined;
    const seconds = secondsAt(endFrame - startFrame);
    return missing(key, isMeasured, async (...given) => await readClip(seconds, ...given));
  });
  if (songKey === null) return ofClips;
  const isMeasured = storedSongMeasurement.parse(stored.get(songKey) ?? null) !== null;
  return [...ofClips, ...missing(songKey, isMeasured, async (...given) => await readSong(clips, ...given))];
}

/** What cannot be read now is left out, and tried again by the next runner. */
async function readAndKeep(
  { key, isMeasured, read }: Missing,
  folder: string,
  claim: Claim,
  deps: MeasuringDeps,
  run: AbortSignal,
): Promise<void> {
  const path = join(deps.workDir, 'missing');
  try {
    const found = await limited(run, MEASURING_MS.file, async (signal) => {
      await deps.storage.fetchToFile(key, path, signal);
      return await read(path, folder, deps, signal);
    });
    if (found === null) return;
    crashPoint('after-preview-upload');
    if (!isMeasured) await keepMeasurement(deps.db, claim, key, found.measured);
    if (deps.previews) await keepPreview(deps.db, claim, key, found.preview);
    crashPoint('after-measurement');
  } catch (error) {
    run.throwIfAborted();
    deps.log.info({ err: error, key }, 'A file of the video is not measured');
  }
}
