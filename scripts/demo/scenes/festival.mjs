import { crown, grass, hillPath, ridge, verticalGradient } from '../draw/nature.mjs';
import { cloudLayer, paintTexture, svgLayer } from '../draw/layer.mjs';
import { drawLayer, fillSky } from '../draw/frame.mjs';
import { KITES, kite, kiteLine } from '../draw/kite.mjs';
import { noa } from '../draw/figure.mjs';
import { addBloom, addGlow, addShafts } from '../draw/light.mjs';
import { overlay } from '../draw/overlay.mjs';
import { createNoise, mixHex, random, rgb, smooth } from '../draw/noise.mjs';

const SKY = [
  [-160, rgb('#3f7fb0')],
  [140, rgb('#8fbcc8')],
  [330, rgb('#f3cfa6')],
  [470, rgb('#fbb682')],
  [560, rgb('#ffa873')],
];
const SUN = [250, 452];
/** The camera tilts up by this much over the clip. */
const TILT = 120;

const hill = (x) => 640 - Math.exp(-(((x - 560) / 420) ** 2)) * 78 - Math.sin(x * 0.013) * 6;

async function plain(k) {
  const next = random(71);
  const far = ridge({ seed: 91, y: 540, rise: 70, length: 260, rough: 5 });
  const mid = ridge({ seed: 95, y: 585, rise: 46, length: 200, rough: 4 });
  let body = `<defs>${verticalGradient('far', [
    [470, '#a98ea6'],
    [590, '#f5c195'],
  ])}${verticalGradient('mid', [
    [530, '#7f7a82'],
    [640, '#d9a878'],
  ])}</defs><path d="${hillPath(far, -60, 1400, 700)}" fill="url(#far)"/><path d="${hillPath(mid, -60, 1400, 700)}" fill="url(#mid)"/>`;
  for (let n = 0; n < 64; n += 1) {
    const x = 760 + next() * 520;
    const y = 600 + next() * 40;
    const w = 12 + next() * 14;
    const h = 9 + next() * 10;
    body += `<rect x="${x}" y="${y - h}" width="${w}" height="${h}" fill="${['#f3d3a6', '#e9bd93', '#c99680'][n % 3]}"/><path d="M${x - 1} ${y - h}L${x + w / 2} ${y - h - 6}L${x + w + 1} ${y - h}Z" fill="${n % 2 ? '#b85a45' : '#96506a'}"/>`;
    if (n % 3 === 0)
      body += crown(x - 8, y - 4, 11, 8, {
        colors: ['#4c5a4a', '#76804f', '#c8aa5e'],
        count: 14,
        seed: n,
        sun: [-0.7, -0.4],
        dab: 0.3,
      });
  }
  return paintTexture(await svgLayer(body, { x: -60, y: 430, width: 1460, height: 290, k }), {
    seed: 6,
    amount: 0.16,
    size: 30,
    stretch: 2,
  });
}

async function meadow(k) {
  const path = hillPath(hill, -80, 1400, 900);
  const body = `<defs>${verticalGradient('hill', [
    [560, '#b7a04c'],
    [640, '#6e7c3e'],
    [790, '#2c4a36'],
  ])}</defs><path d="${path}" fill="url(#hill)"/><path d="${path}" fill="none" stroke="#ffe6a6" stroke-width="3" stroke-opacity="0.6"/>`;
  return paintTexture(await svgLayer(body, { x: -80, y: 540, width: 1480, height: 320, k }), {
    seed: 28,
    amount: 0.3,
    size: 22,
    stretch: 3,
  });
}

/** People on the hill: small dark figures against the light, each at the end of a line. */
function crowd(seconds) {
  const places = [120, 205, 330, 742, 812, 905, 1010, 1120, 1190];
  return places.map((x, n) => {
    const pose = {
      size: 0.78 + (n % 3) * 0.08,
      wind: 0.5,
      seconds: seconds + n,
      arms: [2.3 + Math.sin(seconds * 4 + n) * 0.25, n % 2 ? 2 : 0.3],
      flip: n % 2 === 1,
      colors: {
        coat: ['#5a5a80', '#8c4f52', '#3f6a6c', '#a5763f'][n % 4],
        coatShade: '#3c3448',
        scarf: ['#f0c060', '#d96a5a', '#e8dcc0'][n % 3],
        hair: '#33222c',
      },
    };
    return noa(x, hill(x) + 6, pose);
  });
}

function flock() {
  const next = random(404);
  return Array.from({ length: 34 }, (_, n) => {
    const depth = 0.18 + 0.82 * ((n + 0.5) / 34) ** 1.5;
    return {
      x: 60 + next() * 1240,
      y: -170 + next() * 560 - (depth > 0.6 ? 40 : 0),
      depth,
      phase: next() * 6,
      colors: KITES[1 + (n % 5)],
    };
  });
}

function kiteAt({ x, y, depth, phase, colors }, t, seconds) {
  const beat = Math.sin((seconds / 1.025) * Math.PI * 2 + phase) * 7 * depth;
  const px = x + Math.sin(seconds * 1.4 + phase) * 22 * depth + t * 34 * depth;
  const py = y + t * TILT * (0.5 + depth * 0.7) + Math.sin(seconds * 1.9 + phase * 2) * 14 * depth + beat;
  const far = 1 - depth;
  const shade = (color) => mixHex(color, '#f8d2a4', far * 0.62);
  return {
    place: [px, py],
    svg: kite(px, py, 8 + depth * 36, {
      angle: 16 + Math.sin(phase) * 14,
      seconds: seconds + phase,
      phase,
      wind: 0.75,
      colors: { light: shade(colors.light), dark: shade(colors.dark), tail: shade(colors.tail) },
    }),
  };
}

const CLOUDS = {
  seed: 58,
  coverage: 0.48,
  lit: '#ffe3b0',
  shadow: '#b98fa0',
  size: 130,
  stretch: 3,
  x: -80,
  y: -220,
  width: 1460,
  height: 780,
  light: [-26, 34],
  fade: (y) => 0.02 - Math.max(0, y - 330) / 500,
  alpha: 0.92,
};

async function drawMoment(frame, parts, t, seconds) {
  const { clouds, land, ground, kites, rays } = parts;
  const tilt = TILT * smooth(-0.15, 1.1, t);
  fillSky(frame, SKY, tilt * 0.8);
  addGlow(frame, SUN[0], SUN[1] + tilt * 0.8, 300, [0.24, 0.13, 0.05], 1);
  addGlow(frame, SUN[0], SUN[1] + tilt * 0.8, 46, [1.1, 0.95, 0.68], 1);
  drawLayer(frame, clouds, { dx: t * 26 - 10, dy: tilt * 0.75 });
  const flying = kites.map((one) => kiteAt(one, t, seconds));
  const people = crowd(seconds);
  const held = flying.slice(24, 33).sort((a, b) => a.place[0] - b.place[0]);
  const lines = people.map(({ hand }, n) =>
    kiteLine([hand[0], hand[1] + tilt], held[n].place, '#6b4f4a', 30),
  );
  await overlay(
    frame,
    flying
      .slice(0, 22)
      .map(({ svg }) => svg)
      .join(''),
  );
  drawLayer(frame, land, { dx: -t * 12, dy: tilt * 0.9 });
  addGlow(frame, SUN[0], 560 + tilt, 360, [0.14, 0.08, 0.03], 1);
  drawLayer(frame, ground, { dy: tilt });
  const girl = noa(560, hill(560) + 4, {
    size: 1.5,
    wind: 0.7,
    seconds,
    arms: [2.7, 2.1],
    stride: 0.1,
    phase: 0.6,
  });
  const own = [770 + Math.sin(seconds * 1.5) * 18, 168 + t * 66 + Math.sin(seconds * 3.06) * 12];
  const strip = grass(hill, {
    x0: -20,
    x1: 1300,
    every: 6,
    length: 22,
    colors: ['#c2a84e', '#8f9144', '#6f7c3c', '#dcc06a'],
    seed: 21,
    seconds,
  });
  await overlay(
    frame,
    `${lines.join('')}<g transform="translate(0 ${tilt.toFixed(2)})">${people.map(({ svg }) => svg).join('')}${girl.svg}${strip}</g>` +
      flying
        .slice(22)
        .map(({ svg }) => svg)
        .join('') +
      kiteLine([girl.hand[0], girl.hand[1] + tilt], own, '#5b3f3a', 34) +
      kite(own[0], own[1], 62, { angle: 22, seconds, wind: 0.9 }),
  );
  addShafts(frame, SUN[0], SUN[1] + tilt * 0.8, 520, [0.2, 0.14, 0.07], (angle) =>
    smooth(0.4, 0.8, rays.value(angle * 5 + seconds * 0.15, 3)),
  );
  addBloom(frame, { threshold: 0.8, strength: 0.55, radius: 6 });
}

/** Clip 5: the kite festival. The camera tilts up from the hill into a sky full of kites. */
export const festivalScene = {
  width: 1280,
  height: 720,
  rate: '24000/1001',
  frameCount: 87,
  crf: 24.5,
  look: { contrast: 0.55, shadows: [0.02, 0, 0.05], highlights: [0.03, 0.005, -0.035], saturation: 1.12 },
  async prepare(k) {
    const clouds = cloudLayer({ ...CLOUDS, k });
    const [land, ground] = await Promise.all([plain(k), meadow(k)]);
    const kites = flock();
    const rays = createNoise(31);
    const parts = { clouds, land, ground, kites, rays };
    return (frame, t, seconds) => drawMoment(frame, parts, t, seconds);
  },
};
