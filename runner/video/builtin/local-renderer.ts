import { copyFile } from 'node:fs/promises';
import { RegenerationFailure } from '../../../core/errors.js';
import { FRAME_RATE } from '../../../core/job/frames.js';
import { LOCAL_RENDERER } from '../../../core/quote/rate-card.js';
import { drawsNothing } from '../../../core/adjustments/recipe.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { NO_VIDEO_TRACK } from '../../ffmpeg/media-limits.js';
import { clearDisplayMatrix } from '../../ffmpeg/mp4/mp4-tracks.js';
import { anySize, EACH_FRAME } from '../../ffmpeg/picture/any-size.js';
import { colorsIn, exceedsBt709, toBt709 } from '../../ffmpeg/picture/color.js';
import { deinterlaceFilters } from '../../ffmpeg/picture/deinterlace.js';
import { AS_STORED, uprightFilters } from '../../ffmpeg/picture/orientation.js';
import { displayedSize, type VideoStream } from '../../ffmpeg/picture/video-stream.js';
import { probeMedia, UnusableMedia, type MediaProbe } from '../../ffmpeg/probe.js';
import { FfmpegError, runFfmpeg, type FfmpegRun } from '../../ffmpeg/run-ffmpeg.js';
import type { LookedAt } from './looks/look-filters.js';
import { lookChain } from './looks.js';
import { footagePasses, type Pass } from './looks/speed-looks.js';
import { styleFilters } from './style/style-filters.js';
import { writtenMatrix } from './written-matrix.js';
import type { VideoModel, VideoRequest } from '../video-model.js';

/** crf 16: a video model may build on the result, so it may lose only very little. */
const ENCODER = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-pix_fmt', 'yuv420p', '-g', '60'];
/**
 * ffmpeg reads colors by the file's own matrix but writes them by another one without naming it, which would shift
 * all hues a little with every change. Here both use the same matrix, and the file keeps the name of its own.
 */
const ONE_MATRIX = 'setparams=colorspace=smpte170m';
const BT709_LIGHT = ':colorprim=bt709:transfer=bt709';
const CLEAN = ['-movflags', '+faststart', '-fflags', '+bitexact', '-map_metadata', '-1'];

/**
 * The video model that needs no provider: it changes the light, the time of day or the motion of the clip's own
 * footage. Size, length and frames stay those of the source; a request without a look gives its file back, byte for byte.
 */
export function createLocalRenderer(
  ffmpeg: FfmpegTools,
  price: (footageSeconds: number) => string,
  /** What may be kept in memory of footage that is turned around. */
  backwardBytes?: number,
): VideoModel {
  return {
    api: LOCAL_RENDERER,
    async generate(request, open, signal, { onProgress }) {
      const { sourcePath } = request;
      if (sourcePath === null) throw noFootage();
      await open();
      if (drawsNothing({ style: request.style, adjustments: request.looks })) {
        await copyFile(sourcePath, request.outputPath);
        onProgress(1);
        return { owedUsd: price(request.clipSeconds) };
      }
      try {
        const probe = await probeMedia(sourcePath, ffmpeg, signal);
        if (probe.video === null) throw new UnusableMedia(NO_VIDEO_TRACK);
        const styled = await styleFilters(
          request,
          { path: sourcePath, probe, video: probe.video },
          ffmpeg,
          signal,
        );
        const run = renderRun({ ...request, sourcePath }, styled, probe, probe.video, backwardBytes);
        await runFfmpeg(ffmpeg, run, signal, (frames) => onProgress(Math.min(1, frames / run.frameCount)));
        // The drawn picture is upright.
        await clearDisplayMatrix(request.outputPath);
        onProgress(1);
        return { owedUsd: price(request.clipSeconds) };
      } catch (error) {
        throw rendererFailure(error);
      }
    },
    // Its work ends with the runner, and unfinished work is not charged.
    cancel: async () => ({ outcome: 'canceled', costUsd: '0' }),
  };
}

/** The ffmpeg command that draws a request's looks over its footage. */
function renderRun(
  request: VideoRequest & { sourcePath: string },
  styled: string[],
  probe: MediaProbe,
  video: VideoStream,
  backwardBytes?: number,
): FfmpegRun {
  const size = displayedSize(video);
  const evenSize = { width: size.width - (size.width % 2), height: size.height - (size.height % 2) };
  const isEven = size.width === evenSize.width && size.height === evenSize.height;
  const rate = isUneven(video) ? FRAME_RATE : video.frameRate;
  const frameCount = framesAt(rate, probe, video);
  const source: LookedAt = { ...evenSize, frameCount, frameRate: rate };
  const chain = lookChain(request.looks, source) ?? 'null';
  const passes = footagePasses(request.looks, source, backwardBytes);
  const matrix = writtenMatrix(video);
  const prepared = [
    ...deinterlaceFilters(video),
    ...(isUneven(video) ? [`fps=${FRAME_RATE}:round=near`] : []),
    ...uprightFilters(video),
    ...standardColors(video),
    ...styled,
    ONE_MATRIX,
    ...(isEven ? fittedInto(size) : []),
  ].join(',');
  const named = exceedsBt709(video) ? ':color_primaries=bt709:color_trc=bt709' : '';
  const drawn =
    `crop=${evenSize.width}:${evenSize.height}:0:0,${chain},format=yuv420p,` +
    `setparams=colorspace=${matrix}${named}`;
  const input = { file: request.sourcePath, format: probe.demuxer };
  const reading = [...AS_STORED, ...(isEven ? anySize(video) : []), ...fromFirstFrame(probe, video)];
  return {
    inputs: passes.map(() => ({ ...input, options: reading })),
    ...graphOf(passes, video.specifier, prepared, drawn, rate),
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
    outputPath: request.outputPath,
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

/** Frames of the picture at an even rate, which may be another than the file's own. */
function framesAt(rate: number, probe: MediaProbe, video: VideoStream): number {
  const own = video.frameCount ?? Math.round(probe.durationSeconds * video.frameRate);
  return Math.max(1, rate === video.frameRate ? own : Math.round(probe.durationSeconds * rate));
}

/** Filters that fit frames of other sizes into that of the first one, with black bars, as a player does. */
function fittedInto({ width, height }: { width: number; height: number }): string[] {
  const fitted = (side: number, other: string) => `2*max(1,round(min(${side},${other})/2))`;
  const is = `eq(iw,${width})*eq(ih,${height})`;
  return [
    `scale=w='if(${is},iw,${fitted(width, `${height}*iw/ih`)})':h='if(${is},ih,${fitted(height, `${width}*ih/iw`)})'${EACH_FRAME}`,
    `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2${EACH_FRAME}`,
  ];
}

/** A picture that begins later than the sound would be held still until then; the clip begins with its first frame. */
function fromFirstFrame({ startSeconds }: MediaProbe, video: VideoStream): string[] {
  const late = video.startSeconds - startSeconds;
  return late > 0 ? ['-itsoffset', (-late).toFixed(6)] : [];
}

/** Frames that stand longer than this stay, e.g. of a screen where nothing moves. */
const STILL_SECONDS = 0.1;

/** Whether an even rate would give frames another time, or the last one another length. */
function isUneven({ frameRate, longestFrameSeconds }: VideoStream): boolean {
  return longestFrameSeconds > STILL_SECONDS && longestFrameSeconds * frameRate > 1.5;
}

function noFootage(): RegenerationFailure {
  const message = 'The clip has no footage, and the built-in renderer can only change footage.';
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message);
}

/** Looks work on standard colors, as the composer makes them of HDR. */
function standardColors(video: VideoStream): string[] {
  if (!exceedsBt709(video)) return [];
  const quality = 'flags=accurate_rnd+full_chroma_int';
  const written = 'scale=out_color_matrix=bt709:out_range=tv';
  return [
    `scale=${colorsIn(video)}:${quality}`,
    ...toBt709(video),
    `${written}:${quality}`,
    'format=yuv420p',
  ];
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
