import sharp from 'sharp';
import { clamp, createNoise, rgb, smooth } from './noise.mjs';

/** The drawing's own units: scenes are laid out on 1280x720 and rasterized at the clip's size. */
export const WIDTH = 1280;
export const HEIGHT = 720;
/** Pixels added right and below, so that blending neighbors reaches the last pixel of a frame. */
const MARGIN = 2;

/**
 * Rasterizes SVG markup once. The layer keeps premultiplied RGBA floats and where it sits:
 * `x`, `y` (drawing units) and `k` (its pixels per drawing unit).
 */
export async function svgLayer(body, { x = 0, y = 0, width = WIDTH, height = HEIGHT, k }) {
  const pixels = { width: Math.ceil(width * k) + MARGIN, height: Math.ceil(height * k) + MARGIN };
  const box = `${x} ${y} ${pixels.width / k} ${pixels.height / k}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels.width}" height="${pixels.height}" viewBox="${box}">${body}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg), { limitInputPixels: false })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] / 255;
    const scale = alpha / 255;
    out[i] = data[i] * scale;
    out[i + 1] = data[i + 1] * scale;
    out[i + 2] = data[i + 2] * scale;
    out[i + 3] = alpha;
  }
  return { x, y, k, width: info.width, height: info.height, data: out };
}

/** Gives flat vector shapes a painted surface: brightness follows fractal noise, `amount` 0..1. */
export function paintTexture(layer, { seed, amount, size = 60, stretch = 1 }) {
  const noise = createNoise(seed);
  const { data, width, height, k } = layer;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const i = (row * width + column) * 4;
      if (data[i + 3] === 0) continue;
      const grain = noise.fractal(column / k / size / stretch, row / k / size, 5) - 0.5;
      const gain = 1 + amount * grain * 2;
      data[i] *= gain;
      data[i + 1] *= gain;
      data[i + 2] *= gain;
    }
  }
  return layer;
}

/** A layer computed pixel by pixel: `shade(x, y)` in drawing units answers [r, g, b, alpha], straight. */
export function computedLayer(shade, { x = 0, y = 0, width = WIDTH, height = HEIGHT, k }) {
  const columns = Math.ceil(width * k) + MARGIN;
  const rows = Math.ceil(height * k) + MARGIN;
  const data = new Float32Array(columns * rows * 4);
  for (let row = 0, i = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, i += 4) {
      const [r, g, b, alpha] = shade(x + column / k, y + row / k);
      data[i] = r * alpha;
      data[i + 1] = g * alpha;
      data[i + 2] = b * alpha;
      data[i + 3] = alpha;
    }
  }
  return { x, y, k, width: columns, height: rows, data };
}

/**
 * A bank of clouds, lit from `light` (a direction in drawing units). `coverage` 0..1 says how much sky
 * they hide; `stretch` above 1 pulls them into streaks. Made at half size: clouds have no sharp edges.
 */
export function cloudLayer(options) {
  const { seed, coverage, lit, shadow, light = [-30, -40], size = 220, stretch = 2, fade, k } = options;
  const noise = createNoise(seed);
  const bright = rgb(lit);
  const dark = rgb(shadow);
  const threshold = 1 - coverage;
  const density = (x, y) => {
    const warp = noise.value(x / size / stretch + 9, y / size + 4) * 0.6;
    return noise.fractal(x / size / stretch + warp, y / size + warp * 0.5, 6);
  };
  const shade = (x, y) => {
    const here = density(x, y);
    const alpha = smooth(threshold - 0.1, threshold + 0.14, here + fade(y));
    if (alpha === 0) return [0, 0, 0, 0];
    const toward = density(x + light[0], y + light[1]);
    const glow = clamp(0.55 + (here - toward) * 3.2 - (here - threshold) * 0.5);
    return [
      dark[0] + (bright[0] - dark[0]) * glow,
      dark[1] + (bright[1] - dark[1]) * glow,
      dark[2] + (bright[2] - dark[2]) * glow,
      alpha * (options.alpha ?? 1),
    ];
  };
  return computedLayer(shade, { ...options, k: k / 2 });
}
