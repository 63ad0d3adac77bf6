import { birds, crown, hillPath, ridge, verticalGradient } from '../draw/nature.mjs';
import { cloudLayer, paintTexture, svgLayer } from '../draw/layer.mjs';
import { drawLayer, fillSky } from '../draw/frame.mjs';
import { kite, kiteLine } from '../draw/kite.mjs';
import { noa } from '../draw/figure.mjs';
import { addBloom, addGlow } from '../draw/light.mjs';
import { createWater } from '../draw/water.mjs';
import { overlay } from '../draw/overlay.mjs';
import { random, rgb } from '../draw/noise.mjs';

const HORIZON = 410;
const SKY = [
  [-30, rgb('#2f87c8')],
  [200, rgb('#6fb7e0')],
  [360, rgb('#bfe3ea')],
  [420, rgb('#eaf3e6')],
];
const WALLS = ['#fdf3df', '#f6e2c2', '#f3d3ad', '#fbe9d4', '#f0c7a0', '#ffffff'];
const ROOFS = ['#d9704a', '#c85c3c', '#e38a58', '#b9543c'];

function house(x, y, w, h, next) {
  const wall = WALLS[Math.floor(next() * WALLS.length)];
  const roof = ROOFS[Math.floor(next() * ROOFS.length)];
  let panes = '';
  for (let px = x + 4; px < x + w - 5; px += 8)
    for (let py = y - h + 5; py < y - 6; py += 10)
      if (next() > 0.25)
        panes += `<rect x="${px}" y="${py}" width="3.2" height="4.8" fill="${next() > 0.4 ? '#5c7f94' : '#3f6a72'}"/>`;
  return (
    `<rect x="${x}" y="${y - h}" width="${w}" height="${h}" fill="${wall}"/>` +
    `<rect x="${x + w * 0.68}" y="${y - h}" width="${w * 0.32}" height="${h}" fill="#b98f86" opacity="0.35"/>` +
    `<path d="M${x - 2} ${y - h}L${x + w * 0.3} ${y - h - 8}L${x + w * 0.75} ${y - h - 8}L${x + w + 2} ${y - h}Z" fill="${roof}"/>${panes}`
  );
}

/** The headland: limestone cliff, a village on it in rows, cypresses, a bell tower. */
async function headland(k) {
  const next = random(41);
  const top = (x) =>
    HORIZON - 168 * Math.min(1, Math.max(0, (x - 700) / 300)) ** 0.7 - Math.sin(x * 0.02) * 8;
  let village = '';
  for (let row = 0; row < 5; row += 1)
    for (let x = 800 + row * 26; x < 1330; x += 17 + next() * 20) {
      const w = 20 + next() * 20;
      const y = top(x) + 12 + row * 30 + next() * 8;
      if (next() < 0.16)
        village += crown(x + 8, y - 8, 15, 13, {
          colors: ['#2f5a3e', '#4c7c48', '#8aa857'],
          count: 60,
          dab: 0.22,
          seed: x | 0,
        });
      else village += house(Math.round(x), Math.round(y), Math.round(w), Math.round(22 + next() * 22), next);
    }
  let cypress = '';
  for (let n = 0; n < 22; n += 1) {
    const x = 770 + next() * 540;
    const y = top(x) + 20 + next() * 120;
    const s = 28 + next() * 26;
    cypress += `<path d="M${x} ${y - s}Q${x + s * 0.15} ${y - s * 0.4} ${x + s * 0.09} ${y}L${x - s * 0.09} ${y}Q${x - s * 0.15} ${y - s * 0.4} ${x} ${y - s}Z" fill="#2f5f49"/><path d="M${x} ${y - s}Q${x - s * 0.12} ${y - s * 0.4} ${x - s * 0.07} ${y}L${x - s * 0.02} ${y}Z" fill="#6b9a5a"/>`;
  }
  const tower = `<rect x="1016" y="${HORIZON - 262}" width="26" height="100" fill="#fdf0d8"/><rect x="1033" y="${HORIZON - 262}" width="9" height="100" fill="#d9b39c"/><rect x="1012" y="${HORIZON - 266}" width="34" height="6" fill="#e8cfae"/><path d="M1014 ${HORIZON - 266}L1029 ${HORIZON - 300}L1044 ${HORIZON - 266}Z" fill="#d9704a"/><rect x="1022" y="${HORIZON - 250}" width="9" height="15" rx="4.5" fill="#5c6f7c"/>`;
  const rock = `<defs>${verticalGradient('rock', [
    [230, '#8fae62'],
    [300, '#c9b68a'],
    [370, '#e3cfa6'],
    [HORIZON, '#a98e72'],
  ])}</defs><path d="${hillPath(top, 690, 1380, HORIZON + 4)}" fill="url(#rock)"/>`;
  const layer = await svgLayer(rock + tower + village + cypress, {
    x: 680,
    y: 90,
    width: 700,
    height: HORIZON - 86,
    k,
  });
  return paintTexture(layer, { seed: 8, amount: 0.16, size: 18 });
}

async function islands(k) {
  const far = ridge({ seed: 61, y: HORIZON - 4, rise: 130, length: 190, rough: 5 });
  const fall = (x) => Math.min(HORIZON + 4, far(x) + Math.max(0, (x - 420) * 0.32));
  const near = ridge({ seed: 66, y: HORIZON + 22, rise: 110, length: 240, rough: 4 });
  const fallNear = (x) => Math.min(HORIZON + 4, near(x) + Math.max(0, (x - 90) * 0.3));
  const body = `<defs>${verticalGradient('far', [
    [280, '#7fa6bd'],
    [HORIZON, '#c9dcdc'],
  ])}${verticalGradient('near', [
    [300, '#6d9a86'],
    [HORIZON, '#a9bd9a'],
  ])}</defs><path d="${hillPath(fall, -60, 760, HORIZON + 4)}" fill="url(#far)"/><path d="${hillPath(fallNear, -60, 520, HORIZON + 4)}" fill="url(#near)"/>`;
  const layer = await svgLayer(body, { x: -60, y: 200, width: 820, height: HORIZON - 196, k });
  return paintTexture(layer, { seed: 9, amount: 0.14, size: 40, stretch: 2 });
}

function boat(x, y, s, seconds, phase, sail) {
  const roll = Math.sin(seconds * 1.5 + phase) * 2.4;
  return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${roll.toFixed(2)}) scale(${s})"><path d="M-26 -4L30 -4L21 8L-19 8Z" fill="#f8f1e2"/><path d="M-26 -4L30 -4L29 -1L-24.6 -1Z" fill="#c8503a"/><path d="M-19 8L21 8L25 2L-22 2Z" fill="#7b5a4a"/><rect x="-1" y="-84" width="2" height="82" fill="#7a5b48"/><path d="M3 -82Q34 -42 31 -10L3 -10Z" fill="${sail}"/><path d="M3 -82Q14 -44 12 -10L3 -10Z" fill="#ffffff" opacity="0.5"/><path d="M-3 -74Q-22 -34 -23 -10L-3 -10Z" fill="#fff7e6"/></g>`;
}

/** The near boat stands in front of the mirrored water, so its own reflection is drawn: broken bands. */
function reflection(x, seconds) {
  const bands = Array.from({ length: 13 }, (_, n) => {
    const y = HORIZON + 73 + n * 6.4;
    const sway = Math.sin(seconds * 2.4 + n * 1.1) * (2 + n * 0.7);
    const half = n < 2 ? 27 : 25 - n * 1.7;
    return `<ellipse cx="${(x + 4 + sway).toFixed(1)}" cy="${y.toFixed(1)}" rx="${half.toFixed(1)}" ry="2.1" fill="${n < 2 ? '#5b5a58' : n % 2 ? '#f3e6d2' : '#ef7a5a'}" opacity="${(0.62 - n * 0.042).toFixed(2)}"/>`;
  });
  return bands.join('');
}

async function quay(k) {
  const next = random(12);
  let stones = '';
  for (let row = 0; row < 5; row += 1)
    for (let x = -80 + (row % 2) * 22; x < 520 - row * 3; x += 44 + next() * 14)
      stones += `<rect x="${x.toFixed(0)}" y="${640 + row * 19}" width="${(36 + next() * 14).toFixed(0)}" height="15.5" rx="3" fill="${['#c9ad8b', '#bb9d7e', '#d6bd9b', '#a98c72'][Math.floor(next() * 4)]}"/>`;
  const flowers = [
    [40, 662, 70, 34],
    [-8, 640, 60, 40],
    [150, 690, 60, 26],
  ]
    .map(([x, y, rx, ry], n) =>
      crown(x, y, rx, ry, {
        colors: ['#2f5b3f', '#4d7d45', '#b83a6b', '#e3578a', '#f58fb0'],
        count: 190,
        seed: 70 + n,
        dab: 0.1,
      }),
    )
    .join('');
  const body = `<path d="M-90 626L512 626L520 640L508 760L-90 760Z" fill="#8d735f"/>${stones}<path d="M-90 612L506 612L526 634L-90 634Z" fill="#ecd7b4"/><path d="M-90 630L524 630L526 640L-90 640Z" fill="#b5946f"/>${flowers}`;
  const layer = await svgLayer(body, { x: -90, y: 560, width: 640, height: 170, k });
  return paintTexture(layer, { seed: 21, amount: 0.2, size: 14 });
}

async function branch(k) {
  const sprays = [
    [1200, 6, 120, 56],
    [1080, -8, 90, 44],
    [1260, 78, 70, 54],
    [1010, 2, 50, 24],
  ].map(([x, y, rx, ry], n) =>
    crown(x, y, rx, ry, {
      colors: ['#1f4a38', '#3a6d42', '#74994e', '#c8486f', '#f07c9c'],
      count: 210,
      seed: 90 + n,
      dab: 0.1,
      sun: [-0.4, 0.6],
    }),
  );
  return svgLayer(sprays.join(''), { x: 930, y: -70, width: 440, height: 240, k });
}

const CLOUDS = {
  seed: 14,
  coverage: 0.52,
  lit: '#ffffff',
  shadow: '#9fbdd4',
  size: 130,
  stretch: 1.9,
  x: -80,
  y: -30,
  width: 1460,
  height: 430,
  light: [26, -34],
  fade: (y) => 0.05 - Math.abs(y - 235) / 900,
};

const WISPS = {
  seed: 25,
  coverage: 0.42,
  lit: '#ffffff',
  shadow: '#d8e8ee',
  size: 70,
  stretch: 6,
  x: -80,
  y: -30,
  width: 1460,
  height: 300,
  fade: (y) => -y / 1400,
  alpha: 0.6,
};

async function drawMoment(frame, parts, t, seconds) {
  const { clouds, wisps, land, cape, wall, leaves, water } = parts;
  const pan = t * 22;
  fillSky(frame, SKY);
  addGlow(frame, 520, -30, 330, [0.3, 0.28, 0.2], 1);
  drawLayer(frame, wisps, { dx: -pan * 0.2 + t * 10 });
  drawLayer(frame, clouds, { dx: -pan * 0.3 + t * 26 });
  drawLayer(frame, land, { dx: -pan * 0.5 });
  drawLayer(frame, cape, { dx: -pan * 0.8 });
  await overlay(
    frame,
    boat(420 + t * 26, HORIZON + 6, 0.42, seconds, 1, '#f0a44c') +
      boat(300 - t * 8, HORIZON + 4, 0.28, seconds, 4, '#fffaf0'),
    { y: 300, height: HORIZON - 300 },
  );
  water(frame, seconds * 0.8, { drift: pan });
  const gulls = [
    [330 + t * 120, 190 - t * 20, 15, 0],
    [396 + t * 112, 224 - t * 22, 12, 1.7],
    [250 + t * 96, 240 - t * 8, 10, 3],
  ];
  const boats =
    boat(640 + t * 34, HORIZON + 62, 1.15, seconds, 0, '#ef5a3a') +
    boat(424 + t * 26, HORIZON + 8, 0.42, seconds, 1, '#f0a44c');
  await overlay(
    frame,
    `${reflection(640 + t * 34, seconds)}${boats}${birds(gulls, seconds * 0.6, '#f9fbfb')}`,
    { y: 100, height: 420 },
  );
  drawLayer(frame, wall, { dx: -pan * 1.5 });
  const girl = noa(330 - pan * 1.5, 626, {
    size: 1.7,
    wind: 0.55,
    seconds: seconds * 0.7,
    arms: [2.5, 1.9],
    stride: 0.08,
    phase: 1,
  });
  const place = [598 - pan * 0.9 + Math.sin(seconds * 0.9) * 12, 132 + Math.sin(seconds * 1.2) * 9];
  await overlay(
    frame,
    kiteLine(girl.hand, place, '#7b6a64', 54) +
      kite(place[0], place[1], 46, { angle: 24, seconds: seconds * 0.7, wind: 1 }) +
      `<ellipse cx="${352 - pan * 1.5}" cy="630" rx="42" ry="5" fill="#6b4f3a" opacity="0.4"/>${girl.svg}`,
  );
  drawLayer(frame, leaves, {
    dx: -pan * 2.1 + Math.sin(seconds * 0.9) * 3,
    dy: Math.sin(seconds * 0.7) * 3,
  });
  addBloom(frame, { threshold: 0.86, strength: 0.4, radius: 4 });
}

/** Clip 3: the bay at noon. Slow and steady, in full daylight. */
export const bayScene = {
  width: 1280,
  height: 720,
  rate: '25',
  frameCount: 104,
  crf: 25,
  look: {
    contrast: 0.45,
    shadows: [0, 0.02, 0.05],
    highlights: [0.03, 0.012, -0.03],
    saturation: 1.12,
    vignette: 0.16,
  },
  async prepare(k) {
    const clouds = cloudLayer({ ...CLOUDS, k });
    const wisps = cloudLayer({ ...WISPS, k });
    const [land, cape, wall, leaves] = await Promise.all([islands(k), headland(k), quay(k), branch(k)]);
    const water = createWater({
      seed: 4,
      horizon: HORIZON,
      near: rgb('#0f8f9c'),
      far: rgb('#6cc6cf'),
      mirror: 0.5,
      ripple: 0.8,
      shiver: 0.1,
      glint: { x: 560, width: 330, color: [1, 0.98, 0.86], strength: 0.8 },
    });
    const parts = { clouds, wisps, land, cape, wall, leaves, water };
    return (frame, t, seconds) => drawMoment(frame, parts, t, seconds);
  },
};
