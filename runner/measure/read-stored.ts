import { join } from 'node:path';
import type { ClipRecord } from '../../core/job/job-record.js';
import type { ClipMeasurement, SongMeasurement } from '../../core/measurements/measurement.js';
import type { Preview } from '../../core/previews/preview.js';
import type { Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { measureClip } from './measure-clip.js';
import { measureSong } from './measure-song.js';
import { storePictures } from './store-pictures.js';
import { storeWaveform } from './waveform.js';

/** What the reading of a fetched file works with. */
export interface Reading {
  storage: Pick<Storage, 'putFile'>;
  ffmpeg: FfmpegTools;
  workDir: string;
  /** Whether pictures and the wave are made for the page, too. */
  previews: boolean;
}

/** What one reading gives. */
export interface Read {
  measured: ClipMeasurement | SongMeasurement;
  preview: Preview;
}

/** Measures the clip at a path, and stores its pictures in a folder of keys. Null for a file without a picture. */
export async function readClip(
  seconds: number,
  path: string,
  folder: string,
  { ffmpeg, workDir, storage, previews }: Reading,
  signal: AbortSignal,
): Promise<Read | null> {
  const pictures = previews ? workDir : undefined;
  const measuring = { ffmpeg, scratch: join(workDir, 'missing.rgb'), pictures };
  const read = await measureClip(path, seconds, measuring, signal);
  if (read === null) return null;
  const preview = await storePictures(read.pictures, folder, async (key, picture) => {
    await storage.putFile(key, picture, signal);
  });
  return { measured: read.measured, preview };
}

/** The same of a song. */
export async function readSong(
  slots: readonly ClipRecord[],
  path: string,
  folder: string,
  { ffmpeg, workDir, storage, previews }: Reading,
  signal: AbortSignal,
): Promise<Read> {
  const song = { path, probe: await probeMedia(path, ffmpeg, signal) };
  const measuring = { ffmpeg, scratch: join(workDir, 'missing.pcm') };
  const { measured, waveform } = await measureSong(song, slots, measuring, signal);
  if (!previews) return { measured, preview: {} };
  const preview = await storeWaveform(waveform, folder, workDir, async (key, wave) => {
    await storage.putFile(key, wave, signal);
  });
  return { measured, preview };
}
