import type { FfmpegTools } from '../../../ffmpeg/binaries.js';
import { colorsIn, exceedsBt709 } from '../../../ffmpeg/picture/color.js';
import type { VideoStream } from '../../../ffmpeg/picture/video-stream.js';
import { smallFrames, type ReadVideo, type Sampling } from '../../../measure/small-frames.js';
import type { VideoRequest } from '../../video-model.js';
import { writtenMatrix } from '../written-matrix.js';
import { matchOf, saturationCells, shapeOf, type Contrast, type Match } from './match.js';

/**
 * The moments that a clip is measured at. Values keep their spread, which a curve depends on; four pixels are one of those
 * that contrast is measured with.
 */
const SAMPLING: Sampling = { width: 128, height: 72, rate: 4, flags: 'neighbor' };

/**
 * Filters that give footage the light, color and contrast of another clip, measured on the part that is seen; none without a style.
 * They come before all looks, while the picture's colors are the file's own.
 */
export async function styleFilters(
  { style, clipSeconds, outputPath }: Pick<VideoRequest, 'style' | 'clipSeconds' | 'outputPath'>,
  source: ReadVideo,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<string[]> {
  if (style === null || style.seen === null || style.strength === 0) return [];
  const scratch = `${outputPath}.rgb`;
  const frames = await smallFrames(source, clipSeconds, SAMPLING, scratch, ffmpeg, signal);
  return drawn(matchOf(frames, style.seen, style.strength), source.video);
}

function drawn({ saturation, contrast, curves }: Match, video: VideoStream): string[] {
  const exact = 'flags=accurate_rnd+full_chroma_int+full_chroma_inp';
  // What has more light or more colors was made standard before.
  const colors = exceedsBt709(video) ? 'in_color_matrix=bt709:in_range=tv' : colorsIn(video);
  const cells = saturationCells(saturation).flatMap((row, to) =>
    row.map((share, from) => `${'rgb'[to]}${'rgb'[from]}=${share.toFixed(4)}`),
  );
  const tables = curves.map(
    (bend, channel) => `${'rgb'[channel]}='${toned(curved(bend), contrast, channel)}'`,
  );
  return [
    `scale=${colors}:${exact}`,
    'format=gbrp',
    `colorchannelmixer=${cells.join(':')}`,
    `lutrgb=${tables.join(':')}`,
    `scale=out_color_matrix=${scaleName(writtenMatrix(video))}:out_range=tv:${exact}`,
    'format=yuv444p',
  ];
}

/** What a curve makes of a value. */
function curved(bend: number): string {
  const { exponent, share, end } = shapeOf(bend);
  return `${end.toFixed(6)}+${share.toFixed(6)}*pow(val/maxval,${exponent.toFixed(6)})`;
}

/**
 * A value of 0 to 1 with the contrast of its channel, as `toned` has it. Rounded: the filter cuts decimals off. One of 2018
 * asks for values above the highest, too.
 */
function toned(value: string, { gain, pivots }: Contrast, channel: number): string {
  const [pivot, power] = [pivots[channel]!.toFixed(6), gain.toFixed(6)];
  if (gain === 1) return `maxval*(${value})+0.5`;
  if (gain < 1) return `maxval*(${pivot}+${power}*(${value}-${pivot}))+0.5`;
  const below = `${pivot}*pow(ld(0)/${pivot},${power})`;
  const above = `1-(1-${pivot})*pow(max(0,1-ld(0))/(1-${pivot}),${power})`;
  return `maxval*if(lt(st(0,${value}),${pivot}),${below},${above})+0.5`;
}

/** The scale filter's name of a matrix. */
const scaleName = (matrix: string): string => ({ bt470bg: 'bt470', bt2020nc: 'bt2020' })[matrix] ?? matrix;
