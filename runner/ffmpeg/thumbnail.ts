import type { FfmpegTools } from './binaries.js';
import { firstFrame, type PictureSize } from './first-frame.js';

const LONG_SIDE = 320;
const JPEG_QUALITY = 82;

/**
 * Writes a clip's first frame as a JPEG with a long side of 320 pixels (320x180 for 16:9). Rejects with UnusableMedia
 * where there is no picture.
 */
export async function makeThumbnail(
  videoPath: string,
  outputPath: string,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<void> {
  const frame = await firstFrame(videoPath, outputPath, thumbnailSize, ffmpeg, signal);
  await frame.jpeg({ quality: JPEG_QUALITY }).toFile(outputPath);
}

function thumbnailSize({ width, height }: PictureSize): PictureSize {
  const factor = LONG_SIDE / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
