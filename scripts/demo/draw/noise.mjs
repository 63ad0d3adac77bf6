/** A seeded random generator (mulberry32): the same film from the same script, on every machine. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const SIZE = 256;

/** Smooth value noise in 0..1 that repeats every 256 units: `value(x, y)`, and `fractal` with octaves. */
export function createNoise(seed) {
  const next = random(seed);
  const lattice = Float32Array.from({ length: SIZE * SIZE }, next);
  const value = (x, y) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    let u = x - left;
    let v = y - top;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    const row = (top & 255) << 8;
    const nextRow = ((top + 1) & 255) << 8;
    const column = left & 255;
    const nextColumn = (left + 1) & 255;
    const upper = lattice[row + column] * (1 - u) + lattice[row + nextColumn] * u;
    const lower = lattice[nextRow + column] * (1 - u) + lattice[nextRow + nextColumn] * u;
    return upper * (1 - v) + lower * v;
  };
  const fractal = (x, y, octaves) => {
    let sum = 0;
    let weight = 0.5;
    let total = 0;
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += weight * value(x + octave * 37.1, y + octave * 17.7);
      total += weight;
      x *= 2.03;
      y *= 2.03;
      weight *= 0.5;
    }
    return sum / total;
  };
  return { value, fractal };
}

export const clamp = (value, low = 0, high = 1) => Math.min(high, Math.max(low, value));

/** 0 below `from`, 1 above `to`, smooth between. */
export function smooth(from, to, value) {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** '#rrggbb' -> [r, g, b] in 0..1. */
export function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
}

/** Mixes two '#rrggbb' colors; amount 0 is the first. */
export function mixHex(first, second, amount) {
  const a = rgb(first);
  const b = rgb(second);
  const hex = a.map((v, i) =>
    Math.round((v + (b[i] - v) * amount) * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}
