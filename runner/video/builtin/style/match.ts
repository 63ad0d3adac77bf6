import type { Seen } from '../../../../core/adjustments/style.js';

/** Pixels of red, green and blue, one byte each. */
export type Pixels = Uint8Array | Uint8ClampedArray;
type Row = [red: number, green: number, blue: number];

/** What the renderer does to every pixel: saturation first, then a curve for each channel. */
export interface Match {
  /** 0: gray; 1: as it is. */
  saturation: number;
  /** By channel, -1 (black) to 1 (white); 0: as it is. */
  curves: readonly [red: number, green: number, blue: number];
}

/** Beyond it, a filter of 2018 would refuse the factors. */
const MOST_SATURATION = 2;
/** The exponent of a curve's end. */
const STEEPEST = 8;
/** The saturation changes with the curves, and the curves with it. */
const ROUNDS = 5;
const LUMA = [0.2126, 0.7152, 0.0722] as const;

/**
 * The match that gives pixels the light and color of a target: the mean of each channel exactly, as far as bytes allow, and so
 * luma and warmth, and the saturation as far as there is any. `strength`: how far it goes there, 0 to 1.
 */
export function matchOf(pixels: Pixels, target: Seen, strength: number): Match {
  const now = seenIn(pixels);
  const toward = (from: number, to: number): number => from + strength * (to - from);
  const wanted = [
    toward(now.red, target.red),
    toward(now.green, target.green),
    toward(now.blue, target.blue),
  ];
  const saturation = toward(now.saturation, target.saturation);
  let match: Match = { saturation: 1, curves: [0, 0, 0] };
  for (let round = 0; round < ROUNDS; round++) {
    const mixed = saturated(pixels, match.saturation);
    const curves = countsOf(mixed).map((count, channel) => curveTo(count, wanted[channel]!)) as [
      number,
      number,
      number,
    ];
    match = { saturation: match.saturation, curves };
    if (round === ROUNDS - 1) break;
    const is = saturationAfter(mixed, curves);
    const factor = is < 0.5 ? 1 : saturation / is;
    match = { ...match, saturation: bounded(match.saturation * factor, 0, MOST_SATURATION) };
  }
  return match;
}

/** What a curve makes of a value of 0 to 1. It rises, and its mean over any picture rises with its bend. */
function curved(value: number, bend: number): number {
  const { exponent, share, end } = shapeOf(bend);
  return share * value ** exponent + end;
}

/** `share * value ^ exponent + end`. Brighter: lifted toward white at the end. Darker: lowered toward black. */
export function shapeOf(bend: number): { exponent: number; share: number; end: number } {
  const moved = bend ** 4;
  return { exponent: STEEPEST ** -bend, share: 1 - moved, end: bend > 0 ? moved : 0 };
}

/** The shares of red, green and blue in each channel at a saturation: luma stays. */
export function saturationCells(saturation: number): number[][] {
  return [0, 1, 2].map((to) =>
    LUMA.map((share, from) => share * (1 - saturation) + (from === to ? saturation : 0)),
  );
}

function seenIn(pixels: Pixels): Seen {
  const [red, green, blue] = countsOf(pixels).map((count) => meanAfter(count, AS_IT_IS)) as [
    number,
    number,
    number,
  ];
  return { red, green, blue, saturation: saturationAfter(pixels, [0, 0, 0]) };
}

/** Pixels at a saturation, rounded as the filter does. */
function saturated(pixels: Pixels, saturation: number): Pixels {
  const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = saturationCells(saturation) as [Row, Row, Row];
  // Rounds, and keeps values within bytes.
  const result = new Uint8ClampedArray(pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    const red = pixels[at]!;
    const green = pixels[at + 1]!;
    const blue = pixels[at + 2]!;
    result[at] = red * rr + green * rg + blue * rb;
    result[at + 1] = red * gr + green * gg + blue * gb;
    result[at + 2] = red * br + green * bg + blue * bb;
  }
  return result;
}

/** How often each value is there, by channel. */
function countsOf(pixels: Pixels): Float64Array[] {
  const counts = [0, 1, 2].map(() => new Float64Array(256));
  for (const [channel, count] of counts.entries())
    for (let at = channel; at < pixels.length; at += 3) count[pixels[at]!]!++;
  return counts;
}

function saturationAfter(pixels: Pixels, curves: Match['curves']): number {
  const [reds, greens, blues] = curves.map(tableOf) as [number[], number[], number[]];
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const red = reds[pixels[at]!]!;
    const green = greens[pixels[at + 1]!]!;
    const blue = blues[pixels[at + 2]!]!;
    sum += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  return sum / Math.max(1, pixels.length / 3);
}

function tableOf(bend: number): number[] {
  return Array.from({ length: 256 }, (_, value) => Math.round(255 * curved(value / 255, bend)));
}

const AS_IT_IS = tableOf(0);

function meanAfter(counts: Float64Array, table: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return table.reduce((sum, value, at) => sum + value * counts[at]!, 0) / Math.max(1, total);
}

/** The bend whose curve gives values that are there this often a mean. */
function curveTo(counts: Float64Array, wanted: number): number {
  let [low, high] = [-1, 1];
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    if (meanAfter(counts, tableOf(middle)) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const bounded = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));
