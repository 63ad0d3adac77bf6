import type { Pixels } from './drawn-looks.js';

// cspell:ignore lumas
/** Inside jest each look at the global `Math` takes 0.5 µs: as long as what is done with a hundred pixels. */
const { abs, atan2, floor, max, min, PI, round, sqrt } = Math;

/** Something that can be seen in a clip, as one number; some against the footage that it was drawn over. */
export type Measure = (clip: Pixels, footage: Pixels) => number;
type OwnMeasure = (clip: Pixels) => number;

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
  return sum / max(1, values.length);
}

/** The mean of what one frame shows, over each third frame: what lies between differs little. */
const overFrames =
  (value: Pixel, of: (values: Float32Array, clip: Pixels) => number): OwnMeasure =>
  (clip) =>
    meanOf(clip.frames.filter((_, at) => at % 3 === 0).map((frame) => of(valuesOf(frame, value), clip)));

/** Of the whole clip, 0 to 255. */
export const light = overFrames(luma, meanOf);

/** Distance from gray, against the light. */
export const saturation: OwnMeasure = (clip) =>
  overFrames((r, g, b) => max(r, g, b) - min(r, g, b), meanOf)(clip) / light(clip);

/** How much of red, green and blue there is, weighed, against all light. */
export const tone =
  (red: number, green: number, blue: number): OwnMeasure =>
  (clip) =>
    overFrames((r, g, b) => red * r + green * g + blue * b, meanOf)(clip) /
    overFrames((r, g, b) => r + g + b, meanOf)(clip);

/** How far luma spreads, against the light. */
export const contrast: OwnMeasure = (clip) => overFrames(luma, spread)(clip) / light(clip);

function spread(values: Float32Array): number {
  const mean = meanOf(values);
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += (values[at]! - mean) ** 2;
  return sqrt(sum / values.length);
}

/** The darkest twentieth. */
export const blacks = overFrames(luma, (values) => values.toSorted()[floor(values.length / 20)]!);

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

type Difference = (values: Float32Array, width: number) => number;

/** Of the luma of neighboring pixels. */
const differences =
  (of: (values: Float32Array, at: number, width: number) => number): Difference =>
  (values, width) => {
    let sum = 0;
    for (let at = width + 1; at < values.length - width - 1; at += 1) sum += of(values, at, width);
    return sum / values.length;
  };
const ofLuma = (difference: Difference): OwnMeasure =>
  overFrames(luma, (values, { width }) => difference(values, width));

/** Edges from left to right, against the light. */
export const detail: Measure = (clip) =>
  ofLuma(differences((values, at) => abs(values[at + 1]! - values[at]!)))(clip) / light(clip);

/** How far pixels stand out of their neighbors: grain, and hard edges. */
export const roughness = ofLuma(
  differences((values, at, width) =>
    abs(4 * values[at]! - values[at - 1]! - values[at + 1]! - values[at - width]! - values[at + width]!),
  ),
);

/** Steps from row to row. */
export const rowSteps = ofLuma(differences((values, at, width) => abs(values[at + width]! - values[at]!)));

/** Share of pixels that are as their neighbor at the right. */
export const flatness = ofLuma(differences((values, at) => (abs(values[at + 1]! - values[at]!) < 1 ? 1 : 0)));

/** Edges of color, from left to right. */
export const colorEdges = overFrames(
  (red, _, blue) => red - blue,
  (values, { width }) => differences((all, at) => abs(all[at + 1]! - all[at]!))(values, width),
);

/** Light of the corners, against that of the middle. */
export const corners = overFrames(luma, (values, { width, height }) => {
  const within = (x: number, y: number): number => {
    let sum = 0;
    for (let row = y; row < y + height / 8; row += 1) {
      for (let at = x; at < x + width / 8; at += 1) sum += values[floor(row) * width + floor(at)]!;
    }
    return sum;
  };
  const [right, bottom] = [width * 0.875, height * 0.875];
  return (
    (within(0, 0) + within(right, 0) + within(0, bottom) + within(right, bottom)) /
    (4 * within(width * 0.4375, height * 0.4375))
  );
});

/** Where the light lies, from the middle: right and down, against all of it. */
function balance(values: Float32Array, { width, height }: Pixels): [number, number] {
  let x = 0;
  let y = 0;
  let all = 0;
  for (let at = 0; at < values.length; at += 1) {
    x += values[at]! * ((at % width) - (width - 1) / 2);
    y += values[at]! * (floor(at / width) - (height - 1) / 2);
    all += values[at]!;
  }
  return [x / all, y / all];
}

/** How little of what lay at the right and left, or above and below, lies there still: 2 where all is on the other side. */
export const turnedOver =
  (side: 'x' | 'y'): Measure =>
  (clip, footage) => {
    const at = side === 'x' ? 0 : 1;
    const of = (pixels: Pixels): number => balance(lumasOf(pixels)[0]!, pixels)[at];
    return 1 - of(clip) / of(footage);
  };

/** By how much the picture is turned to the right, in degrees from 0 to 360: the light lies in another direction. */
export const turn: Measure = (clip, footage) => {
  const angle = (pixels: Pixels): number => {
    const [x, y] = balance(lumasOf(pixels)[0]!, pixels);
    return (atan2(y, x) * 180) / PI;
  };
  return ((angle(clip) - angle(footage) + 720 + 20) % 360) - 20;
};

/** Share of rows that are black. */
export const blackRows = overFrames(luma, (values, { width, height }) => {
  const rows = Array.from({ length: height }, (_, row) => values.subarray(row * width, (row + 1) * width));
  return rows.filter((row) => row.every((value) => value < 3)).length / height;
});

/** How much nearer a frame is, found by comparing it with the footage's frame enlarged about a point: 1 is as it was. */
function nearness(
  frame: Float32Array,
  before: Float32Array,
  { width, height }: Pixels,
  [x, y]: readonly [number, number],
): number {
  let [best, least] = [1, Infinity];
  for (let zoom = 1; zoom < 2.2; zoom += 0.02) {
    let difference = 0;
    for (let row = 2; row < height; row += 4) {
      const fromRow = round(y * (height - 1) + (row - y * (height - 1)) / zoom) * width;
      for (let column = 2; column < width; column += 4) {
        const from = fromRow + round(x * (width - 1) + (column - x * (width - 1)) / zoom);
        difference += abs(frame[row * width + column]! - before[from]!);
      }
    }
    if (difference < least) [best, least] = [zoom, difference];
  }
  return best;
}

/** How much nearer the first or the last frame is, about a point: 0.5, 0.5 is the middle. */
export const nearer =
  (which: 'first' | 'last', about: readonly [number, number] = [0.5, 0.5]): Measure =>
  (clip, footage) => {
    const of = ({ frames }: Pixels): Float32Array =>
      valuesOf(frames[which === 'first' ? 0 : frames.length - 1]!, luma);
    return nearness(of(clip), of(footage), clip, about);
  };

const lumasOf = ({ frames }: Pixels): Float32Array[] => frames.map((frame) => valuesOf(frame, luma));

function meanDifference(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += abs(one[at]! - other[at]!);
  return sum / one.length;
}

/** How far the footage is changed, against its light. */
export const change: Measure = (clip, footage) => {
  const before = lumasOf(footage);
  return meanOf(lumasOf(clip).map((frame, at) => meanDifference(frame, before[at]!))) / light(footage);
};

/** Change from frame to frame. */
export const motion: OwnMeasure = (clip) => {
  const lumas = lumasOf(clip);
  return meanOf(lumas.slice(1).map((frame, at) => meanDifference(frame, lumas[at]!)));
};

/** Share of frames that are as the one before. */
export const stillness: OwnMeasure = (clip) => {
  const lumas = lumasOf(clip);
  return meanOf(lumas.slice(1).map((frame, at) => (meanDifference(frame, lumas[at]!) < 0.01 ? 1 : 0)));
};

/** Light of the first or the second half. */
export const lightOfHalf =
  (which: 'first' | 'second'): OwnMeasure =>
  (clip) => {
    const half = floor(clip.frames.length / 2);
    const frames = which === 'first' ? clip.frames.slice(0, half) : clip.frames.slice(half);
    return meanOf(frames.map((frame) => meanOf(valuesOf(frame, luma))));
  };

/** How the light of whole frames goes up and down. */
export const flicker: OwnMeasure = (clip) => {
  const lights = Float32Array.from(lumasOf(clip).map(meanOf));
  return spread(lights) / meanOf(lights);
};
