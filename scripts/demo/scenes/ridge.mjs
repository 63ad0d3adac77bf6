import { birds, blurFilter, grass, hillPath, pine, ridge, verticalGradient } from '../draw/nature.mjs';
import { cloudLayer, paintTexture, svgLayer } from '../draw/layer.mjs';
import { drawLayer, fillSky } from '../draw/frame.mjs';
import { kite, kiteLine } from '../draw/kite.mjs';
import { noa } from '../draw/figure.mjs';
import { addBloom, addGlow } from '../draw/light.mjs';
import { overlay } from '../draw/overlay.mjs';
import { random, rgb } from '../draw/noise.mjs';

const SKY = [
  [-40, rgb('#5f9dbd')],
  [170, rgb('#a9cbc9')],
  [330, rgb('#fbdca6')],
  [430, rgb('#ffe9c0')],
];
const SUN = [955, 318];
/** Far to near: the position of each range, its colors and how far it moves with the camera. */
const RANGES = [
  { seed: 11, y: 440, rise: 150, length: 330, top: '#a9b6c4', foot: '#f3dcc0', speed: 18, rough: 6 },
  {
    seed: 23,
    y: 470,
    rise: 130,
    length: 260,
    top: '#8ba6a9',
    foot: '#ecd6b4',
    speed: 40,
    rough: 5,
    trees: 14,
  },
  {
    seed: 31,
    y: 520,
    rise: 120,
    length: 300,
    top: '#64897d',
    foot: '#d3c795',
    speed: 80,
    rough: 4,
    trees: 26,
  },
  {
    seed: 47,
    y: 585,
    rise: 110,
    length: 360,
    top: '#48705a',
    foot: '#8f9f63',
    speed: 150,
    rough: 3,
    trees: 48,
  },
];
const TRACK = 300;

async function rangeLayer(range, k) {
  const height = ridge(range);
  const next = random(range.seed);
  let trees = '';
  for (let x = -40; range.trees && x < 1700; x += 7 + next() * 22) {
    if (next() > 0.62) continue;
    const size = range.trees * (0.6 + next() * 0.8);
    trees += pine(x, height(x) + 3, size, { dark: range.top, light: range.foot, seed: Math.floor(x) + 99 });
  }
  const lit = hillPath(height, -40, 1700, 760);
  const body =
    `<defs>${verticalGradient('body', [
      [range.y - range.rise, range.top],
      [range.y + 120, range.foot],
    ])}</defs>` +
    `${trees}<path d="${lit}" fill="url(#body)"/><path d="${lit}" fill="none" stroke="#ffeec2" stroke-opacity="0.35" stroke-width="2"/>`;
  const layer = await svgLayer(body, { x: -40, width: 1740, height: 760, k });
  return paintTexture(layer, { seed: range.seed, amount: 0.16, size: 46, stretch: 2 });
}

const meadow = (x) => 622 - Math.sin((x - 200) * 0.0032) * 46 - Math.sin(x * 0.011) * 5;

async function meadowLayer(k) {
  const body = `<defs>${verticalGradient('body', [
    [560, '#a5a04d'],
    [640, '#5f7a3c'],
    [730, '#2f4d33'],
  ])}</defs><path d="${hillPath(meadow, -40, 1900, 760)}" fill="url(#body)"/>`;
  const layer = await svgLayer(body, { x: -40, y: 500, width: 1940, height: 260, k });
  return paintTexture(layer, { seed: 5, amount: 0.3, size: 24, stretch: 3 });
}

const FLOCK = Array.from({ length: 9 }, (_, n) => [
  600 + n * 30 + (n % 3) * 12,
  110 + Math.abs(n - 4) * 13,
  8 + (n % 2) * 2,
  n * 1.3,
]);

const CLOUDS = {
  seed: 3,
  coverage: 0.5,
  lit: '#fff1d2',
  shadow: '#c7b6b4',
  stretch: 4,
  size: 120,
  y: -20,
  height: 420,
  width: 1500,
  x: -60,
  light: [40, 26],
  fade: (y) => -Math.max(0, (y - 270) / 500) - Math.max(0, (120 - y) / 900),
  alpha: 0.85,
};

async function drawMoment(frame, parts, t, seconds) {
  const { clouds, ranges, ground, motes } = parts;
  fillSky(frame, SKY);
  addGlow(frame, SUN[0] - t * 8, SUN[1], 270, [0.2, 0.13, 0.05], 1);
  addGlow(frame, SUN[0] - t * 8, SUN[1], 40, [1.1, 1, 0.78], 1);
  drawLayer(frame, clouds, { dx: -t * 26 });
  ranges.forEach((layer, n) => {
    drawLayer(frame, layer, { dx: -t * RANGES[n].speed });
    addGlow(frame, SUN[0] - t * 8, 430 + n * 30, 260, [0.1, 0.075, 0.035], 1);
  });
  await overlay(
    frame,
    birds(
      FLOCK.map(([x, y, s, p]) => [x + t * 46, y - t * 12, s, p]),
      seconds,
      '#5d5a66',
    ),
    { height: 360 },
  );
  drawLayer(frame, ground, { dx: -t * TRACK });
  const grassAt = (x) => meadow(x + t * TRACK);
  const x = 520 + t * 46;
  const girl = noa(x, grassAt(x) + 2, {
    size: 1.75,
    phase: seconds * 11,
    stride: 1,
    lean: 9,
    wind: 1,
    seconds,
    arms: [-2.2, 0.9 + Math.sin(seconds * 11) * 0.8],
  });
  const place = [x - 210 + Math.sin(seconds * 1.3) * 16, 206 - t * 66 + Math.sin(seconds * 2.2) * 10];
  await overlay(
    frame,
    kiteLine(girl.hand, [place[0], place[1]], '#6b5146', 46) +
      kite(place[0], place[1], 44, { angle: 24, seconds, wind: 1 }) +
      `<ellipse cx="${x - 26}" cy="${grassAt(x) + 6}" rx="58" ry="6" fill="#22351f" opacity="0.35"/>` +
      girl.svg +
      `<g transform="translate(${(-t * TRACK).toFixed(1)} 0)">${grass(meadow, { x0: 0, x1: 1700, every: 7, length: 30, colors: ['#8f9a48', '#6f8a42', '#b7ab5c', '#4f6f3b'], seed: 9, seconds })}</g>`,
  );
  const front = blurFilter('soft', 2.2);
  const low = (v) => 742 + Math.sin(v * 0.006) * 14;
  await overlay(
    frame,
    `<defs>${front}</defs><g filter="url(#soft)" transform="translate(${(-t * 620).toFixed(1)} 0)">${grass(low, { x0: -40, x1: 2000, every: 15, length: 118, width: 5, colors: ['#24402c', '#31502f', '#1c3328', '#5b6a34'], seed: 15, seconds })}</g>`,
    { y: 560, height: 160 },
  );
  for (const [mx, my, size, phase] of motes) {
    const px = ((mx - t * 210 + 1500) % 1500) - 100;
    addGlow(
      frame,
      px,
      my + Math.sin(seconds * 1.1 + phase) * 12,
      size,
      [0.75, 0.6, 0.32],
      0.6 + 0.4 * Math.sin(seconds * 2 + phase),
    );
  }
  addBloom(frame, { threshold: 0.8, strength: 0.55, radius: 6 });
}

/** Clip 1: Noa runs along a ridge in the first sun, her red kite climbing behind her. */
export const ridgeScene = {
  width: 1280,
  height: 720,
  rate: '24',
  frameCount: 99,
  crf: 24,
  look: { contrast: 0.55, shadows: [0.0, 0.012, 0.035], highlights: [0.03, 0.01, -0.02], saturation: 1.12 },
  async prepare(k) {
    const clouds = cloudLayer({ ...CLOUDS, k });
    const ranges = await Promise.all(RANGES.map((range) => rangeLayer(range, k)));
    const ground = await meadowLayer(k);
    const next = random(77);
    const motes = Array.from({ length: 46 }, () => [
      next() * 1500,
      250 + next() * 430,
      1.2 + next() * 2.6,
      next() * 6,
    ]);
    const parts = { clouds, ranges, ground, motes };
    return (frame, t, seconds) => drawMoment(frame, parts, t, seconds);
  },
};
