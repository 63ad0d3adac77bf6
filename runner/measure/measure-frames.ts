import {
  GRID,
  lumaOf,
  warmthOf,
  type ClipMeasurement,
  type SeamLook,
} from '../../core/measurements/measurement.js';
import type { SmallFrames } from './small-frames.js';

/** Mean difference of luma between neighboring frames from which on it is a cut: a picture of medium contrast against another. */
const CUT = 35;
/** As many times the usual difference: a fast camera changes the whole picture all the time. */
const CUTS_ABOVE = 3;

/** What is seen in small frames; null where there are none. */
export function measureFrames(frames: SmallFrames): ClipMeasurement | null {
  const { count, width, height } = frames;
  if (count === 0) return null;
  const lightness = Array.from({ length: count }, (_, at) => lumaOfFrame(frames, at));
  const steps = lightness.slice(1).map((luma, at) => meanDifference(luma, lightness[at]!));
  const usual = steps.toSorted((one, other) => one - other)[Math.floor(steps.length / 2)] ?? 0;
  const moved = steps.filter((step) => step < Math.max(CUT, CUTS_ABOVE * usual));
  const grid = (luma: Float64Array): number[] => gridOf(luma, width, height);
  return {
    ...meansOf(frames),
    contrast: rounded(mean(lightness.map(deviation))),
    motion: rounded(mean(moved)),
    cuts: steps.length - moved.length,
    begins: grid(lightness[0]!),
    ends: grid(lightness.at(-1)!),
    opens: lookOf(frames, lightness, 0),
    closes: lookOf(frames, lightness, Math.max(0, count - AT_SEAM)),
  };
}

/** Frames that are seen of a clip where it meets its neighbor: two, so that a flash of one does not count as its look. */
const AT_SEAM = 2;

function lookOf(frames: SmallFrames, lightness: readonly Float64Array[], first: number): SeamLook {
  const size = frames.width * frames.height * 3;
  const count = Math.min(AT_SEAM, frames.count - first);
  const pixels = frames.pixels.subarray(first * size, (first + count) * size);
  const means = meansOf({ ...frames, pixels, count });
  const contrast = rounded(mean(lightness.slice(first, first + count).map(deviation)));
  return { light: rounded(lumaOf(means)), warmth: rounded(warmthOf(means)), contrast };
}

function meansOf({
  pixels,
  count,
  width,
  height,
}: SmallFrames): Pick<ClipMeasurement, 'red' | 'green' | 'blue' | 'saturation'> {
  const total = count * width * height;
  const sums = [0, 0, 0, 0];
  for (let at = 0; at < total * 3; at += 3) {
    const [red, green, blue] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
    sums[0]! += red;
    sums[1]! += green;
    sums[2]! += blue;
    sums[3]! += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  const [red, green, blue, saturation] = sums.map((sum) => rounded(sum / total)) as [
    number,
    number,
    number,
    number,
  ];
  return { red, green, blue, saturation };
}

function lumaOfFrame({ pixels, width, height }: SmallFrames, frame: number): Float64Array {
  const size = width * height;
  const luma = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const from = (frame * size + at) * 3;
    luma[at] = 0.2126 * pixels[from]! + 0.7152 * pixels[from + 1]! + 0.0722 * pixels[from + 2]!;
  }
  return luma;
}

function meanDifference(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]!), 0) / one.length;
}

function deviation(values: Float64Array): number {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
}

/** Means of cells: what stays of a picture when grain and small movement are gone. */
function gridOf(luma: Float64Array, width: number, height: number): number[] {
  const [across, down] = [width / GRID.width, height / GRID.height];
  return Array.from({ length: GRID.width * GRID.height }, (_, cell) => {
    const [left, top] = [(cell % GRID.width) * across, Math.floor(cell / GRID.width) * down];
    let sum = 0;
    for (let y = top; y < top + down; y++)
      for (let x = left; x < left + across; x++) sum += luma[y * width + x]!;
    return Math.round(sum / (across * down));
  });
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two digits: more is noise. */
const rounded = (value: number): number => Number(value.toFixed(2));
