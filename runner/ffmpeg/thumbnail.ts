import type { FfmpegTools } from './binaries.js';
import { MAX_PIXELS } from './decoders.js';
import { UnusableMedia } from './probe.js';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.js';

/** Pixels of every thumbnail, whatever the clip's aspect ratio. */
export const THUMBNAIL_SIZE = { width: 320, height: 180 } as const;

const LIMIT_SECONDS = 8;
/**
 * One thread: a thread pool takes as long to start as one frame of 1080p takes to decode. Each option shortens the
 * process. No probe runs first because the input options already restrict the demuxers.
 */
const READING = [
  ...['-format_whitelist', 'mov,matroska', '-max_pixels', String(MAX_PIXELS)],
  ...['-threads', '1', '-an', '-sn', '-dn'],
];
const JPEG = ['-frames:v', '1', '-c:v', 'mjpeg', '-threads', '1', '-q:v', '4'];
/** Fills the size and crops the rest, as the pages do; `dar` accounts for pixels that are not square. */
const FILL = "scale=w='max(320,ceil(90*dar)*2)':h='max(180,ceil(160/dar)*2)',crop=320:180,setsar=1";

/**
 * Writes a clip's first frame as a JPEG of 320x180 with one ffmpeg process. Rejects with UnusableMedia if the clip
 * has no picture.
 */
export async function makeThumbnail(
  videoPath: string,
  outputPath: string,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<void> {
  try {
    await runFfmpeg(
      ffmpeg,
      {
        inputs: [{ file: videoPath, options: READING }],
        outputOptions: ['-map', '0:V:0', '-vf', `${FILL},format=yuvj420p`, ...JPEG],
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
