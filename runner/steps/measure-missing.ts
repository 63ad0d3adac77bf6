import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { secondsAt } from '../../core/job/frames.js';
import type { JobRecord } from '../../core/job/job-record.js';
import {
  storedClipMeasurement,
  storedSongMeasurement,
  type ClipMeasurement,
  type SongMeasurement,
} from '../../core/measurements/measurement.js';
import { keepMeasurement, mayMeasure, readMeasurable } from '../../core/measurements/measurements.js';
import type { Claim } from '../../core/regeneration/claim.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { MEASURING_MS } from '../../core/regeneration/lease-timing.js';
import type { Storage } from '../../core/storage/storage.js';
import { limited } from '../../core/util/limited.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { measureClip } from '../measure/measure-clip.js';
import { measureSong } from '../measure/measure-song.js';

/** A change that comes meanwhile waits at most this long for the slot of this runner. */
const ASKS_EVERY_MS = 250;

/** What measuring works with, once a run has ended. */
export interface MeasuringDeps {
  db: PrismaClient;
  storage: Pick<Storage, 'fetchToFile'>;
  ffmpeg: FfmpegTools;
  workDir: string;
  log: Logger;
}

/**
 * After a change is published: measures what was never measured of the video as it is now, as of one of before measuring.
 * One file at a time, with the least priority, until the time is up or something waits to be started; each is kept at once,
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
    const missing = found === null ? [] : missingOf(found);
    if (missing.length === 0) return;
    await limited(terminate, MEASURING_MS.all, async (limit) => {
      await whileNothingWaits(claim, deps, limit, async (signal) => {
        for (const file of missing) await measureAndKeep(file, claim, deps, signal);
      });
    });
  } catch (error) {
    deps.log.info({ err: error }, 'Not all of the video is measured');
  }
}

/** A file that is to be measured. */
interface Missing {
  key: string;
  measure: (path: string, deps: MeasuringDeps, signal: AbortSignal) => Promise<Figures | null>;
}
type Figures = ClipMeasurement | SongMeasurement;

/** The current clips, and then the song: without it there is still most of what is suggested. */
function missingOf({ job, stored }: { job: JobRecord; stored: ReadonlyMap<string, unknown> }): Missing[] {
  const { clips, songKey, mediaExpired } = job;
  if (mediaExpired) return [];
  const of = (key: string): unknown => stored.get(key) ?? null;
  const ofClips = clips.flatMap(({ currentVideoKey: key, startFrame, endFrame }): Missing[] => {
    if (key === null || storedClipMeasurement.parse(of(key)) !== null) return [];
    const seconds = secondsAt(endFrame - startFrame);
    return [
      {
        key,
        measure: async (path, { ffmpeg, workDir }, signal) => {
          const measuring = { ffmpeg, scratch: join(workDir, 'missing.rgb') };
          return (await measureClip(path, seconds, measuring, signal))?.measured ?? null;
        },
      },
    ];
  });
  if (songKey === null || storedSongMeasurement.parse(of(songKey)) !== null) return ofClips;
  const ofSong: Missing = {
    key: songKey,
    measure: async (path, { ffmpeg, workDir }, signal) => {
      const song = { path, probe: await probeMedia(path, ffmpeg, signal) };
      const measuring = { ffmpeg, scratch: join(workDir, 'missing.pcm') };
      return (await measureSong(song, clips, measuring, signal)).measured;
    },
  };
  return [...ofClips, ofSong];
}

/** What cannot be read now is left out, and tried again by the next runner. */
async function measureAndKeep(
  { key, measure }: Missing,
  claim: Claim,
  deps: MeasuringDeps,
  run: AbortSignal,
): Promise<void> {
  const path = join(deps.workDir, 'missing');
  try {
    const measured = await limited(run, MEASURING_MS.file, async (signal) => {
      await deps.storage.fetchToFile(key, path, signal);
      return await measure(path, deps, signal);
    });
    if (measured === null) return;
    await keepMeasurement(deps.db, claim, key, measured);
    crashPoint('after-measurement');
  } catch (error) {
    run.throwIfAborted();
    deps.log.info({ err: error, key }, 'A file of the video is not measured');
  }
}

/** Runs an action whose signal aborts as soon as something waits to be started. */
async function whileNothingWaits(
  claim: Claim,
  { db }: MeasuringDeps,
  signal: AbortSignal,
  action: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const [done, given] = [new AbortController(), new AbortController()];
  const ask = async (): Promise<void> => {
    while (!done.signal.aborted) {
      if (!(await mayMeasure(db, claim))) return;
      await sleep(ASKS_EVERY_MS, undefined, { signal: done.signal });
    }
  };
  const asking = ask()
    .catch(() => undefined)
    .finally(() => given.abort(new Error('Something waits to be started')));
  try {
    await action(AbortSignal.any([signal, given.signal]));
  } finally {
    done.abort();
    await asking;
  }
}
