import { readFile, rm } from 'node:fs/promises';
import type { FfmpegTools } from './binaries.js';
import { MAX_PIXELS } from './decoders.js';
import { colorsIn, toBt709 } from './picture/color.js';
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
const VIDEO = ['-c:v', 'libx264', '-preset', 'fast', '-crf', '14', ...BT709, '-movflags', '+faststart'];

/** By way of RGB: ffmpeg of 2018 keeps the range of colors whose matrix it changes. */
const inColors = (colors: string): string[] => ['format=gbrp', `scale=${colors}`];

/** The size filled and the rest cropped; footage that is too short is held at its end. */
function filters(video: VideoStream, { width, height, fps, frames }: PictureForm): string[] {
  const displayed = displayedSize(video);
  const factor = Math.max(width / displayed.width, height / displayed.height);
  const [scaledWidth, scaledHeight] = [displayed.width, displayed.height].map(
    (side) => 2 * Math.ceil((side * factor) / 2 - 1e-6),
  );
  return [
    ...deinterlaceFilters(video),
    ...uprightFilters(video),
    `scale=${scaledWidth}:${scaledHeight}:${colorsIn(video)}`,
    `crop=${width}:${height}`,
    ...toBt709(video),
    'setsar=1',
    `fps=${fps}:round=near:start_time=0`,
    `tpad=stop_mode=clone:stop=${frames}`,
  ];
}

/** The beginning of a clip in another form, as an mp4 without sound. Rejects with UnusableMedia. */
export async function conformedVideo(
  videoPath: string,
  scratch: string,
  form: PictureForm,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Buffer> {
  const { frames } = form;
  const chain = (video: VideoStream): string[] => [
    ...filters(video, form),
    `trim=end_frame=${frames}`,
    ...inColors('out_color_matrix=bt709:out_range=tv'),
    'format=yuv420p',
  ];
  return await made(
    videoPath,
    `${scratch}.mp4`,
    form,
    { chain, options: VIDEO, format: 'mp4' },
    ffmpeg,
    signal,
  );
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
