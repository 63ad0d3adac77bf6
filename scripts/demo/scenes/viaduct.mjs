import { birds, hillPath, pine, ridge, verticalGradient } from '../draw/nature.mjs';
import { cloudLayer, computedLayer, paintTexture, svgLayer } from '../draw/layer.mjs';
import { drawLayer, fillSky } from '../draw/frame.mjs';
import { kite, kiteLine } from '../draw/kite.mjs';
import { addBloom, addGlow } from '../draw/light.mjs';
import { createWater } from '../draw/water.mjs';
import { overlay } from '../draw/overlay.mjs';
import { clamp, createNoise, random, rgb, smooth } from '../draw/noise.mjs';

const RAIL = 352;
const LAKE = 560;
const SKY = [
  [-20, rgb('#6aa7c8')],
  [170, rgb('#a9cbcc')],
  [320, rgb('#f6d3a0')],
  [430, rgb('#f9c48b')],
];
const SUN = [250, 250];
const ARCH = 118;

/** Snowy peaks, lit from the left, computed so that rock and snow follow the same folds. */
function peaks(k) {
  const crest = ridge({ seed: 81, y: 430, rise: 330, length: 300, rough: 7 });
  const fold = createNoise(82);
  const rock = [rgb('#6f7b9c'), rgb('#b9aeb2')];
  const snow = [rgb('#b9b4c8'), rgb('#fff3df')];
  const haze = rgb('#f0cda6');
  const relief = (x, y) => fold.fractal((x + y * 0.35) / 70, (y - x * 0.1) / 120, 5);
  const shade = (x, y) => {
    const depth = y - crest(x);
    if (depth < -1) return [0, 0, 0, 0];
    const light = clamp(
      0.5 + (relief(x, y) - relief(x - 9, y - 4)) * 5 + (crest(x - 16) - crest(x + 4)) * 0.012,
    );
    const white = smooth(-20, 22, 318 - y + (relief(x * 1.6, y * 0.9) - 0.5) * 190 + (light - 0.5) * 40);
    const air = smooth(300, 470, y) * 0.9 + 0.08;
    const mix = (c) => {
      const stone = rock[0][c] + (rock[1][c] - rock[0][c]) * light;
      const value = stone + (snow[0][c] + (snow[1][c] - snow[0][c]) * light - stone) * white;
      return value + (haze[c] - value) * air;
    };
    return [mix(0), mix(1), mix(2), clamp(depth + 1)];
  };
  return computedLayer(shade, { x: -60, y: 60, width: 1480, height: 500, k: k * 0.75 });
}

async function forest(k, { seed, y, rise, length, top, foot, trees, spread, light }) {
  const height = ridge({ seed, y, rise, length, rough: 4 });
  const next = random(seed);
  let body = `<defs>${verticalGradient('hill', [
    [y - rise * 0.8, top],
    [y + 90, foot],
  ])}</defs><path d="${hillPath(height, -80, 1800, LAKE + 4)}" fill="url(#hill)"/>`;
  for (let n = 0; n < spread; n += 1) {
    const x = -60 + next() * 1860;
    const at = height(x) + next() * Math.max(6, LAKE - height(x) - 6) * 0.9;
    body += pine(x, Math.min(LAKE, at + 6), trees * (0.6 + next() * 0.7), {
      dark: top,
      light,
      seed: n + seed,
      sun: -1,
    });
  }
  return paintTexture(await svgLayer(body, { x: -80, y: 240, width: 1880, height: LAKE - 236, k }), {
    seed,
    amount: 0.2,
    size: 26,
  });
}

/** The stone bridge: arches as holes, courses of stone, light from the left. */
async function bridge(k) {
  let arches = '';
  let shade = '';
  for (let n = -2; n < 18; n += 1) {
    const x = n * ARCH;
    arches += `M${x + 20} ${LAKE + 12}L${x + 20} ${RAIL + 82}A39 46 0 0 1 ${x + ARCH - 20} ${RAIL + 82}L${x + ARCH - 20} ${LAKE + 12}Z`;
    shade += `<rect x="${x + ARCH - 6}" y="${RAIL + 26}" width="27" height="${LAKE - RAIL}" fill="#5d4658" opacity="0.5"/><rect x="${x + ARCH - 24}" y="${RAIL + 80}" width="9" height="${LAKE - RAIL}" fill="#ffe0ac" opacity="0.55"/><path d="M${x + 16} ${RAIL + 84}A43 50 0 0 1 ${x + ARCH - 16} ${RAIL + 84}" fill="none" stroke="#f3d6ac" stroke-opacity="0.7" stroke-width="5" stroke-dasharray="9 2.5"/>`;
  }
  let courses = '';
  const next = random(3);
  for (let y = RAIL + 22; y < LAKE + 10; y += 9)
    for (let x = -240; x < 2100; x += 22)
      if (next() > 0.55)
        courses += `<rect x="${x + next() * 14}" y="${y}" width="${11 + next() * 9}" height="7" fill="${next() > 0.5 ? '#fbe3bd' : '#6d5260'}" opacity="0.24"/>`;
  const body =
    `<defs>${verticalGradient('stone', [
      [RAIL, '#e9c69a'],
      [RAIL + 80, '#c79f80'],
      [LAKE, '#8a6a68'],
    ])}<clipPath id="open"><path d="M-240 ${RAIL + 12}L2120 ${RAIL + 12}L2120 ${LAKE + 10}L-240 ${LAKE + 10}Z${arches}" clip-rule="evenodd"/></clipPath></defs>` +
    `<g clip-path="url(#open)"><rect x="-240" y="${RAIL}" width="2360" height="260" fill="url(#stone)"/>${shade}${courses}</g>` +
    `<rect x="-240" y="${RAIL + 4}" width="2360" height="12" fill="#f4d7a9"/><rect x="-240" y="${RAIL + 15}" width="2360" height="5" fill="#6b5060" opacity="0.6"/>`;
  return paintTexture(
    await svgLayer(body, { x: -200, y: RAIL - 10, width: 2000, height: LAKE - RAIL + 20, k }),
    { seed: 30, amount: 0.22, size: 16 },
  );
}

function carriage(x, index) {
  const windows = Array.from(
    { length: 5 },
    (_, n) =>
      `<rect x="${x + 12 + n * 24}" y="${RAIL - 37}" width="16" height="15" rx="2" fill="#ffe9ad"/><rect x="${x + 12 + n * 24}" y="${RAIL - 37}" width="16" height="5" fill="#fff8dd"/>`,
  ).join('');
  const wheels = [18, 36, 94, 112]
    .map((w) => `<circle cx="${x + w}" cy="${RAIL + 1}" r="6" fill="#3a2b33"/>`)
    .join('');
  return `<rect x="${x}" y="${RAIL - 48}" width="132" height="46" rx="6" fill="${index % 2 ? '#2f7f83' : '#cf4a33'}"/><rect x="${x}" y="${RAIL - 48}" width="132" height="7" rx="3.5" fill="#f6e3bd"/><rect x="${x}" y="${RAIL - 17}" width="132" height="3" fill="#f6d79a"/><rect x="${x}" y="${RAIL - 12}" width="132" height="10" fill="#2c2230" opacity="0.4"/>${windows}${wheels}<rect x="${x - 10}" y="${RAIL - 10}" width="12" height="4" fill="#3a2b33"/>`;
}

function engine(x, seconds) {
  const turn = seconds * 9;
  const wheels = [24, 54, 84]
    .map(
      (w) =>
        `<circle cx="${x + w}" cy="${RAIL - 3}" r="11" fill="#3a2b33"/><circle cx="${x + w}" cy="${RAIL - 3}" r="7" fill="none" stroke="#b5513a" stroke-width="2.4"/>`,
    )
    .join('');
  const rod = `<path d="M${x + 24 + Math.cos(turn) * 5} ${RAIL - 3 + Math.sin(turn) * 5}L${x + 84 + Math.cos(turn) * 5} ${RAIL - 3 + Math.sin(turn) * 5}" stroke="#e8c88c" stroke-width="3"/>`;
  return `<rect x="${x}" y="${RAIL - 58}" width="40" height="54" rx="4" fill="#2b5d63"/><rect x="${x - 4}" y="${RAIL - 62}" width="48" height="6" rx="3" fill="#f6e3bd"/><rect x="${x + 10}" y="${RAIL - 50}" width="20" height="16" rx="2" fill="#ffe9ad"/><rect x="${x + 38}" y="${RAIL - 44}" width="76" height="32" rx="12" fill="#2f6d72"/><rect x="${x + 42}" y="${RAIL - 41}" width="66" height="6" rx="3" fill="#8fc0b2" opacity="0.7"/><rect x="${x + 94}" y="${RAIL - 62}" width="11" height="20" fill="#2b2630"/><rect x="${x + 91}" y="${RAIL - 66}" width="17" height="6" rx="2" fill="#d9a24f"/><path d="M${x + 60} ${RAIL - 44}a9 9 0 0 1 18 0Z" fill="#d9a24f"/><path d="M${x + 110} ${RAIL - 14}L${x + 130} ${RAIL + 4}L${x + 104} ${RAIL + 4}Z" fill="#a8432f"/><circle cx="${x + 113}" cy="${RAIL - 34}" r="4" fill="#fff3c4"/>${wheels}${rod}`;
}

async function puffs(k) {
  const body = `<defs><radialGradient id="puff"><stop offset="0" stop-color="#fffaf0"/><stop offset="0.5" stop-color="#f4e6dc" stop-opacity="0.75"/><stop offset="1" stop-color="#b9a3a8" stop-opacity="0"/></radialGradient></defs><circle cx="40" cy="40" r="40" fill="url(#puff)"/>`;
  return svgLayer(body, { width: 80, height: 80, k });
}

function steam(frame, sprite, chimney, speed, seconds) {
  const first = Math.ceil((seconds - 3.2) * 9);
  for (let n = first; n <= Math.floor(seconds * 9); n += 1) {
    const born = n / 9;
    const age = seconds - born;
    const jitter = Math.sin(n * 12.9) * 0.5 + Math.sin(n * 4.1) * 0.5;
    const size = 0.26 + age * 0.62 + jitter * 0.08;
    const x = chimney(born) - age * 20 + jitter * 10 * age;
    const y = RAIL - 72 - 46 * Math.sqrt(age) * (1 + jitter * 0.25) - age * 10;
    drawLayer(frame, sprite, {
      dx: x - speed - 40 * size,
      dy: y - 40 * size,
      scale: size,
      pivot: [0, 0],
      alpha: 0.85 * Math.max(0, 1 - age / 3.2) * Math.min(1, age * 6),
    });
  }
}

const CLOUDS = {
  seed: 33,
  coverage: 0.46,
  lit: '#ffeccb',
  shadow: '#b0a4b4',
  size: 110,
  stretch: 3,
  x: -60,
  y: -20,
  width: 1500,
  height: 400,
  light: [-34, 10],
  fade: (y) => -Math.max(0, y - 240) / 600,
  alpha: 0.9,
};

async function drawMoment(frame, parts, t, seconds) {
  const { clouds, far, back, front, stone, puff, pines, water } = parts;
  const pan = t * 150;
  fillSky(frame, SKY);
  addGlow(frame, SUN[0] - t * 6, SUN[1], 280, [0.16, 0.1, 0.03], 1);
  addGlow(frame, SUN[0] - t * 6, SUN[1], 40, [1.2, 1, 0.68], 1);
  drawLayer(frame, clouds, { dx: -t * 20 });
  drawLayer(frame, far, { dx: -pan * 0.16 });
  addGlow(frame, 300, 430, 330, [0.08, 0.05, 0.02], 1);
  drawLayer(frame, back, { dx: -pan * 0.36 });
  addGlow(frame, 300, 500, 300, [0.09, 0.06, 0.02], 1);
  drawLayer(frame, front, { dx: -pan * 0.62 });
  const head = (at) => 620 + at * 84;
  const x = head(seconds);
  const wagons = [1, 2, 3].map((n) => carriage(x - n * 144, n)).join('');
  const end = [x - 3 * 144 - 8 - pan, RAIL - 40];
  const place = [end[0] - 96 + Math.sin(seconds * 1.7) * 9, 158 + Math.sin(seconds * 2.3) * 12];
  await overlay(
    frame,
    `${birds(
      [
        [900 - t * 60, 150, 9, 0],
        [940 - t * 62, 168, 8, 2],
        [872 - t * 60, 178, 7, 4],
      ],
      seconds,
      '#5f5668',
    )}${kiteLine(end, place, '#6b5146', 26)}${kite(place[0], place[1], 34, { angle: 26, seconds, wind: 1 })}<g transform="translate(${(-pan).toFixed(2)} 0)">${wagons}${engine(x, seconds)}</g>`,
    { height: RAIL + 20 },
  );
  steam(frame, puff, (at) => head(at) + 99, pan, seconds);
  drawLayer(frame, stone, { dx: -pan });
  water(frame, seconds * 0.7, { drift: pan });
  addGlow(frame, 640, LAKE, 420, [0.05, 0.035, 0.02], 1);
  drawLayer(frame, pines, { dx: -pan * 3.4 });
  addBloom(frame, { threshold: 0.8, strength: 0.5, radius: 5 });
}

/** Clip 2: a small train crosses a stone viaduct over a lake in the golden hour, the kite tied to its end. */
export const viaductScene = {
  width: 1920,
  height: 1080,
  rate: '30',
  frameCount: 138,
  crf: 28,
  look: { contrast: 0.5, shadows: [0.012, 0.004, 0.04], highlights: [0.035, 0.01, -0.03], saturation: 1.1 },
  async prepare(k) {
    const clouds = cloudLayer({ ...CLOUDS, k });
    const far = peaks(k);
    const [back, front, stone, puff] = await Promise.all([
      forest(k, {
        seed: 52,
        y: 480,
        rise: 120,
        length: 330,
        top: '#58808a',
        foot: '#c9b58f',
        trees: 30,
        spread: 160,
        light: '#e6c88f',
      }),
      forest(k, {
        seed: 57,
        y: 535,
        rise: 90,
        length: 280,
        top: '#36625c',
        foot: '#8f9a63',
        trees: 46,
        spread: 170,
        light: '#d9bd6e',
      }),
      bridge(k),
      puffs(k),
    ]);
    let near = '';
    const next = random(19);
    for (let n = 0; n < 20; n += 1)
      near += pine(-60 + next() * 2200, 770 + next() * 40, 190 + next() * 170, {
        dark: n % 2 ? '#1d3f3d' : '#24493f',
        light: '#8a8f4a',
        seed: 300 + n,
        sun: -1,
      });
    const pines = await svgLayer(near, { x: -120, y: 380, width: 2300, height: 340, k });
    const water = createWater({
      seed: 17,
      horizon: LAKE,
      near: rgb('#2f6a77'),
      far: rgb('#e2b98c'),
      mirror: 0.78,
      ripple: 0.5,
      glint: { x: 250, width: 240, color: [1, 0.85, 0.55], strength: 0.7 },
    });
    const parts = { clouds, far, back, front, stone, puff, pines, water };
    return (frame, t, seconds) => drawMoment(frame, parts, t, seconds);
  },
};
