import type { Pixels } from './drawn-looks.js';
import type { Measure } from './pixel-measures.js';

/** How far what is drawn over each frame has gone from one to the next, at most. */
const FARTHEST = 24;

/** What is drawn over the footage: how much brighter each pixel is than all are, of each frame. */
function drawnOver(clip: Pixels, footage: Pixels): Float32Array[] {
  return clip.frames.map((frame, at) => {
    const under = footage.frames[at]!;
    const layer = new Float32Array(frame.length / 3);
    let sum = 0;
    for (let pixel = 0; pixel < layer.length; pixel += 1) {
      layer[pixel] = frame[3 * pixel + 1]! - under[3 * pixel + 1]!;
      sum += layer[pixel]!;
    }
    // A tint over all of it is as much like itself in each direction.
    return layer.map((light) => light - sum / layer.length);
  });
}

/** Sum over the pixels of one layer times those of another, `down` rows lower and `right` columns to the right. */
function together(
  one: Float32Array,
  other: Float32Array,
  { width }: Pixels,
  down: number,
  right = 0,
): number {
  const moved = down * width + right;
  let sum = 0;
  for (let at = 0; at < one.length - FARTHEST * width; at += 1) sum += one[at]! * (other[at + moved] ?? 0);
  return sum;
}

/** Rows that what is drawn falls from one frame to the next. */
export const falls: Measure = (clip, footage) => {
  const layers = drawnOver(clip, footage);
  const fit = (down: number): number =>
    layers.slice(1).reduce((sum, layer, at) => sum + together(layers[at]!, layer, clip, down), 0);
  const ways = Array.from({ length: FARTHEST }, (_, down) => down);
  return ways.toSorted((one, other) => fit(other) - fit(one))[0]!;
};

/** How much more what is drawn is like itself above and below than beside: 0 is as round as a flake, 1 a line. */
export const upright: Measure = (clip, footage) => {
  const layers = drawnOver(clip, footage);
  const like = (down: number, right: number): number =>
    layers.reduce((sum, layer) => sum + together(layer, layer, clip, down, right), 0);
  return (like(3, 0) - like(0, 3)) / Math.max(1, like(0, 0));
};

/** How much warmer the left and right fifths have become than what is between. */
export const warmSides: Measure = (clip, footage) => {
  const warmth = ({ frames, width }: Pixels, isSide: boolean): number => {
    let [sum, count] = [0, 0];
    for (const frame of frames)
      for (let at = 0; at < frame.length; at += 3) {
        const x = ((at / 3) % width) / width;
        if ((x < 0.2 || x > 0.8) !== isSide) continue;
        sum += frame[at]! - frame[at + 2]!;
        count += 1;
      }
    return sum / count;
  };
  const gained = (isSide: boolean): number => warmth(clip, isSide) - warmth(footage, isSide);
  return gained(true) - gained(false);
};
