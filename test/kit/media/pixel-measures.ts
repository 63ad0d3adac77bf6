import type { Pixels } from './drawn-looks.js';

/** Something that can be seen in a clip, as one number. */
export type Measure = (clip: Pixels) => number;

type Pixel = (red: number, green: number, blue: number) => number;

const luma: Pixel = (red, green, blue) => 0.299 * red + 0.587 * green + 0.114 * blue;

/** A value of each pixel of a frame. */
function valuesOf(frame: Uint8Array, value: Pixel): Float32Array {
  const values = new Float32Array(frame.length / 3);
  for (let at = 0; at < values.length; at += 1)
    values[at] = value(frame[3 * at]!, frame[3 * at + 1]!, frame[3 * at + 2]!);
  return values;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at]!;
  return sum / Math.max(1, values.length);
}

/** The mean of what one frame shows, over each third frame: what lies between differs little. */
const overFrames =
  (value: Pixel, of: (values: Float32Array, clip: Pixels) => number): Measure =>
  (clip) =>
    meanOf(clip.frames.filter((_, at) => at % 3 === 0).map((frame) => of(valuesOf(frame, value), clip)));

/** Of the whole clip, 0 to 255. */
export const light = overFrames(luma, meanOf);

/** Distance from gray, against the light. */
export const saturation: Measure = (clip) =>
  overFrames((r, g, b) => Math.max(r, g, b) - Math.min(r, g, b), meanOf)(clip) / light(clip);

/** How much of red, green and blue there is, weighed, against all light. */
export const tone =
  (red: number, green: number, blue: number): Measure =>
  (clip) =>
    overFrames((r, g, b) => red * r + green * g + blue * b, meanOf)(clip) /
    overFrames((r, g, b) => r + g + b, meanOf)(clip);

/** How far luma spreads, against the light. */
export const contrast: Measure = (clip) => overFrames(luma, spread)(clip) / light(clip);

function spread(values: Float32Array): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

/** The darkest twentieth. */
export const blacks = overFrames(luma, (values) => values.toSorted()[Math.floor(values.length / 20)]!);

/** How blue the dark pixels are and how orange the bright ones. */
export const splitTone: Measure = (clip) =>
  overFrames((red, green, blue) => {
    const bright = luma(red, green, blue);
    return bright < 90 ? blue - red : bright > 130 ? red - blue : 0;
  }, meanOf)(clip);

/** How far hues lie apart: 0 where all pixels have one color. */
export const hues: Measure = (clip) =>
  overFrames((red, green, blue) => (red - blue) / (red + green + blue + 1), spread)(clip) +
  overFrames((red, green, blue) => (green - blue) / (red + green + blue + 1), spread)(clip);
