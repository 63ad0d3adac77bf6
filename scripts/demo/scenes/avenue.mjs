import { blurFilter, crown } from '../draw/nature.mjs';
import { computedLayer, svgLayer } from '../draw/layer.mjs';
import { drawLayer, fillSky } from '../draw/frame.mjs';
import { KITES, kite } from '../draw/kite.mjs';
import { noa } from '../draw/figure.mjs';
import { addBloom, addGlow, addShafts } from '../draw/light.mjs';
import { overlay } from '../draw/overlay.mjs';
import { clamp, createNoise, random, rgb, smooth } from '../draw/noise.mjs';

/** Where the avenue's lines meet, and the height of the eye above the ground in drawing units at depth 1. */
const EYE = [640, 372];
const GROUND = 330;
const SPACING = 0.85;
const DEPTH = 10;
const BLOSSOM = ['#a8527a', '#cf7398', '#ea9ab3', '#f7bfca', '#fde0dd', '#fff3ea'];
const AIR = rgb('#ffe6cf');

/** One tree as it stands at depth 1, to the left of the path: trunk with a fork, bark, a wide crown. */
async function tree(seed, k) {
  const next = random(seed);
  const bark = `<defs><linearGradient id="bark" x1="0" x2="1"><stop offset="0" stop-color="#4a3038"/><stop offset="0.6" stop-color="#7a5250"/><stop offset="1" stop-color="#c9926f"/></linearGradient></defs>`;
  const trunk = `<path d="M-44 332Q-20 250 -24 150Q-26 70 -30 20Q-60 -90 -150 -190L-128 -200Q-40 -110 -8 -40Q30 -130 120 -220L138 -206Q40 -90 24 30Q18 170 28 250Q36 300 62 332Q10 322 -44 332Z" fill="url(#bark)"/>`;
  let lines = '';
  for (let n = 0; n < 26; n += 1)
    lines += `<path d="M${-24 + next() * 50} ${next() * 240}l${next() * 6 - 3} ${30 + next() * 60}" stroke="#2f1d26" stroke-opacity="0.3" stroke-width="${1 + next() * 2.5}"/>`;
  const crowns = [
    [-150, -250, 190, 120],
    [120, -290, 210, 130],
    [-20, -350, 230, 130],
    [190, -190, 130, 86],
    [-250, -180, 110, 80],
    [60, -190, 140, 70],
  ];
  const leaves = crowns
    .map(([x, y, rx, ry], n) =>
      crown(x, y, rx, ry, {
        colors: BLOSSOM,
        count: 620,
        seed: seed * 10 + n,
        dab: 0.055,
        sun: [0.45, -0.75],
      }),
    )
    .join('');
  const foot = `<defs>${blurFilter('ground', 9)}</defs><ellipse cx="-20" cy="328" rx="150" ry="13" fill="#3d3346" opacity="0.6" filter="url(#ground)"/>`;
  return svgLayer(foot + bark + trunk + lines + leaves, {
    x: -400,
    y: -520,
    width: 800,
    height: 880,
    k: k * 1.5,
  });
}

/** The rest of the orchard along the horizon, pale with distance. */
async function orchard(k) {
  const next = random(52);
  let rows = '';
  for (let n = 0; n < 46; n += 1) {
    const x = -40 + n * 31 + next() * 20;
    const size = 22 + next() * 20;
    rows += `<rect x="${x - 2}" y="${EYE[1] - 14}" width="4" height="24" fill="#a98288"/>`;
    rows += crown(x, EYE[1] - 18 - size * 0.4, size * 1.1, size * 0.62, {
      colors: BLOSSOM,
      count: 46,
      seed: 700 + n,
      dab: 0.16,
    });
  }
  return svgLayer(rows, { x: -80, y: EYE[1] - 110, width: 1440, height: 124, k: k * 1.2 });
}

async function petal(k) {
  return svgLayer(
    '<ellipse cx="8" cy="8" rx="7" ry="4.2" fill="#ffd3d8" transform="rotate(28 8 8)"/><ellipse cx="9" cy="7" rx="4" ry="1.8" fill="#fff2ee" transform="rotate(28 9 7)"/>',
    { width: 16, height: 16, k: k * 3 },
  );
}

/** The ground below the eye: a sandy path between lawns, dappled with light that runs toward the camera. */
function groundPainter() {
  const noise = createNoise(64);
  const path = [rgb('#e9c9a4'), rgb('#9b6f70')];
  const lawn = [rgb('#a9b662'), rgb('#4f7550')];
  const fallen = rgb('#f8bcc6');
  return (frame, travel) => {
    const shade = (x, y) => {
      const z = GROUND / (y - EYE[1] + 0.001);
      const u = ((x - EYE[0]) * z) / GROUND;
      const v = z + travel;
      const edge = noise.value(u * 6, v * 5) * 0.12;
      const grass = smooth(0.62, 0.78, Math.abs(u) + edge - 0.06);
      const sun = smooth(0.44, 0.6, noise.fractal(u * 2.1 + 30, v * 2.6, 3));
      const dust = smooth(
        0.54,
        0.7,
        noise.fractal(u * 34, v * 30, 2) + 0.05 * smooth(0.35, 0.9, Math.abs(u)),
      );
      const grain = 0.95 + 0.1 * noise.value(u * 60, v * 46);
      const haze = clamp((z - 1) / 13) * 0.85;
      return [0, 1, 2]
        .map((c) => {
          const sand = path[1][c] + (path[0][c] - path[1][c]) * sun;
          const green = lawn[1][c] + (lawn[0][c] - lawn[1][c]) * sun;
          let value = (sand + (green - sand) * grass) * grain;
          value += (fallen[c] * (0.7 + 0.3 * sun) - value) * dust * 0.75;
          return value + (AIR[c] - value) * haze;
        })
        .concat(1);
    };
    const top = EYE[1] + 4;
    drawLayer(frame, computedLayer(shade, { y: top, height: 722 - top, k: frame.k }));
  };
}

function petals(count) {
  const next = random(88);
  return Array.from({ length: count }, () => ({
    x: next() * 6 - 3,
    y: next() * 3.2,
    z: next() * 5,
    spin: next() * 6,
    speed: 0.35 + next() * 0.3,
  }));
}

/** Both rows, far to near; a tree fades out as it passes the camera. */
function plantTrees(frame, trees, travel, seconds) {
  const first = Math.floor((travel + DEPTH) / SPACING);
  for (let n = first; (n + 1) * SPACING > travel + 0.3; n -= 1) {
    const z = (n + 0.5) * SPACING - travel;
    if (z < 0.3) break;
    const scale = 1 / z;
    const haze = [...AIR, clamp((z - 1.2) / 9.5) * 0.88];
    const alpha = smooth(0.3, 0.52, z);
    const sway = Math.sin(seconds * 1.2 + n) * 0.008;
    for (const side of [-1, 1]) {
      const pick = trees[(((n * 2 + (side > 0 ? 1 : 0)) % 3) + 3) % 3];
      drawLayer(frame, pick, {
        dx: EYE[0] + side * (430 + (n % 2) * 22) * scale + sway * 100 * scale,
        dy: EYE[1],
        scale: scale * 1.12,
        pivot: [0, 0],
        alpha,
        haze,
      });
    }
  }
}

function scatterPetals(frame, leaf, falling, travel, seconds) {
  for (const drop of falling) {
    const z = ((((drop.z - travel) % 5) + 5) % 5) + 0.35;
    const y = ((drop.y + seconds * drop.speed) % 3.2) - 1.9;
    const x = drop.x + Math.sin(seconds * 1.4 + drop.spin) * 0.12 - seconds * 0.08;
    const flip = 0.5 + 0.5 * Math.abs(Math.sin(seconds * 3 + drop.spin));
    const size = (1.7 / z) * flip;
    drawLayer(frame, leaf, {
      dx: EYE[0] + (x * GROUND) / z,
      dy: EYE[1] + (y * GROUND) / z,
      scale: size,
      pivot: [0, 0],
      alpha: smooth(0.35, 0.6, z) * 0.95,
      haze: [...AIR, clamp(z / 7)],
    });
  }
}

const SKY = [
  [0, rgb('#9fd0e0')],
  [200, rgb('#d3e6df')],
  [380, rgb('#fff0d8')],
];

async function drawMoment(frame, parts, t, seconds) {
  const { trees, leaf, distant, paintGround, falling, rays } = parts;
  const travel = seconds * 0.62;
  fillSky(frame, SKY);
  addGlow(frame, EYE[0] + 30, EYE[1] - 60, 210, [0.4, 0.3, 0.16], 1);
  paintGround(frame, travel);
  drawLayer(frame, distant, { scale: 1 + t * 0.06, pivot: EYE, haze: [...AIR, 0.58] });
  addGlow(frame, EYE[0], EYE[1] - 10, 120, [0.45, 0.36, 0.25], 1);
  plantTrees(frame, trees, travel, seconds);
  const step = seconds * 7.4;
  const girl = noa(640 + Math.sin(step * 0.5) * 2, 560, {
    size: 1.75,
    phase: step,
    stride: 0.34,
    wind: 0.35,
    seconds,
    away: true,
    arms: [0.25 + Math.sin(step) * 0.3, -0.3],
    colors: { coatShade: '#c4892f' },
  });
  const shadow = `<defs>${blurFilter('soft', 4)}</defs><path d="M606 556L672 556L560 650L470 660Z" fill="#6a3f52" opacity="0.32" filter="url(#soft)"/>`;
  await overlay(
    frame,
    `${shadow}${girl.svg}${kite(girl.hand[0] + 22, girl.hand[1] - 16, 34, { angle: 34, seconds: seconds * 0.6, colors: KITES[0], folded: true })}`,
    { x: 440, y: 360, width: 400, height: 320 },
  );
  scatterPetals(frame, leaf, falling, travel, seconds);
  addShafts(frame, 1010, -120, 620, [0.5, 0.4, 0.24], (angle) =>
    smooth(0.45, 0.75, rays.value(angle * 9 + seconds * 0.12, seconds * 0.2)),
  );
  addBloom(frame, { threshold: 0.82, strength: 0.5, radius: 5 });
}

/** Clip 4: forward through an avenue of cherry trees in bloom, the sun in the crowns, petals in the air. */
export const avenueScene = {
  width: 960,
  height: 540,
  rate: '30',
  frameCount: 140,
  crf: 28.5,
  look: {
    contrast: 0.5,
    shadows: [0.02, 0, 0.03],
    highlights: [0.03, 0.008, -0.012],
    saturation: 1.1,
    vignette: 0.26,
  },
  async prepare(k) {
    const trees = await Promise.all([1, 2, 3].map((n) => tree(n + 200, k)));
    const leaf = await petal(k);
    const distant = await orchard(k);
    const paintGround = groundPainter();
    const falling = petals(220);
    const rays = createNoise(12);
    const parts = { trees, leaf, distant, paintGround, falling, rays };
    return (frame, t, seconds) => drawMoment(frame, parts, t, seconds);
  },
};
