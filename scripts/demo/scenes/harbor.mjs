import { hillPath, ridge, verticalGradient } from '../draw/nature.mjs';
import { cloudLayer, paintTexture, svgLayer } from '../draw/layer.mjs';
import { drawLayer, fillSky } from '../draw/frame.mjs';
import { kite } from '../draw/kite.mjs';
import { noa } from '../draw/figure.mjs';
import { addBloom, addGlow, addShafts } from '../draw/light.mjs';
import { createWater } from '../draw/water.mjs';
import { overlay } from '../draw/overlay.mjs';
import { random, rgb, smooth } from '../draw/noise.mjs';

const HORIZON = 430;
const SKY = [
  [-30, rgb('#39457f')],
  [150, rgb('#7a6fa6')],
  [270, rgb('#d68ca0')],
  [370, rgb('#ffb68a')],
  [440, rgb('#ffd9a0')],
];
const LAMP = [958, 166];
const PAPER = ['#ffcf7a', '#ffb45e', '#ffe0a0', '#ff9f66'];

async function coast(k) {
  const far = ridge({ seed: 15, y: HORIZON - 6, rise: 110, length: 260, rough: 6 });
  const shore = (x) => HORIZON - 34 - 52 * Math.exp(-(((x - 40) / 190) ** 2)) + Math.max(0, (x - 330) * 0.35);
  const next = random(8);
  let town = '';
  for (let row = 0; row < 3; row += 1)
    for (let x = -60; x < 360; x += 15 + next() * 12) {
      const h = 18 + next() * 22;
      const w = 15 + next() * 12;
      const y = Math.min(HORIZON, shore(x) + 16 + row * 18);
      town += `<rect x="${x}" y="${y - h}" width="${w}" height="${h + 8}" fill="${['#6d5a80', '#7d6488', '#8d6b86', '#5f5178'][Math.floor(next() * 4)]}"/><path d="M${x - 2} ${y - h}L${x + w / 2} ${y - h - 7}L${x + w + 2} ${y - h}Z" fill="#4b3d68"/>`;
      for (let px = x + 3; px < x + w - 4; px += 7)
        if (next() > 0.35)
          town += `<rect x="${px}" y="${y - h + 6}" width="3.4" height="5" fill="${next() > 0.3 ? '#ffd988' : '#ffb566'}"/>`;
    }
  const body = `<defs>${verticalGradient('far', [
    [320, '#8a739e'],
    [HORIZON, '#e3a596'],
  ])}</defs><path d="${hillPath(far, -80, 1380, HORIZON + 3)}" fill="url(#far)"/><path d="${hillPath((x) => Math.min(HORIZON + 3, shore(x)), -80, 560, HORIZON + 3)}" fill="#64527c"/>${town}`;
  return paintTexture(await svgLayer(body, { x: -80, y: 240, width: 1460, height: HORIZON - 238, k }), {
    seed: 44,
    amount: 0.14,
    size: 30,
  });
}

async function lighthouse(k) {
  const next = random(63);
  const rock = (x) =>
    HORIZON +
    2 -
    74 * Math.exp(-(((x - 970) / 120) ** 2)) -
    22 * Math.exp(-(((x - 1110) / 60) ** 2)) +
    Math.sin(x * 0.09) * 3 +
    Math.sin(x * 0.23) * 2;
  let facets = '';
  for (let n = 0; n < 120; n += 1) {
    const x = 800 + next() * 380;
    const y = rock(x) + next() * 60;
    if (y < HORIZON - 2)
      facets += `<path d="M${x} ${y}l${6 + next() * 14} ${next() * 6 - 2}l${-4 - next() * 8} ${6 + next() * 9}Z" fill="${next() > 0.5 ? '#b88592' : '#3c3358'}" opacity="0.5"/>`;
  }
  const [x, y] = LAMP;
  const foot = HORIZON - 66;
  const tower = `<defs><linearGradient id="wall" x1="0" x2="1"><stop offset="0" stop-color="#fff0dc"/><stop offset="0.5" stop-color="#e9c3b5"/><stop offset="1" stop-color="#8b7398"/></linearGradient><linearGradient id="band" x1="0" x2="1"><stop offset="0" stop-color="#f0684a"/><stop offset="0.5" stop-color="#c8503f"/><stop offset="1" stop-color="#74365a"/></linearGradient></defs><path d="M${x - 18} ${y + 22}L${x + 18} ${y + 22}L${x + 30} ${foot + 8}L${x - 30} ${foot + 8}Z" fill="url(#wall)"/><path d="M${x - 20.5} ${y + 62}L${x + 20.5} ${y + 62}L${x + 23} ${y + 98}L${x - 23} ${y + 98}Z" fill="url(#band)"/><path d="M${x - 25.6} ${y + 134}L${x + 25.6} ${y + 134}L${x + 28.2} ${y + 172}L${x - 28.2} ${y + 172}Z" fill="url(#band)"/><rect x="${x - 26}" y="${y + 15}" width="52" height="8" rx="2" fill="#4a3d66"/><path d="M${x - 24} ${y + 5}H${x + 24}M${x - 24} ${y + 15}V${y + 5}M${x - 12} ${y + 15}V${y + 5}M${x + 12} ${y + 15}V${y + 5}M${x + 24} ${y + 15}V${y + 5}" stroke="#4a3d66" stroke-width="1.8"/><rect x="${x - 13}" y="${y - 14}" width="26" height="30" fill="#ffeeb8"/><path d="M${x - 13} ${y - 14}V${y + 16}M${x} ${y - 14}V${y + 16}M${x + 13} ${y - 14}V${y + 16}" stroke="#5a4a70" stroke-width="1.6"/><path d="M${x - 18} ${y - 14}Q${x} ${y - 42} ${x + 18} ${y - 14}Z" fill="#c8503f"/><circle cx="${x}" cy="${y - 32}" r="3" fill="#4a3d66"/><rect x="${x - 4}" y="${y + 108}" width="8" height="14" rx="4" fill="#ffd988"/><rect x="${x - 6}" y="${foot - 14}" width="12" height="22" rx="6" fill="#4a3350"/>`;
  const cabin = `<rect x="1012" y="${HORIZON - 84}" width="58" height="36" fill="#e5bfb4"/><rect x="1050" y="${HORIZON - 84}" width="20" height="36" fill="#8b7398"/><path d="M1006 ${HORIZON - 84}L1028 ${HORIZON - 104}L1056 ${HORIZON - 104}L1076 ${HORIZON - 84}Z" fill="#a5485a"/><rect x="1022" y="${HORIZON - 74}" width="9" height="11" fill="#ffd988"/><rect x="1036" y="${HORIZON - 74}" width="9" height="11" fill="#ffd988"/>`;
  const body = `<defs>${verticalGradient('rock', [
    [340, '#8d6a86'],
    [HORIZON, '#40365c'],
  ])}</defs>${cabin}<path d="${hillPath(rock, 760, 1240, HORIZON + 4)}" fill="url(#rock)"/>${facets}${tower}`;
  return svgLayer(body, { x: 740, y: 110, width: 520, height: HORIZON - 104, k });
}

async function pier(k) {
  const next = random(27);
  let planks = '';
  for (let x = -80; x < 470; x += 21)
    planks += `<path d="M${x} 618h19l3 16h-19Z" fill="${['#6a4a5c', '#755267', '#5c4054'][Math.floor(next() * 3)]}"/>`;
  const posts = [30, 170, 310, 440]
    .map(
      (x) =>
        `<rect x="${x}" y="630" width="17" height="110" fill="#3c2c46"/><rect x="${x}" y="630" width="5" height="110" fill="#8d6474"/>`,
    )
    .join('');
  const body = `${posts}<rect x="-90" y="632" width="566" height="14" fill="#43304c"/>${planks}<path d="M-90 618H470" stroke="#ffc79a" stroke-width="2.4" stroke-opacity="0.8"/>`;
  return paintTexture(await svgLayer(body, { x: -90, y: 600, width: 600, height: 150, k }), {
    seed: 3,
    amount: 0.24,
    size: 12,
  });
}

function lanterns() {
  const next = random(123);
  return Array.from({ length: 30 }, (_, n) => {
    const depth = 0.06 + 0.94 * ((n + 0.3) / 30) ** 1.7;
    return {
      x: 330 + next() * 900 + (1 - depth) * (next() * 300 - 200),
      y: HORIZON + 10 + depth * 220,
      size: 0.16 + depth * 0.95,
      phase: next() * 6,
      color: PAPER[n % 4],
    };
  }).filter(({ x, y }) => x > 560 || y < 480);
}

function drawLanterns(frame, list, t, seconds) {
  let svg = '';
  for (const { x, y, size, phase, color } of list) {
    const px = x - t * 30 * size + Math.sin(seconds * 0.7 + phase) * 5 * size;
    const py = y + Math.sin(seconds * 1.3 + phase) * 2.4 * size;
    const flame = 0.85 + 0.15 * Math.sin(seconds * 7 + phase * 9);
    addGlow(frame, px, py - 10 * size, 46 * size, rgb(color), 0.34 * flame);
    addGlow(frame, px, py + 26 * size, 20 * size, rgb(color), 0.3 * flame);
    addGlow(
      frame,
      px + Math.sin(seconds * 3 + phase) * 3 * size,
      py + 54 * size,
      15 * size,
      rgb(color),
      0.2 * flame,
    );
    svg += `<g transform="translate(${px.toFixed(1)} ${py.toFixed(1)}) scale(${size.toFixed(3)}) rotate(${(Math.sin(seconds * 1.1 + phase) * 3).toFixed(2)})"><path d="M-15 -30L15 -30L18 0L-18 0Z" fill="${color}"/><path d="M-7 -30L7 -30L8 0L-8 0Z" fill="#fff4cf"/><path d="M-22 0L22 0L17 7L-17 7Z" fill="#6a3f4c"/><path d="M-15 -30H15M0 -30V0" stroke="#b3623c" stroke-width="1.6"/></g>`;
  }
  return overlay(frame, svg, { y: HORIZON - 40, height: 720 - HORIZON + 40 });
}

const CLOUDS = {
  seed: 72,
  coverage: 0.47,
  lit: '#ffc39a',
  shadow: '#7b6796',
  size: 80,
  stretch: 5,
  x: -80,
  y: -30,
  width: 1460,
  height: 450,
  light: [-10, 30],
  fade: (y) => -Math.abs(y - 240) / 900,
  alpha: 0.85,
};

async function drawMoment(frame, parts, t, seconds) {
  const { clouds, land, tower, boards, water, paper, stars } = parts;
  fillSky(frame, SKY);
  addGlow(frame, 560, HORIZON, 300, [0.26, 0.14, 0.06], 1);
  for (const [x, y, size, phase] of stars)
    addGlow(
      frame,
      x,
      y,
      size,
      [1, 0.95, 0.9],
      (0.5 + 0.5 * Math.sin(seconds * 2.4 + phase)) * smooth(230, 60, y) + 0.12,
    );
  drawLayer(frame, clouds, { dx: t * 18 });
  drawLayer(frame, land, { dx: -t * 10 });
  const dx = -t * 18;
  const turn = seconds * 1.1 + 2.55;
  const beam = (angle) => {
    const off = Math.atan2(Math.sin(angle - turn), Math.cos(angle - turn));
    const back = Math.atan2(Math.sin(angle - turn - Math.PI), Math.cos(angle - turn - Math.PI));
    return Math.exp(-((off / 0.075) ** 2)) + 0.7 * Math.exp(-((back / 0.075) ** 2));
  };
  drawLayer(frame, tower, { dx });
  addShafts(frame, LAMP[0] + dx, LAMP[1], 420, [0.62, 0.5, 0.3], beam);
  addGlow(frame, LAMP[0] + dx, LAMP[1], 34, [1, 0.86, 0.55], 0.9);
  water(frame, seconds * 0.75, { drift: t * 20 });
  await drawLanterns(frame, paper, t, seconds);
  drawLayer(frame, boards, { dx: -t * 34 });
  const girl = noa(352 - t * 34, 620, {
    size: 1.6,
    wind: 0.3,
    seconds: seconds * 0.7,
    arms: [1.9 + Math.sin(seconds * 2) * 0.12, 0.2],
    colors: { coat: '#d99a3f', coatShade: '#7c4a4c', legs: '#332c4c', skin: '#b97a68', rim: '#ffd7a0' },
  });
  const bx = 420 - t * 34;
  addGlow(frame, bx, 592, 60, [1, 0.7, 0.36], 0.42);
  await overlay(
    frame,
    `${girl.svg}${kite(246 - t * 34, 586, 34, { angle: 62, seconds: 0.2, wind: 0.1 })}<g transform="translate(${bx.toFixed(1)} 618)"><path d="M-13 -34L13 -34L15 0L-15 0Z" fill="#ffcf7a"/><path d="M-6 -34L6 -34L7 0L-7 0Z" fill="#fff4cf"/><path d="M-13 -34H13" stroke="#b3623c" stroke-width="2"/></g>`,
  );
  addBloom(frame, { threshold: 0.74, strength: 0.6, radius: 6 });
}

/** Clip 6: dusk. Lanterns drift out, the lighthouse turns, Noa and her kite rest on the pier. */
export const harborScene = {
  width: 1152,
  height: 648,
  rate: '24',
  frameCount: 94,
  crf: 24.5,
  look: {
    contrast: 0.5,
    shadows: [0.02, 0.005, 0.06],
    highlights: [0.03, 0, -0.02],
    saturation: 1.1,
    vignette: 0.28,
  },
  async prepare(k) {
    const clouds = cloudLayer({ ...CLOUDS, k });
    const [land, tower, boards] = await Promise.all([coast(k), lighthouse(k), pier(k)]);
    const water = createWater({
      seed: 29,
      horizon: HORIZON,
      near: rgb('#3f3f78'),
      far: rgb('#f0ae94'),
      mirror: 0.72,
      ripple: 0.8,
      glint: { x: 560, width: 260, color: [1, 0.72, 0.5], strength: 0.55 },
    });
    const paper = lanterns();
    const next = random(6);
    const stars = Array.from({ length: 70 }, () => [
      next() * 1300,
      next() * 210,
      0.7 + next() * 1.1,
      next() * 6,
    ]);
    const parts = { clouds, land, tower, boards, water, paper, stars };
    return (frame, t, seconds) => drawMoment(frame, parts, t, seconds);
  },
};
