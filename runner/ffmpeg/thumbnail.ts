import type { FfmpegTools } from './binaries.js';
import { MAX_PIXELS } from './decoders.js';
import { colorsIn, toBt709 } from './picture/color.js';
import { deinterlaceFilters } from './picture/deinterlace.js';
import { AS_STORED, uprightFilters } from './picture/orientation.js';
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
const JPEG = ['-frames:v', '1', '-c:v', 'mjpeg', '-threads', '1', '-q:v', '4'];
/** Fills the size and crops the rest, as the pages do; `dar` accounts for pixels that are not square. */
const FILL = "w='max(320,ceil(90*dar)*2)':h='max(180,ceil(160/dar)*2)'";
/** A JPEG does not name its colors; they are these. */
const JPEG_COLORS = 'out_color_matrix=bt601:out_range=pc';

function filters(video: VideoStream): string {
  const toLessLight = toBt709(video);
  const scale = `scale=${FILL}:${colorsIn(video)}`;
  const drawn =
    toLessLight.length === 0 ? [`${scale}:${JPEG_COLORS}`] : [scale, ...toLessLight, `scale=${JPEG_COLORS}`];
  const whole = [...deinterlaceFilters(video), ...uprightFilters(video)];
  return [...whole, ...drawn, 'crop=320:180', 'setsar=1', 'format=yuvj420p'].join(',');
}

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
        outputOptions: ['-map', `0:${video.specifier}`, '-vf', filters(video), ...JPEG],
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
