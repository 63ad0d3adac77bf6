import { readFile, rm } from 'node:fs/promises';
import sharp from 'sharp';
import type { FfmpegTools } from './binaries.js';
import { displayedSize, probeMedia, UnusableMedia } from './probe.js';
import { FfmpegRefusal, runFfmpeg } from './run-ffmpeg.js';

const LONG_SIDE = 320;
const JPEG_QUALITY = 82;

/**
 * Writes a clip's first frame as a JPEG with a long side of 320 pixels (320x180 for 16:9). Scaled inside ffmpeg, which
 * measured faster than handing sharp the full picture. Rejects with UnusableMedia where there is no picture.
 */
export async function makeThumbnail(
  videoPath: string,
  outputPath: string,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<void> {
  const { video, demuxer } = await probeMedia(videoPath, ffmpeg, signal);
  if (video === null) throw new UnusableMedia('The file holds no picture.');
  const { width, height } = thumbnailSize(displayedSize(video));
  const pixels = `${outputPath}.rgb`;
  try {
    await runFfmpeg(
      ffmpeg,
      {
        inputs: [{ file: videoPath, format: demuxer }],
        filterGraph: `[0:v:0]trim=end_frame=1,scale=${width}:${height},format=rgb24[picture]`,
        outputOptions: ['-map', '[picture]', '-frames:v', '1', '-c:v', 'rawvideo'],
        format: 'rawvideo',
        outputPath: pixels,
        frameCount: 1,
        doing: 'make the thumbnail',
        failureCode: 'VIDEO_MODEL_FAILED',
      },
      signal,
    );
    const raw = { width, height, channels: 3 as const };
    await sharp(await readFile(pixels), { raw })
      .jpeg({ quality: JPEG_QUALITY })
      .toFile(outputPath);
  } catch (error) {
    if (!(error instanceof FfmpegRefusal)) throw error;
    throw new UnusableMedia('No picture can be read from the file.', error);
  } finally {
    await rm(pixels, { force: true });
  }
}

function thumbnailSize({ width, height }: { width: number; height: number }): {
  width: number;
  height: number;
} {
  const factor = LONG_SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
