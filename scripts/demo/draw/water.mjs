import { clamp, createNoise, smooth } from './noise.mjs';

/**
 * Makes a water surface from `horizon` (drawing units) to the bottom of the frame. It mirrors what is drawn
 * above, broken by moving waves in perspective, sinks into `near`/`far` colors and glitters under `glint`
 * ({ x, width, color, strength }). `ripple` scales the waves, `shiver` how much the finest of them break the mirror.
 */
export function createWater({ seed, horizon, near, far, mirror = 0.6, ripple = 1, shiver = 1, glint }) {
  const noise = createNoise(seed);
  return (frame, seconds, { lift = 0, drift = 0 } = {}) => {
    const { width, height, data, k } = frame;
    const shore = horizon + lift;
    const first = Math.ceil(shore * k);
    const depth = height / k - shore;
    for (let row = Math.max(0, first); row < height; row += 1) {
      const y = row / k - shore;
      const t = y / depth;
      const perspective = 60 / (y + 14);
      const wave = (y ** 0.8 * 0.09 + 0.5) * ripple;
      const keep = mirror * (1 - 0.45 * t);
      for (let column = 0; column < width; column += 1) {
        const x = (column / k - 640 + drift) * (perspective * 0.05 + 0.004);
        const z = perspective * 9 - y * 0.03;
        const swell = noise.value(x * 1.3 + seconds * 0.35, z * 1.2 + seconds * 0.6) - 0.5;
        const chop = noise.value(x * 3.9 - seconds * 0.7, z * 2.9 + seconds * 1.2) - 0.5;
        const fine = noise.value(x * 9.7 + seconds * 0.9, z * 6.1 + seconds * 1.9) - 0.5;
        const broad = swell * 0.75 + chop * 0.6;
        const slope = broad + fine * 0.35;
        const bend = broad + fine * 0.35 * shiver;
        const mirrorAt = clamp((shore - y * 0.92 - 1 + bend * wave * 9) * k, 0, first - 2);
        const mirrorRow = Math.floor(mirrorAt);
        const between = mirrorAt - mirrorRow;
        const mirrorColumn = clamp(column + Math.round(bend * wave * 2.2 * k), 0, width - 1);
        const m = (mirrorRow * width + mirrorColumn) * 3;
        const o = (row * width + column) * 3;
        const body = clamp(t * 1.1 + slope * 0.35);
        const shade = 1 + slope * 0.22;
        for (let c = 0; c < 3; c += 1) {
          const deep = (far[c] + (near[c] - far[c]) * body) * shade;
          data[o + c] =
            deep * (1 - keep) + (data[m + c] * (1 - between) + data[m + width * 3 + c] * between) * keep;
        }
        if (glint === undefined) continue;
        const column01 = Math.exp(-(((column / k - glint.x) / (glint.width * (0.5 + t))) ** 2));
        const spark = smooth(0.27, 0.6, slope + column01 * 0.08) * column01 * glint.strength;
        if (spark < 0.01) continue;
        for (let c = 0; c < 3; c += 1) data[o + c] += glint.color[c] * spark;
      }
    }
  };
}
