import { clamp } from './noise.mjs';

/** Adds a soft round light (a sun, a lantern, a dust mote): gaussian, `radius` in drawing units. */
export function addGlow(frame, x, y, radius, [r, g, b], strength = 1) {
  const { width, height, data, k } = frame;
  const cx = x * k;
  const cy = y * k;
  const reach = radius * k * 2.6;
  const fall = 1 / (2 * (radius * k * 0.8) ** 2);
  const firstRow = Math.max(0, Math.floor(cy - reach));
  const lastRow = Math.min(height - 1, Math.ceil(cy + reach));
  const firstColumn = Math.max(0, Math.floor(cx - reach));
  const lastColumn = Math.min(width - 1, Math.ceil(cx + reach));
  for (let row = firstRow; row <= lastRow; row += 1) {
    const rowGain = strength * Math.exp(-((row - cy) ** 2) * fall);
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const gain = rowGain * Math.exp(-((column - cx) ** 2) * fall);
      if (gain < 0.001) continue;
      const o = (row * width + column) * 3;
      data[o] += r * gain;
      data[o + 1] += g * gain;
      data[o + 2] += b * gain;
    }
  }
}

/**
 * Adds shafts of light that fan out from (x, y): `shafts(angle)` answers 0..1, `reach` in drawing units
 * is where they have faded to a third.
 */
export function addShafts(frame, x, y, reach, [r, g, b], shafts) {
  const { width, height, data, k } = frame;
  for (let row = 0; row < height; row += 1) {
    const v = row / k - y;
    for (let column = 0; column < width; column += 1) {
      const u = column / k - x;
      const distance = Math.sqrt(u * u + v * v);
      const gain = shafts(Math.atan2(v, u)) * Math.exp(-distance / reach);
      if (gain < 0.002) continue;
      const o = (row * width + column) * 3;
      data[o] += r * gain;
      data[o + 1] += g * gain;
      data[o + 2] += b * gain;
    }
  }
}

const SHRINK = 8;

function brightPass(frame, threshold) {
  const width = Math.ceil(frame.width / SHRINK);
  const height = Math.ceil(frame.height / SHRINK);
  const out = new Float32Array(width * height * 3);
  for (let row = 0; row < frame.height; row += 2) {
    for (let column = 0; column < frame.width; column += 2) {
      const o = (row * frame.width + column) * 3;
      const i = ((row >> 3) * width + (column >> 3)) * 3;
      for (let c = 0; c < 3; c += 1) out[i + c] += Math.max(0, frame.data[o + c] - threshold) / 16;
    }
  }
  return { width, height, data: out };
}

function blur({ width, height, data }, radius) {
  const out = new Float32Array(data.length);
  const pass = (from, to, count, lines, stepInLine, stepLine) => {
    for (let line = 0; line < lines; line += 1) {
      for (let c = 0; c < 3; c += 1) {
        const base = line * stepLine + c;
        let sum = 0;
        for (let n = -radius; n <= radius; n += 1) sum += from[base + clamp(n, 0, count - 1) * stepInLine];
        for (let n = 0; n < count; n += 1) {
          to[base + n * stepInLine] = sum / (2 * radius + 1);
          sum += from[base + Math.min(count - 1, n + radius + 1) * stepInLine];
          sum -= from[base + Math.max(0, n - radius) * stepInLine];
        }
      }
    }
  };
  for (let round = 0; round < 2; round += 1) {
    pass(data, out, width, height, 3, width * 3);
    pass(out, data, height, width, width * 3, 3);
  }
}

/** Lets what is brighter than `threshold` bleed into its surroundings, as a lens does. */
export function addBloom(frame, { threshold = 0.72, strength = 0.5, radius = 5 } = {}) {
  const small = brightPass(frame, threshold);
  blur(small, Math.max(1, Math.round((radius * frame.k * 8) / SHRINK)));
  for (let row = 0; row < frame.height; row += 1) {
    const v = clamp(row / SHRINK - 0.5, 0, small.height - 1.001);
    const fv = v % 1;
    const line = Math.floor(v) * small.width;
    for (let column = 0; column < frame.width; column += 1) {
      const u = clamp(column / SHRINK - 0.5, 0, small.width - 1.001);
      const fu = u % 1;
      const i = (line + Math.floor(u)) * 3;
      const j = i + small.width * 3;
      const o = (row * frame.width + column) * 3;
      for (let c = 0; c < 3; c += 1) {
        const upper = small.data[i + c] * (1 - fu) + small.data[i + 3 + c] * fu;
        const lower = small.data[j + c] * (1 - fu) + small.data[j + 3 + c] * fu;
        frame.data[o + c] += (upper * (1 - fv) + lower * fv) * strength;
      }
    }
  }
}
