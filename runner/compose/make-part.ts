import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { FfmpegRefusal, runFfmpeg, type FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { mp4Tracks } from './mp4-tracks.js';
import type { Part } from './parts.js';
import { seal } from './segments/seal.js';
import { holdsSong } from './song-track.js';

/** Makes a part with the command that it prepared, looks whether it is all there, and seals it. */
export async function makePart(
  part: Part,
  run: FfmpegRun,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<void> {
  try {
    await runFfmpeg(ffmpeg, run, signal, (frames) => onFraction(frames / run.frameCount));
    await assertWhole(part, run);
  } catch (error) {
    throw error instanceof FfmpegRefusal ? part.refused(error) : error;
  }
  await seal(part.file, signal);
}

/** ffmpeg ends well, too, where a source ran out before its time: what was promised must be there before it is kept. */
async function assertWhole({ kind, frameCount, file }: Part, run: FfmpegRun): Promise<void> {
  const tracks = await mp4Tracks(file);
  const whole =
    kind === 'song'
      ? holdsSong(tracks, run.frameCount)
      : tracks.length === 1 && tracks[0]!.handler === 'vide' && tracks[0]!.samples === frameCount;
  if (whole) return;
  const cause = new Error(`It holds ${JSON.stringify(tracks)} instead of ${run.frameCount} frames`);
  throw new FfmpegRefusal(run.failureCode, `FFmpeg could not ${run.doing}.`, { cause });
}
