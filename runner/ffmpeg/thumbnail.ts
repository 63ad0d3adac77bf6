import type { FfmpegTools } from './binaries.js';
import { MAX_PIXELS } from './decoders.js';
import { jpegEncoder, JPEG_PIXELS, jpegFilters } from './picture/jpeg.js';
import { AS_STORED } from './picture/orientation.js';
import type { VideoStream } from './picture/video-stream.js';
import { probeMedia, UnusableMedia, type MediaProbe } from './probe.js';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.js';

/** Pixels of every thumbnail, whatever the clip's aspect ratio. */
export const THUMBNAIL_SIZE = { width: 320, height: 180 } as const;

const LIMIT_SECONDS = 8;
/**
 * One thread: a thread pool takes as long to start as one frame of 1080p takes to decode. Each option shortens the
 * process.
 */
const READING = [
  ...['-max_pixels', String(MAX_PIXELS), ...AS_STORED],
  ...['-threads', '1', '-an', '-sn', '-dn'],
];
/** Fills the size and crops the rest, as the pages do; `dar` accounts for pixels that are not square. */
const FILL = "w='max(320,ceil(90*dar)*2)':h='max(180,ceil(160/dar)*2)'";

const filters = (video: VideoStream): string =>
  [...jpegFilters(video, FILL), 'crop=320:180', ...JPEG_PIXELS].join(',');

/**
 * Writes a clip's first frame as a JPEG of 320x180. Rejects with UnusableMedia if the clip has no picture. `probe` spares
 * a caller who has it a second one.
 */
export async function makeThumbnail(
  videoPath: string,
  outputPath: string,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  probe?: MediaProbe,
): Promise<void> {
  const { video, demuxer } = probe ?? (await probeMedia(videoPath, ffmpeg, signal));
  if (video === null) throw new UnusableMedia('The file holds no picture.');
  try {
    await runFfmpeg(
      ffmpeg,
      {
        inputs: [{ file: videoPath, format: demuxer, options: READING }],
        outputOptions: ['-map', `0:${video.specifier}`, '-vf', filters(video), ...jpegEncoder(4)],
        format: 'mjpeg',
        outputPath,
        frameCount: 1,
        doing: 'take the first frame',
        failureCode: 'VIDEO_MODEL_FAILED',
        limitSeconds: LIMIT_SECONDS,
      },
      signal,
    );
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    throw new UnusableMedia('No picture can be read from the file.', error);
  }
}
