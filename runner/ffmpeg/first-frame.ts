import { readFile, rm } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import type { FfmpegTools } from './binaries.js';
import { MAX_PIXELS } from './decoders.js';
import { colorsIn, toBt709 } from './picture/color.js';
import { deinterlaceFilters } from './picture/deinterlace.js';
import { AS_STORED, uprightFilters } from './picture/orientation.js';
import { displayedSize, type VideoStream } from './picture/video-stream.js';
import { probeMedia, UnusableMedia } from './probe.js';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.js';

interface PictureSize {
  width: number;
  height: number;
}

const READING = ['-max_pixels', String(MAX_PIXELS), ...AS_STORED];

function filters(video: VideoStream, { width, height }: PictureSize): string {
  return [
    ...deinterlaceFilters(video),
    'trim=end_frame=1',
    ...uprightFilters(video),
    `scale=${width}:${height}:${colorsIn(video)}`,
    ...toBt709(video),
    'format=rgb24',
  ].join(',');
}

/**
 * A clip's first frame in the requested size; `scratch` is the path of a temporary file. ffmpeg scales, which
 * measured faster than passing the full picture to sharp. Rejects with UnusableMedia if the clip has no picture.
 */
async function firstFrame(
  videoPath: string,
  scratch: string,
  sizeOf: (displayed: PictureSize) => PictureSize,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Sharp> {
  const { video, demuxer } = await probeMedia(videoPath, ffmpeg, signal);
  if (video === null) throw new UnusableMedia('The file holds no picture.');
  const { width, height } = sizeOf(displayedSize(video));
  const pixels = `${scratch}.rgb`;
  try {
    await runFfmpeg(
      ffmpeg,
      {
        inputs: [{ file: videoPath, format: demuxer, options: READING }],
        filterGraph: `[0:${video.specifier}]${filters(video, { width, height })}[picture]`,
        outputOptions: ['-map', '[picture]', '-frames:v', '1', '-c:v', 'rawvideo'],
        format: 'rawvideo',
        outputPath: pixels,
        frameCount: 1,
        doing: 'take the first frame',
        failureCode: 'VIDEO_MODEL_FAILED',
      },
      signal,
    );
    const { default: sharp } = await import('sharp');
    return sharp(await readFile(pixels), { raw: { width, height, channels: 3 } });
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    throw new UnusableMedia('No picture can be read from the file.', error);
  } finally {
    await rm(pixels, { force: true });
  }
}

const LONG_SIDE = 1280;
const QUALITIES = [90, 80, 70, 55, 40];

/** The first frame as a JPEG of at most 1280 pixels, in the best quality that `bytes` allow. */
export async function firstFrameJpeg(
  videoPath: string,
  scratch: string,
  maxBytes: number,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Buffer> {
  const frame = await firstFrame(videoPath, scratch, sizeWithin, ffmpeg, signal);
  for (const quality of QUALITIES) {
    const jpeg = await frame.clone().jpeg({ quality }).toBuffer();
    if (jpeg.length <= maxBytes) return jpeg;
  }
  throw new UnusableMedia('Its first frame is too large for the video provider.');
}

function sizeWithin({ width, height }: PictureSize): PictureSize {
  const factor = Math.min(1, LONG_SIDE / Math.max(width, height));
  return { width: Math.max(2, Math.round(width * factor)), height: Math.max(2, Math.round(height * factor)) };
}
