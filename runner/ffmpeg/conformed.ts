import { readFile, rm } from 'node:fs/promises';
import type { FfmpegTools } from './binaries.js';
import { MAX_PIXELS } from './decoders.js';
import { colorsIn, isStoredAsVideo, toBt709 } from './picture/color.js';
import { deinterlaceFilters } from './picture/deinterlace.js';
import { jpegEncoder, JPEG_COLORS, JPEG_PIXELS } from './picture/jpeg.js';
import { AS_STORED, uprightFilters } from './picture/orientation.js';
import { displayedSize, type VideoStream } from './picture/video-stream.js';
import { probeMedia, UnusableMedia } from './probe.js';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.js';

/** Pictures as a model takes them. */
export interface PictureForm {
  width: number;
  height: number;
  fps: number;
  frames: number;
  /** All of the picture, between black bars where its shape differs; else it fills the size, and the rest is cropped. */
  whole?: boolean;
}

const READING = ['-max_pixels', String(MAX_PIXELS), ...AS_STORED];
const BT709 = [
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
];
/** The best quality of a video, by x264's measure; each step of 6 halves the file. */
export const BEST_QUALITY = 16;
const videoOptions = (quality: number): string[] => [
  // A provider's answer is waited for: half the time for a sixth more bytes.
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', String(quality)],
  ...[...BT709, '-movflags', '+faststart'],
];

/** By way of RGB: ffmpeg of 2018 keeps the range of colors whose matrix it changes. */
const inColors = (colors: string): string[] => ['format=gbrp', `scale=${colors}`];

/** Footage that is too short is held at its end. */
function filters(video: VideoStream, form: PictureForm): string[] {
  const { fps, frames } = form;
  return [
    ...deinterlaceFilters(video),
    ...uprightFilters(video),
    ...sizeFilters(video, form),
    ...toBt709(video),
    'setsar=1',
    `fps=${fps}:round=near:start_time=0`,
    `tpad=stop_mode=clone:stop=${frames}`,
  ];
}

function sizeFilters(video: VideoStream, { width, height, whole = false }: PictureForm): string[] {
  const displayed = displayedSize(video);
  const factors = [width / displayed.width, height / displayed.height];
  const factor = whole ? Math.min(...factors) : Math.max(...factors);
  const sized = whole ? Math.round : (pairs: number) => Math.ceil(pairs - 1e-6);
  const [scaledWidth, scaledHeight] = [displayed.width, displayed.height].map(
    (side) => 2 * sized((side * factor) / 2),
  );
  const scale = `scale=${scaledWidth}:${scaledHeight}:${colorsIn(video)}`;
  return [scale, whole ? `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2` : `crop=${width}:${height}`];
}

/** The beginning of a clip in another form, as an mp4 without sound. Rejects with UnusableMedia. */
export async function conformedVideo(
  videoPath: string,
  scratch: string,
  form: PictureForm,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  quality = BEST_QUALITY,
): Promise<Buffer> {
  const { frames } = form;
  const chain = (video: VideoStream): string[] => [
    ...filters(video, form),
    `trim=end_frame=${frames}`,
    ...(isStoredAsVideo(video) ? [] : inColors('out_color_matrix=bt709:out_range=tv')),
    'format=yuv420p',
  ];
  const options = videoOptions(quality);
  return await made(videoPath, `${scratch}.mp4`, form, { chain, options, format: 'mp4' }, ffmpeg, signal);
}

/** The last picture of the same as a JPEG. */
export async function conformedEnd(
  videoPath: string,
  scratch: string,
  form: PictureForm,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Buffer> {
  const { frames } = form;
  const chain = (video: VideoStream): string[] => [
    ...filters(video, form),
    `trim=start_frame=${frames - 1}:end_frame=${frames}`,
    ...inColors(JPEG_COLORS),
    ...JPEG_PIXELS,
  ];
  const options = jpegEncoder(2);
  return await made(videoPath, `${scratch}.jpg`, form, { chain, options, format: 'mjpeg' }, ffmpeg, signal);
}

interface Making {
  chain: (video: VideoStream) => string[];
  options: string[];
  format: string;
}

async function made(
  videoPath: string,
  outputPath: string,
  { frames: frameCount }: PictureForm,
  { chain, options, format }: Making,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Buffer> {
  const { video, demuxer } = await probeMedia(videoPath, ffmpeg, signal);
  if (video === null) throw new UnusableMedia('The file holds no picture.');
  try {
    await runFfmpeg(
      ffmpeg,
      {
        inputs: [{ file: videoPath, format: demuxer, options: READING }],
        outputOptions: ['-map', `0:${video.specifier}`, '-vf', chain(video).join(','), ...options],
        ...{ format, outputPath, frameCount },
        ...{ doing: 'prepare the footage', failureCode: 'VIDEO_MODEL_FAILED' },
      },
      signal,
    );
    return await readFile(outputPath);
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    throw new UnusableMedia('No picture can be read from the file.', error);
  } finally {
    await rm(outputPath, { force: true });
  }
}
