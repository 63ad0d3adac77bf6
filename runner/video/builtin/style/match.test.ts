import { matchOf, type MatchedFrames } from './match.js';

const [WIDTH, HEIGHT] = [32, 18];

/** A gray ramp from one level to another, in two frames. */
function ramp(from: number, to: number): MatchedFrames {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3 * 2);
  for (let at = 0; at < pixels.length; at++)
    pixels[at] = from + ((to - from) * (Math.floor(at / 3) % WIDTH)) / (WIDTH - 1);
  return { pixels, width: WIDTH, height: HEIGHT, count: 2 };
}

const gray = (level: number, contrast?: number) => ({
  ...{ red: level, green: level, blue: level, saturation: 0 },
  ...(contrast !== undefined && { contrast }),
});

it('more contrast is a gain above 1, less is one below, as far as there is any', () => {
  const gainTo = (frames: MatchedFrames, contrast: number, strength = 1): number =>
    matchOf(frames, gray(128, contrast), strength).contrast.gain;
  // A ramp has the range by the root of 12.
  expect(gainTo(ramp(78, 178), 100 / Math.sqrt(12) / 2)).toBeCloseTo(0.5, 1);
  expect(gainTo(ramp(78, 178), 100 / Math.sqrt(12) / 2, 0.5)).toBeCloseTo(0.75, 1);
  expect(gainTo(ramp(78, 178), 29)).toBeCloseTo(1, 1);
  const more = gainTo(ramp(78, 178), 45);
  expect(more).toBeGreaterThan(1.3);
  expect(gainTo(ramp(78, 178), 45, 0.5)).toBeLessThan(more);
  expect(gainTo(ramp(78, 178), 0)).toBe(0.25);
  expect(gainTo(ramp(124, 132), 120)).toBe(4.75);
  expect(gainTo(ramp(128, 128), 60)).toBe(1);
});

it('what was seen before contrast was matched leaves it to the curves', () => {
  const { contrast, curves } = matchOf(ramp(20, 120), gray(140), 1);
  expect(contrast.gain).toBe(1);
  expect(curves[0]).toBeGreaterThan(0.2);
});
