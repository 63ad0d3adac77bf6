import { FRAME_RATE, frameAt } from '../../../core/job/frames.js';
import { fitFootage } from '../../../core/timeline/fit.js';
import type { FfmpegInput } from '../../ffmpeg/ffmpeg-run.js';
import { anySize, EACH_FRAME } from '../../ffmpeg/picture/any-size.js';
import { colorsIn, exceedsBt709, toBt709 } from '../../ffmpeg/picture/color.js';
import { deinterlaceFilters } from '../../ffmpeg/picture/deinterlace.js';
import { AS_STORED, uprightFilters } from '../../ffmpeg/picture/orientation.js';
import { displayedSize, type VideoStream } from '../../ffmpeg/picture/video-stream.js';
import type { MediaProbe } from '../../ffmpeg/probe.js';
import type { LookedAt } from './looks/look-filters.js';
import type { VideoRequest } from '../video-model.js';
import { writtenMatrix } from './written-matrix.js';

/** Footage as looks are drawn over it: upright, of an even size and rate, in standard colors. */
export interface Prepared {
  /** One reading of it. */
  input: FfmpegInput;
  /** The track that is read. */
  specifier: string;
  source: LookedAt;
  /** Filters before all looks, up to the size that they are drawn in. */
  filters: string;
  cropped: string;
  /** The matrix of its colors, which the result names too. */
  matrix: string;
}

/**
 * ffmpeg reads colors by the file's own matrix but writes them by another one without naming it, which would shift
 * all hues a little with every change. Here both use the same matrix, and the file keeps the name of its own.
 */
const ONE_MATRIX = 'setparams=colorspace=smpte170m';

/** The clip's slot on the song, with the beats in it. */
export type Slot = Pick<VideoRequest, 'clipSeconds' | 'beatSeconds'>;

/** Reads a file's picture; `styled` are the filters that come before all looks. */
export function prepare(
  file: string,
  probe: MediaProbe,
  video: VideoStream,
  styled: string[],
  slot: Slot,
): Prepared {
  const size = displayedSize(video);
  const evenSize = { width: size.width - (size.width % 2), height: size.height - (size.height % 2) };
  const isEven = size.width === evenSize.width && size.height === evenSize.height;
  const rate = isUneven(video) ? FRAME_RATE : video.frameRate;
  const frameCount = framesAt(rate, probe, video);
  const filters = [
    ...deinterlaceFilters(video),
    ...(isUneven(video) ? [`fps=${FRAME_RATE}:round=near`] : []),
    ...uprightFilters(video),
    ...standardColors(video),
    ...styled,
    ONE_MATRIX,
    ...(isEven ? fittedInto(size) : []),
  ].join(',');
  const options = [...AS_STORED, ...(isEven ? anySize(video) : []), ...fromFirstFrame(probe, video)];
  return {
    input: { file, format: probe.demuxer, options },
    specifier: video.specifier,
    source: { ...evenSize, frameCount, frameRate: rate, beatFrames: framesOfBeats(slot, frameCount, rate) },
    filters,
    cropped: `crop=${evenSize.width}:${evenSize.height}:0:0`,
    matrix: writtenMatrix(video),
  };
}

/** Beats fall in the slot; footage that is shorter is slowed to fill it, and meets them earlier on its own clock. */
function framesOfBeats({ beatSeconds, clipSeconds }: Slot, frameCount: number, rate: number): number[] {
  const fit = fitFootage(Math.round((frameCount / rate) * FRAME_RATE), frameAt(clipSeconds));
  const speed = fit.kind === 'slow' ? fit.footageFrames / fit.slotFrames : 1;
  const frames = beatSeconds.map((beat) => Math.round(beat * speed * rate));
  return [...new Set(frames)].filter((frame) => frame < frameCount);
}

/** Frames of the picture at an even rate, which may be another than the file's own. */
export function framesAt(rate: number, probe: MediaProbe, video: VideoStream): number {
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
