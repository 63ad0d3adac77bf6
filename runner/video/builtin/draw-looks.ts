import { rm } from 'node:fs/promises';
import { RegenerationFailure } from '../../../core/errors.js';
import { drawsNothing } from '../../../core/adjustments/recipe.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { NO_VIDEO_TRACK } from '../../ffmpeg/media-limits.js';
import { clearDisplayMatrix } from '../../ffmpeg/mp4/mp4-tracks.js';
import { exceedsBt709 } from '../../ffmpeg/picture/color.js';
import type { VideoStream } from '../../ffmpeg/picture/video-stream.js';
import { probeMedia, UnusableMedia, type MediaProbe } from '../../ffmpeg/probe.js';
import { FfmpegError, runFfmpeg, type FfmpegRun } from '../../ffmpeg/run-ffmpeg.js';
import type { ReadVideo } from '../../measure/small-frames.js';
import { lookChain } from './looks.js';
import { partRun, partsIn } from './parts.js';
import { framesAt, prepare, type Prepared } from './prepared.js';
import { footagePasses, type Pass } from './looks/speed-looks.js';
import { styleFilters } from './style/style-filters.js';
import type { VideoRequest } from '../video-model.js';

/** crf 16: a video model may build on the result, so it may lose only very little. */
const ENCODER = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-pix_fmt', 'yuv420p', '-g', '60'];
const BT709_LIGHT = ':colorprim=bt709:transfer=bt709';
const CLEAN = ['-movflags', '+faststart', '-fflags', '+bitexact', '-map_metadata', '-1'];

/** Looks, the slot that they are for, and the footage below them. */
export type Drawing = Pick<VideoRequest, 'looks' | 'style' | 'beatSeconds' | 'clipSeconds' | 'outputPath'> & {
  sourcePath: string;
};

/**
 * Draws a request's looks over its footage: what is for all of the clip, then its parts over that, each over the one before.
 * Rejects with RegenerationFailure where the footage cannot be used.
 *
 * @param backwardBytes What may be kept in memory of footage that is turned around.
 */
export async function drawLooks(
  request: Drawing,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
  backwardBytes?: number,
): Promise<void> {
  try {
    await drawAll(request, ffmpeg, signal, onProgress, backwardBytes);
  } catch (error) {
    throw rendererFailure(error);
  }
}

async function drawAll(
  request: Drawing,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onProgress: (share: number) => void,
  backwardBytes?: number,
): Promise<void> {
  const whole = request.looks.filter(({ part }) => part === undefined);
  const parts = partsIn(request.looks);
  const isDrawn = !drawsNothing({ style: request.style, adjustments: whole });
  const runs = parts.length + (isDrawn ? 1 : 0);
  const pathOf = (at: number): string => (at === runs ? request.outputPath : `${request.outputPath}.${at}`);
  let source = await read(request.sourcePath, ffmpeg, signal);
  for (let at = 1; at <= runs; at++) {
    const { path, probe, video } = source;
    const part = parts[isDrawn ? at - 2 : at - 1];
    const styled = part === undefined ? await styleFilters(request, source, ffmpeg, signal) : [];
    const prepared = prepare(path, probe, video, styled, request);
    const outputPath = pathOf(at);
    const run =
      part === undefined
        ? renderRun({ looks: whole, outputPath }, prepared, probe, video, backwardBytes)
        : partRun(part, prepared, request.clipSeconds, outputPath);
    const share = (frames: number): number => (at - 1 + Math.min(1, frames / run.frameCount)) / runs;
    await runFfmpeg(ffmpeg, run, signal, (frames) => onProgress(share(frames)));
    // The drawn picture is upright.
    await clearDisplayMatrix(outputPath);
    if (path !== request.sourcePath) await rm(path, { force: true });
    if (at < runs) source = await read(outputPath, ffmpeg, signal);
  }
}

async function read(path: string, ffmpeg: FfmpegTools, signal: AbortSignal): Promise<ReadVideo> {
  const probe = await probeMedia(path, ffmpeg, signal);
  if (probe.video === null) throw new UnusableMedia(NO_VIDEO_TRACK);
  return { path, probe, video: probe.video };
}

/** The ffmpeg command that draws looks over all of its footage. */
function renderRun(
  { looks, outputPath }: Pick<VideoRequest, 'looks' | 'outputPath'>,
  prepared: Prepared,
  probe: MediaProbe,
  video: VideoStream,
  backwardBytes?: number,
): FfmpegRun {
  const { input, source, specifier, matrix } = prepared;
  const rate = source.frameRate;
  const chain = lookChain(looks, source) ?? 'null';
  const passes = footagePasses(looks, source, backwardBytes);
  const named = exceedsBt709(video) ? ':color_primaries=bt709:color_trc=bt709' : '';
  const drawn = `${prepared.cropped},${chain},format=yuv420p,setparams=colorspace=${matrix}${named}`;
  return {
    inputs: passes.map(() => input),
    ...graphOf(passes, specifier, prepared.filters, drawn, rate),
    outputOptions: [
      ...(passes.length > 1 ? ['-map', '[drawn]'] : []),
      '-an',
      ...ENCODER,
      ...['-x264-params', `colormatrix=${matrix}${exceedsBt709(video) ? BT709_LIGHT : ''}`],
      // Since ffmpeg 7, setpts forgets the rate, and the encoder would make 25 a second.
      ...((chain.includes('setpts') || passes.length > 1) && rate > 0 ? ['-r', String(rate)] : []),
      ...CLEAN,
    ],
    format: 'mp4',
    outputPath,
    frameCount: framesAt(video.frameRate, probe, video),
    strict: true,
    doing: 'render the clip',
    failureCode: 'VIDEO_MODEL_FAILED',
  };
}

/** The filters of all readings of the footage, one after the other, and of the looks over them. */
function graphOf(
  passes: readonly Pass[],
  specifier: string,
  prepared: string,
  drawn: string,
  rate: number,
): Pick<FfmpegRun, 'filters' | 'filterGraph'> {
  const read = passes.map(({ from, to, backward }) =>
    backward ? `${prepared},trim=start_frame=${from}:end_frame=${to},setpts=PTS-STARTPTS,reverse` : prepared,
  );
  if (passes.length === 1) return { filters: { track: `0:${specifier}`, chain: `${read[0]!},${drawn}` } };
  const chains = read.map((filters, at) => `[${at}:${specifier}]${filters}[pass${at}]`);
  const joined = `${passes.map((_, at) => `[pass${at}]`).join('')}concat=n=${passes.length},setpts=N/(${rate}*TB)`;
  return { filterGraph: [...chains, `${joined},${drawn}[drawn]`].join(';') };
}

function rendererFailure(error: unknown): unknown {
  const why =
    error instanceof UnusableMedia
      ? error.message
      : error instanceof FfmpegError
        ? 'The file is damaged or incomplete.'
        : null;
  if (why === null) return error;
  const message = `The clip's footage cannot be used. ${why}`;
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause: error });
}
