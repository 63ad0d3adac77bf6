import type { VideoStream } from './video-stream.js';

/** Evaluates a filter's sizes for each frame. Says nothing where all frames have one size. */
export const EACH_FRAME = ':eval=frame';

/**
 * Options of an input whose pictures may change their size in the middle, as recordings of a window or a call do: the
 * filters go on. They must scale each frame by themselves. Without the option, ffmpeg begins them again, and loses a frame;
 * filters that turn pictures or mix lines take one size only.
 */
export function anySize({
  interlaced,
  hasAlpha,
  rotation,
  mirrored,
}: Pick<VideoStream, 'interlaced' | 'hasAlpha' | 'rotation' | 'mirrored'>): string[] {
  return interlaced || hasAlpha || rotation !== 0 || mirrored ? [] : ['-reinit_filter', '0'];
}
