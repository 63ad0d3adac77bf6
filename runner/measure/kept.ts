import type { Kept } from '../../core/measurements/kept.js';
import type { SmallFrames } from './small-frames.js';

/** Cells to each side of a pixel that its contrast is compared with: local, so that light and color do not count. */
const AROUND = 4;
/** Of 255: a step between neighbors that is lost in the rounding of bytes. */
const FAINT = 1.5;
/** Mean square of normalized edges, below which there is nothing to compare: black, or one color. */
const BLANK = 0.01;
/** Mean square of normalized movement, below which a picture stands still, and at which movement counts a quarter. */
const [STILL, MOVES] = [0.002, 0.05];
/** The most that movement counts: edges are compared at the same times, so they follow it, too. */
const MOST_OF_MOTION = 0.5;

/**
 * How much of the edges and the movement of footage is kept by what was made of it; null where the footage has none.
 * docs/kept-score.md has the formula. Both are small frames of one size and rate, from their starts.
 */
export function keptOf(footage: SmallFrames, made: SmallFrames): Kept | null {
  const count = Math.min(footage.count, made.count);
  const [edges, motion] = [new Likeness(), new Likeness()];
  let before: [Plane, Plane] | null = null;
  for (let at = 0; at < count; at++) {
    const planes = [footage, made].map((frames) => lumaOfFrame(frames, at));
    const [one, other] = planes.map(edgesOf) as [Plane[], Plane[]];
    for (const [axis, plane] of one.entries()) edges.add(plane, other[axis]!);
    const shapes = planes.map(shapesOf) as [Plane, Plane];
    if (before !== null) motion.add(minus(shapes[0], before[0]), minus(shapes[1], before[1]));
    before = shapes;
  }
  const pixels = footage.width * footage.height;
  if (count === 0 || edges.power / (count * pixels) < BLANK) return null;
  const moved = motion.power / Math.max(1, (count - 1) * pixels);
  const isStill = moved < STILL;
  const share = isStill ? 0 : (MOST_OF_MOTION * moved) / (moved + MOVES);
  const score = (1 - share) * edges.value + share * motion.value;
  return {
    score: rounded(score),
    edges: rounded(edges.value),
    motion: isStill ? null : rounded(motion.value),
  };
}

/** Values of one picture, in rows. */
interface Plane {
  values: Float64Array;
  width: number;
  height: number;
}

/** The cosine between two lists of values, which come in parts: 1 for the same up to a factor, 0 for unrelated ones. */
class Likeness {
  private product = 0;
  private otherPower = 0;
  /** Sum of the squares of the first list. */
  power = 0;

  add({ values: one }: Plane, { values: other }: Plane): void {
    for (let at = 0; at < one.length; at++) {
      this.product += one[at]! * other[at]!;
      this.power += one[at]! ** 2;
      this.otherPower += other[at]! ** 2;
    }
  }

  get value(): number {
    const size = Math.sqrt(this.power * this.otherPower);
    return size === 0 ? 0 : this.product / size;
  }
}

/** Steps of luma to the right and down, each by how strong steps are around it. */
function edgesOf({ values, width, height }: Plane): Plane[] {
  const across = new Float64Array(values.length);
  const down = new Float64Array(values.length);
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      across[at] = (values[at + 1]! - values[at - 1]!) / 2;
      down[at] = (values[at + width]! - values[at - width]!) / 2;
    }
  const size = { width, height };
  const strength = meansAround({ ...size, values: across.map((step, at) => step ** 2 + down[at]! ** 2) });
  return [across, down].map((steps) => ({ ...size, values: byStrength(steps, strength) }));
}

/** How much lighter or darker each pixel is than what is around it, by the contrast there. */
function shapesOf(luma: Plane): Plane {
  const away = minus(luma, { ...luma, values: meansAround(luma) });
  const strength = meansAround({ ...luma, values: away.values.map((value) => value ** 2) });
  return { ...luma, values: byStrength(away.values, strength) };
}

const byStrength = (values: Float64Array, squares: Float64Array): Float64Array =>
  values.map((value, at) => value / Math.sqrt(squares[at]! + FAINT ** 2));

const minus = (one: Plane, other: Plane): Plane => ({
  ...one,
  values: one.values.map((value, at) => value - other.values[at]!),
});

/** The mean of the square around each pixel, of what of it lies inside; by sums of rows, and of those of columns. */
function meansAround({ values, width, height }: Plane): Float64Array {
  const rows = new Float64Array(values.length);
  const means = new Float64Array(values.length);
  for (let y = 0; y < height; y++) slide(values, rows, { from: y * width, step: 1, count: width });
  for (let x = 0; x < width; x++) slide(rows, means, { from: x, step: width, count: height });
  return means;
}

interface Line {
  from: number;
  step: number;
  count: number;
}

/** Writes the mean around each place of a line. */
function slide(values: Float64Array, means: Float64Array, { from, step, count }: Line): void {
  let sum = 0;
  for (let at = 0; at < Math.min(AROUND, count); at++) sum += values[from + at * step]!;
  for (let at = 0; at < count; at++) {
    const [first, last] = [at - AROUND, at + AROUND];
    if (last < count) sum += values[from + last * step]!;
    if (first > 0) sum -= values[from + (first - 1) * step]!;
    means[from + at * step] = sum / (Math.min(last, count - 1) - Math.max(first, 0) + 1);
  }
}

function lumaOfFrame({ pixels, width, height }: SmallFrames, frame: number): Plane {
  const values = new Float64Array(width * height);
  for (let at = 0; at < values.length; at++) {
    const from = (frame * values.length + at) * 3;
    values[at] = 0.2126 * pixels[from]! + 0.7152 * pixels[from + 1]! + 0.0722 * pixels[from + 2]!;
  }
  return { values, width, height };
}

/** What is turned around has nothing in common either. Three digits: more is noise. */
const rounded = (value: number): number => Number(Math.max(0, value).toFixed(3));
