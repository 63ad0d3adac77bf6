import { rename, rm, writeFile } from 'node:fs/promises';
import { drawsNothing } from '../../../core/adjustments/recipe.js';
import { FRAME_RATE, frameAt } from '../../../core/job/frames.js';
import { HELD_SECONDS } from '../../../core/quote/video-model-card.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { conformedVideo } from '../../ffmpeg/conformed.js';
import { displayedSize } from '../../ffmpeg/picture/video-stream.js';
import { probeMedia } from '../../ffmpeg/probe.js';
import { drawLooks } from '../builtin/draw-looks.js';
import type { VideoRequest } from '../video-model.js';

/**
 * Fits what a model has made of footage into the footage's place: what was sent beyond the slot is cut off again, and what was
 * drawn over the footage is drawn over the edit. Whether the file is another one than the model's.
 */
export async function fitEdit(
  request: VideoRequest,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { edit, looks, style, outputPath } = request;
  if (edit === null) return false;
  const isCut = edit.sentSeconds > edit.seenSeconds + HELD_SECONDS;
  if (isCut) await cutBack(outputPath, edit.seenSeconds, ffmpeg, signal);
  const isDrawn = !drawsNothing({ style, adjustments: looks });
  if (isDrawn) {
    const sourcePath = `${outputPath}.edited`;
    await rename(outputPath, sourcePath);
    await drawLooks({ ...request, sourcePath }, ffmpeg, signal);
    await rm(sourcePath, { force: true });
  }
  return isCut || isDrawn;
}

/** In frames of the final video, so that not one too many is left. */
async function cutBack(
  path: string,
  seconds: number,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<void> {
  const { video } = await probeMedia(path, ffmpeg, signal);
  const even = (side: number): number => 2 * Math.round(side / 2);
  const { width, height } = displayedSize(video!);
  const form = { width: even(width), height: even(height), fps: FRAME_RATE, frames: frameAt(seconds) };
  await writeFile(path, await conformedVideo(path, `${path}.cut`, form, ffmpeg, signal));
}
