import { HEIGHT, WIDTH } from './layer.mjs';

/** A picture in progress: RGB floats, 1.0 is white, more blooms. `k`: pixels per drawing unit. */
export function createFrame(width, height) {
  return { width, height, k: width / WIDTH, data: new Float32Array(width * height * 3) };
}

/**
 * Lays a layer over the frame. `dx`, `dy` move it (drawing units), `scale` grows it around `pivot`,
 * `alpha` thins it, `haze` = [r, g, b, amount] sinks it into the air.
 */
export function drawLayer(frame, layer, { dx = 0, dy = 0, scale = 1, alpha = 1, pivot, haze } = {}) {
  const [px, py] = pivot ?? [WIDTH / 2, HEIGHT / 2];
  const left = (px + (layer.x - px) * scale + dx) * frame.k;
  const top = (py + (layer.y - py) * scale + dy) * frame.k;
  const step = layer.k / (frame.k * scale);
  const firstColumn = Math.max(0, Math.ceil(left));
  const lastColumn = Math.min(frame.width - 1, Math.floor(left + (layer.width - 1.01) / step));
  const firstRow = Math.max(0, Math.ceil(top));
  const lastRow = Math.min(frame.height - 1, Math.floor(top + (layer.height - 1.01) / step));
  const air = haze ? haze[3] : 0;
  const keep = (1 - air) * alpha;
  const [airR, airG, airB] = haze ? haze.map((v) => v * air * alpha) : [0, 0, 0];
  const source = layer.data;
  const target = frame.data;
  const stride = layer.width * 4;
  for (let row = firstRow; row <= lastRow; row += 1) {
    const v = (row - top) * step;
    const sourceRow = Math.floor(v);
    const fv = v - sourceRow;
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const u = (column - left) * step;
      const sourceColumn = Math.floor(u);
      const fu = u - sourceColumn;
      const i = sourceRow * stride + sourceColumn * 4;
      const j = i + stride;
      const w00 = (1 - fu) * (1 - fv);
      const w10 = fu * (1 - fv);
      const w01 = (1 - fu) * fv;
      const w11 = fu * fv;
      const a = source[i + 3] * w00 + source[i + 7] * w10 + source[j + 3] * w01 + source[j + 7] * w11;
      if (a < 0.002) continue;
      const rest = 1 - a * alpha;
      const o = (row * frame.width + column) * 3;
      const r = source[i] * w00 + source[i + 4] * w10 + source[j] * w01 + source[j + 4] * w11;
      const g = source[i + 1] * w00 + source[i + 5] * w10 + source[j + 1] * w01 + source[j + 5] * w11;
      const b = source[i + 2] * w00 + source[i + 6] * w10 + source[j + 2] * w01 + source[j + 6] * w11;
      target[o] = target[o] * rest + r * keep + airR * a;
      target[o + 1] = target[o + 1] * rest + g * keep + airG * a;
      target[o + 2] = target[o + 2] * rest + b * keep + airB * a;
    }
  }
}

/** Fills the frame top to bottom from color stops: [[y in drawing units, [r, g, b]], …]. */
export function fillSky(frame, stops, shift = 0) {
  const { width, height, data, k } = frame;
  for (let row = 0; row < height; row += 1) {
    const y = row / k - shift;
    let index = stops.findIndex(([at]) => at > y);
    if (index === -1) index = stops.length - 1;
    const [y1, c1] = stops[index];
    const [y0, c0] = stops[Math.max(0, index - 1)];
    const t = y1 === y0 ? 0 : Math.min(1, Math.max(0, (y - y0) / (y1 - y0)));
    const [r, g, b] = c0.map((v, i) => v + (c1[i] - v) * t);
    for (let o = row * width * 3, end = o + width * 3; o < end; o += 3) {
      data[o] = r;
      data[o + 1] = g;
      data[o + 2] = b;
    }
  }
}
