/**
 * The final video's clock. Every time on the song is a whole number of frames at 30 fps, so cuts never drift: seconds
 * become frames once, here and nowhere else.
 */
export const FRAME_RATE = 30;

/** The frame boundary nearest to a time on the song. */
export function frameAt(seconds: number): number {
  return Math.round(seconds * FRAME_RATE);
}

export function secondsAt(frame: number): number {
  return frame / FRAME_RATE;
}

/** Size of the final video in pixels, by aspect ratio; the pipeline uses the same. */
export const OUTPUT_SIZES = {
  '16:9': { width: 1920, height: 1080 },
  '9:16': { width: 1080, height: 1920 },
  '1:1': { width: 1080, height: 1080 },
  '4:3': { width: 1440, height: 1080 },
  '3:4': { width: 1080, height: 1440 },
} as const;

export type AspectRatio = keyof typeof OUTPUT_SIZES;

/** Pixels of the shorter side in OUTPUT_SIZES. */
const OUTPUT_RESOLUTION = 1080;

/** The size of an aspect ratio at another resolution. Sides are even, as encoders need them. */
export function outputSize(
  ratio: AspectRatio,
  resolution: number = OUTPUT_RESOLUTION,
): { width: number; height: number } {
  const { width, height } = OUTPUT_SIZES[ratio];
  const scaled = (side: number): number => 2 * Math.round((side * resolution) / OUTPUT_RESOLUTION / 2);
  return { width: scaled(width), height: scaled(height) };
}
