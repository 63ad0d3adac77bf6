import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { FRAME_RATE, outputSize, type AspectRatio } from '../job/frames.js';

/** An amount in USD. */
export const amountSchema = z
  .string()
  .regex(/^\d+(\.\d{1,6})?$/, 'must be an amount in USD as a string, such as "0.05"');

/** By what a provider charges for a model, and how much: USD, decimal string. */
export const priceSchema = z.strictObject({
  per: z.enum(['OUTPUT_SECOND', 'INPUT_AND_OUTPUT_SECOND', 'MILLION_PIXELS']),
  usd: amountSchema,
});
export type VideoPrice = z.infer<typeof priceSchema>;

/** What is made, as far as its price depends on it. */
export interface PricedVideo {
  /** Seconds of video that are made. */
  seconds: number;
  /** Seconds of footage that are sent. */
  inputSeconds: number;
  /** Pixels of all pictures of one second. */
  pixelsPerSecond: number;
}

/** What a video costs by a price, in USD. */
export function priceOf({ per, usd }: VideoPrice, video: PricedVideo): Decimal {
  return new Decimal(usd).times(UNITS[per](video));
}

/** How much of what is charged there is in a video. */
const UNITS: Record<VideoPrice['per'], (video: PricedVideo) => Decimal.Value> = {
  OUTPUT_SECOND: ({ seconds }) => seconds,
  INPUT_AND_OUTPUT_SECOND: ({ seconds, inputSeconds }) => seconds + inputSeconds,
  MILLION_PIXELS: ({ seconds, pixelsPerSecond }) =>
    new Decimal(seconds).times(pixelsPerSecond).div(1_000_000),
};

/** The pictures that a model takes. */
export interface PictureLimits {
  /** Pixels of each side, the fewest and the most. */
  side: readonly [number, number];
  /** Frames a second, the fewest and the most. */
  frameRate: readonly [number, number];
}

/** The largest pictures of a video's shape that a model is sent: never larger or faster than the final video. */
export function largestPictures(
  { side: [fewest, most], frameRate: [slowest, fastest] }: PictureLimits,
  aspectRatio: AspectRatio,
): { width: number; height: number; frameRate: number } {
  const { width, height } = outputSize(aspectRatio);
  const shrunk = Math.min(1, most / Math.max(width, height));
  const factor = Math.max(shrunk, fewest / Math.min(width, height));
  const frameRate = Math.min(fastest, Math.max(slowest, FRAME_RATE));
  return { width: evenly(width * factor), height: evenly(height * factor), frameRate };
}

const evenly = (side: number): number => 2 * Math.round(side / 2);
