import { z } from 'zod';
import { kept } from './kept.js';

const value = z.number();

/** How a picture looks, of 255. */
const look = z.object({
  /** Mean luma. */
  light: value,
  /** How much redder than blue it is: 0 is neutral, more is warmer. */
  warmth: value,
  /** Standard deviation of luma. */
  contrast: value,
});
export type SeamLook = z.infer<typeof look>;

/**
 * What is seen of a clip in its slot, measured on the footage as it is displayed (BT.709's RGB, 0 to 255), four small frames
 * a second. Bars around it do not count.
 */
const clipMeasurement = z.object({
  /** Mean of each channel. */
  red: value,
  green: value,
  blue: value,
  /** Mean distance between the greatest and the least channel of a pixel: 0 is gray. */
  saturation: value,
  /** Standard deviation of luma within a frame. */
  contrast: value,
  /** Mean difference of luma between neighboring frames of the four a second; 0 is a still. */
  motion: value,
  /** Cuts inside. */
  cuts: z.number().int(),
  /** Luma of its first and its last frame, 16 x 9 cells in rows. */
  begins: z.array(value),
  ends: z.array(value),
  /** Of its first and its last quarter of a second, which meet its neighbors; absent in measurements of earlier releases. */
  opens: look.optional(),
  closes: look.optional(),
  /**
   * Of a clip that a change has made: what it kept of its footage; null where that has nothing to compare. Absent where it was
   * not compared.
   */
  kept: kept.nullish(),
});
export type ClipMeasurement = z.infer<typeof clipMeasurement>;

/** How loud the song is during each clip's slot. */
const songMeasurement = z.object({
  /** dB below full scale (RMS), by the index of the clip; -100 is silence. */
  loudness: z.array(value),
});
export type SongMeasurement = z.infer<typeof songMeasurement>;

/** As it is stored; null where a later release has written it in another way: it is measured again. */
export const storedClipMeasurement = clipMeasurement.nullable().catch(null);
export const storedSongMeasurement = songMeasurement.nullable().catch(null);

/** Columns and rows of `begins` and `ends`. */
export const GRID = { width: 16, height: 9 } as const;

type Channels = Pick<ClipMeasurement, 'red' | 'green' | 'blue'>;

/** Brightness, 0 to 255 (BT.709). */
export const lumaOf = ({ red, green, blue }: Channels): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** How much redder than blue, -255 to 255: 0 is neutral, more is warmer. */
export const warmthOf = ({ red, blue }: Channels): number => red - blue;
