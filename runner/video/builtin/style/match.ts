import type { Seen } from '../../../../core/adjustments/style.js';

/** Pixels of red, green and blue, one byte each. */
export type Pixels = Uint8Array | Uint8ClampedArray;
type Row = [red: number, green: number, blue: number];

/** Small frames, one after the other. Sides are even. */
export interface MatchedFrames {
  pixels: Pixels;
  width: number;
  height: number;
  count: number;
}

/** What the renderer does to every pixel: saturation first, then for each channel a curve, then its contrast. */
export interface Match {
  /** 0: gray; 1: as it is. */
  saturation: number;
  /** By channel, -1 (black) to 1 (white); 0: as it is. */
  curves: readonly [red: number, green: number, blue: number];
  contrast: Contrast;
}

/** How far values are from a pivot of their channel, 0 to 1; gain 1: as they are. */
export interface Contrast {
  gain: number;
  pivots: readonly [red: number, green: number, blue: number];
}

/** Beyond it, a filter of 2018 would refuse the factors. */
const MOST_SATURATION = 2;
/** Less would leave nothing of the picture, more would show the steps between its bytes. */
const [LEAST_GAIN, MOST_GAIN] = [0.25, 4.75];
/** Where both sides of a pivot have values. */
const PIVOTS = [0.02, 0.98] as const;
/** The exponent of a curve's end. */
const STEEPEST = 8;
/** Saturation and contrast change with the curves, and the curves with them. */
const ROUNDS = 5;
const ROUNDS_OF_CONTRAST = 8;
/** Of a factor: less cannot be seen. */
const SETTLED = 0.003;
const LUMA = [0.2126, 0.7152, 0.0722] as const;

/**
 * The match that gives frames the light and color of a target: the mean of each channel exactly, as far as bytes allow, and so
 * luma and warmth; the saturation and the contrast as far as there is any. `strength`: how far it goes there, 0 to 1. A
 * target of before contrast was matched has none, and the contrast is left to the curves.
 */
export function matchOf(frames: MatchedFrames, target: Seen, strength: number): Match {
  const { pixels } = frames;
  const now = seenIn(frames);
  const toward = (from: number, to: number): number => from + strength * (to - from);
  const wanted = [
    toward(now.red, target.red),
    toward(now.green, target.green),
    toward(now.blue, target.blue),
  ];
  const saturation = toward(now.saturation, target.saturation);
  const contrast = target.contrast === undefined ? null : toward(now.contrast, target.contrast);
  const rounds = contrast === null ? ROUNDS : ROUNDS_OF_CONTRAST;
  const pivots = byChannel((channel) => bounded(wanted[channel]! / 255, ...PIVOTS));
  let [factor, gain] = [1, 1];
  for (let round = 1; ; round++) {
    const mixed = saturated(pixels, factor);
    const counts = countsOf(mixed);
    const tones = pivots.map((pivot): Tones => ({ gain, pivot }));
    const curves = byChannel((channel) => curveTo(counts[channel]!, tones[channel]!, wanted[channel]!));
    const tables = byChannel((channel) => tableOf(curves[channel], tones[channel]!));
    const colors = ratio(saturation, saturationAfter(mixed, tables));
    const spread =
      contrast === null ? 1 : ratio(contrast, contrastAfter({ ...frames, pixels: mixed }, tables));
    const next = [
      bounded(factor * colors, 0, MOST_SATURATION),
      bounded(gain * spread, LEAST_GAIN, MOST_GAIN),
    ] as const;
    const isSettled = Math.abs(next[0] - factor) < SETTLED && Math.abs(next[1] - gain) < SETTLED;
    if (isSettled || round === rounds) return { saturation: factor, curves, contrast: { gain, pivots } };
    [factor, gain] = next;
  }
}

type Table = readonly number[];
type Tables = readonly [red: Table, green: Table, blue: Table];

const byChannel = <T>(of: (channel: 0 | 1 | 2) => T): [T, T, T] => [of(0), of(1), of(2)];

/** By how much more something is to be; 1 where there is none that could be more. */
const ratio = (wanted: number, is: number): number => (is < 0.5 ? 1 : wanted / is);

/** How far the values of a channel are from a pivot, 0 to 1. */
interface Tones {
  gain: number;
  pivot: number;
}

const AS_THEY_ARE: Tones = { gain: 1, pivot: 0.5 };

/** What a gain makes of a value of 0 to 1: less is nearer to the pivot, more is an S through it. */
function toned(value: number, { gain, pivot }: Tones): number {
  if (gain <= 1) return pivot + gain * (value - pivot);
  return value < pivot
    ? pivot * (value / pivot) ** gain
    : 1 - (1 - pivot) * ((1 - value) / (1 - pivot)) ** gain;
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

function seenIn(frames: MatchedFrames): Required<Seen> {
  const [red, green, blue] = countsOf(frames.pixels).map((count) => meanAfter(count, AS_IT_IS)) as [
    number,
    number,
    number,
  ];
  const tables = [AS_IT_IS, AS_IT_IS, AS_IT_IS] as const;
  const saturation = saturationAfter(frames.pixels, tables);
  return { red, green, blue, saturation, contrast: contrastAfter(frames, tables) };
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

function saturationAfter(pixels: Pixels, [reds, greens, blues]: Tables): number {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const red = reds[pixels[at]!]!;
    const green = greens[pixels[at + 1]!]!;
    const blue = blues[pixels[at + 2]!]!;
    sum += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  return sum / Math.max(1, pixels.length / 3);
}

/**
 * The standard deviation of luma within a frame, mean of all frames, as it is measured (core/measurements): of cells of
 * 2 x 2, since grain is no contrast.
 */
function contrastAfter({ pixels, width, height, count }: MatchedFrames, tables: Tables): number {
  const weighted = tables.map((table, channel) => table.map((value) => (LUMA[channel]! * value) / 4));
  const lumaAt = (at: number): number =>
    weighted[0]![pixels[at]!]! + weighted[1]![pixels[at + 1]!]! + weighted[2]![pixels[at + 2]!]!;
  const [row, cells] = [width * 3, (width * height) / 4];
  let total = 0;
  for (let frame = 0; frame < count; frame++) {
    let [sum, squares] = [0, 0];
    for (let y = 0; y < height; y += 2)
      for (let x = 0; x < width; x += 2) {
        const at = (frame * height + y) * row + x * 3;
        const luma = lumaAt(at) + lumaAt(at + 3) + lumaAt(at + row) + lumaAt(at + row + 3);
        sum += luma;
        squares += luma * luma;
      }
    total += Math.sqrt(Math.max(0, squares / cells - (sum / cells) ** 2));
  }
  return total / Math.max(1, count);
}

function tableOf(bend: number, tones: Tones): Table {
  return Array.from({ length: 256 }, (_, value) => Math.round(255 * toned(curved(value / 255, bend), tones)));
}

const AS_IT_IS = tableOf(0, AS_THEY_ARE);

function meanAfter(counts: Float64Array, table: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return table.reduce((sum, value, at) => sum + value * counts[at]!, 0) / Math.max(1, total);
}

/** The bend whose curve gives values that are there this often, with these tones, a mean. */
function curveTo(counts: Float64Array, tones: Tones, wanted: number): number {
  let [low, high] = [-1, 1];
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    if (meanAfter(counts, tableOf(middle, tones)) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const bounded = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));
