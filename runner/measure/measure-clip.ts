import type { ClipMeasurement } from '../../core/measurements/measurement.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { checkDecodable, damaged } from '../ffmpeg/length/check-decodable.js';
import { probeMedia, type MediaProbe } from '../ffmpeg/probe.js';
import { FfmpegError } from '../ffmpeg/run-ffmpeg.js';
import { clipPictures, type ClipPictures } from './clip-pictures.js';
import { measureFrames } from './measure-frames.js';
import {
  MOST_SECONDS,
  smallFrames,
  type ReadVideo,
  type Sampling,
  type SmallFrames,
} from './small-frames.js';

/** Cells of `begins` and `ends` are 4 x 4 of its pixels. */
const SAMPLING: Sampling = { width: 64, height: 36, rate: 4, flags: 'area' };

/** What measuring works with. */
export interface Measuring {
  ffmpeg: FfmpegTools;
  /** The path of a temporary file. */
  scratch: string;
  /** An existing folder for pictures of a clip, which the same reading makes; without one, none are made. */
  pictures?: string;
  /** Nothing waits for it: it decodes on one thread, which takes longer and less CPU. */
  isUnhurried?: boolean;
}

/** What one reading of a clip gives. */
export interface ReadClip {
  measured: ClipMeasurement;
  /** What it was measured by. */
  frames: SmallFrames;
  /** Null where none were asked for. */
  pictures: ClipPictures | null;
}

/**
 * Measures the first seconds of a clip: those of its slot. Costs what decoding them does: 0.5 s of CPU for 5 s of 720p. Null
 * for a file without a picture; rejects where it cannot be read. `probe` spares a caller who has it a second one.
 */
export async function measureClip(
  path: string,
  seconds: number,
  measuring: Measuring,
  signal: AbortSignal,
  probe?: MediaProbe | null,
): Promise<ReadClip | null> {
  const read = probe ?? (await probeMedia(path, measuring.ffmpeg, signal));
  if (read.video === null) return null;
  return await readClip({ path, probe: read, video: read.video }, seconds, measuring, signal);
}

/**
 * Decodes all of a clip's picture, as checkDecodable does, and measures it by the same frames. Null where measuring takes a
 * reading of its own: of a clip that goes on behind its slot. Rejects with UnusableMedia.
 */
export async function checkAndMeasure(
  path: string,
  probe: MediaProbe,
  seconds: number,
  measuring: Measuring,
  signal: AbortSignal,
): Promise<ReadClip | null> {
  const { video, durationSeconds } = probe;
  if (video !== null && durationSeconds <= Math.min(seconds, MOST_SECONDS)) {
    const source = { path, probe, video };
    const read = await readClip(source, seconds, measuring, signal, true).catch((error: unknown) => {
      throw error instanceof FfmpegError ? damaged(error) : error;
    });
    if (read !== null) return read;
  }
  await checkDecodable(path, probe, measuring.ffmpeg, signal);
  return null;
}

async function readClip(
  source: ReadVideo,
  seconds: number,
  { ffmpeg, scratch, pictures: folder, isUnhurried }: Measuring,
  signal: AbortSignal,
  strict = false,
): Promise<ReadClip | null> {
  const made =
    folder === undefined ? null : clipPictures(source.video, Math.min(seconds, MOST_SECONDS), folder);
  const reading = { strict, beside: made?.outputs ?? [], isUnhurried };
  const frames = await smallFrames(source, seconds, SAMPLING, scratch, ffmpeg, signal, reading);
  const measured = measureFrames(frames);
  return measured && { measured, frames, pictures: made };
}
