import { clamp, random, smooth } from './noise.mjs';

const STEPS = 1024;
/** Floats up to this value keep detail; the curve rolls them off to white. */
const HEADROOM = 2;

function filmCurve(channel, { contrast, shadows, highlights, exposure }) {
  return Float32Array.from({ length: STEPS + 1 }, (_, i) => {
    let v = (i / STEPS) * HEADROOM * exposure;
    v = v < 0.75 ? v : 0.75 + 0.25 * (1 - Math.exp(-(v - 0.75) / 0.25));
    const curved = v + contrast * (v - 0.5) * v * (1 - v) * 2;
    const tinted =
      curved + shadows[channel] * (1 - curved) ** 3 + highlights[channel] * smooth(0.3, 1, curved);
    return clamp(tinted) * 255;
  });
}

/**
 * Makes the film look of a scene: exposure, contrast, split toning (`shadows`, `highlights`: RGB offsets),
 * saturation, vignette and a fine grain that also hides banding. Answers frame -> RGB24 bytes.
 */
export function createGrade(width, height, look) {
  const { saturation = 1.08, vignette = 0.22, grain = 1.6 } = look;
  const curves = [0, 1, 2].map((channel) => filmCurve(channel, { contrast: 0.5, exposure: 1, ...look }));
  const next = random(7);
  const noise = Float32Array.from({ length: 1 << 16 }, () => (next() + next() - 1) * grain);
  const edge = new Float32Array(width * height);
  for (let row = 0, i = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, i += 1) {
      const distance = Math.hypot((column / width - 0.5) * 1.15, row / height - 0.5);
      edge[i] = 1 - vignette * smooth(0.3, 0.82, distance);
    }
  }
  return (frame) => {
    const out = Buffer.allocUnsafe(width * height * 3);
    const shift = Math.floor(next() * 65536);
    const toStep = STEPS / HEADROOM;
    for (let i = 0, o = 0; i < edge.length; i += 1, o += 3) {
      const luma = 0.3 * frame.data[o] + 0.59 * frame.data[o + 1] + 0.11 * frame.data[o + 2];
      const dust = noise[(i * 7 + shift) & 65535];
      for (let c = 0; c < 3; c += 1) {
        const v = (luma + (frame.data[o + c] - luma) * saturation) * edge[i] * toStep;
        const value = curves[c][v <= 0 ? 0 : v >= STEPS ? STEPS : v | 0] + dust;
        out[o + c] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
      }
    }
    return out;
  };
}
