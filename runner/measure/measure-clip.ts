import type { ClipMeasurement } from '../../core/measurements/measurement.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { checkDecodable, damaged } from '../ffmpeg/length/check-decodable.js';
import { probeMedia, type MediaProbe } from '../ffmpeg/probe.js';
import { FfmpegError } from '../ffmpeg/run-ffmpeg.js';
import { measureFrames } from './measure-frames.js';
import { MOST_SECONDS, smallFrames, type Sampling } from './small-frames.js';

/** Cells of `begins` and `ends` are 4 x 4 of its pixels. */
const SAMPLING: Sampling = { width: 64, height: 36, rate: 4, flags: 'area' };

/** What measuring works with. */
export interface Measuring {
  ffmpeg: FfmpegTools;
  /** The path of a temporary file. */
  scratch: string;
}

/**
 * Measures the first seconds of a clip: those of its slot. Costs what decoding them does: 0.5 s of CPU for 5 s of 720p. Null
 * for a file without a picture; rejects where it cannot be read. `probe` spares a caller who has it a second one.
 */
export async function measureClip(
  path: string,
  seconds: number,
  { ffmpeg, scratch }: Measuring,
  signal: AbortSignal,
  probe?: MediaProbe | null,
): Promise<ClipMeasurement | null> {
  const read = probe ?? (await probeMedia(path, ffmpeg, signal));
  if (read.video === null) return null;
  const source = { path, probe: read, video: read.video };
  return measureFrames(await smallFrames(source, seconds, SAMPLING, scratch, ffmpeg, signal));
}

/**
 * Decodes all of a clip's picture, as checkDecodable does, and measures it by the same frames. Null where measuring takes a
 * reading of its own: of a clip that goes on behind its slot. Rejects with UnusableMedia.
 */
export async function checkAndMeasure(
  path: string,
  probe: MediaProbe,
  seconds: number,
  { ffmpeg, scratch }: Measuring,
  signal: AbortSignal,
): Promise<ClipMeasurement | null> {
  const { video, durationSeconds } = probe;
  if (video !== null && durationSeconds <= Math.min(seconds, MOST_SECONDS)) {
    const source = { path, probe, video };
    const measured = await smallFrames(source, seconds, SAMPLING, scratch, ffmpeg, signal, true).then(
      measureFrames,
      (error: unknown) => {
        throw error instanceof FfmpegError ? damaged(error) : error;
      },
    );
    if (measured !== null) return measured;
  }
  await checkDecodable(path, probe, ffmpeg, signal);
  return null;
}
