const fixed = (value) => value.toFixed(1);

/** Light and shadow side, cross sticks and tail of each kite; the first is Noa's. */
export const KITES = [
  { light: '#ef5a3a', dark: '#c23424', tail: '#1f7f86' },
  { light: '#f4b942', dark: '#d98e2b', tail: '#fff3d6' },
  { light: '#3fa7a3', dark: '#2a7d83', tail: '#f7d9a0' },
  { light: '#f3e9d2', dark: '#d9c3a0', tail: '#ef5a3a' },
  { light: '#6f6bb0', dark: '#4d4b8c', tail: '#f4b942' },
  { light: '#e98aa0', dark: '#c8637f', tail: '#fff3d6' },
];

function tail(x, y, size, seconds, phase, color, wind) {
  const points = Array.from({ length: 15 }, (_, n) => {
    const t = n / 14;
    const wave = Math.sin(seconds * 5.5 - n * 0.75 + phase) * size * 0.28 * t;
    return [x - wind * size * 1.7 * t + wave * 0.5, y + size * (2.1 - wind * 0.9) * t + wave];
  });
  const line = points.map(([px, py]) => `${fixed(px)} ${fixed(py)}`).join('L');
  const bows = [4, 7, 10, 13].map((n) => {
    const [px, py] = points[n];
    const turn = Math.sin(seconds * 6 + n + phase) * 40;
    const wing = size * 0.17;
    return `<path transform="translate(${fixed(px)} ${fixed(py)}) rotate(${fixed(turn)})" d="M0 0L${fixed(-wing)} ${fixed(-wing * 0.6)}L${fixed(-wing)} ${fixed(wing * 0.6)}ZM0 0L${fixed(wing)} ${fixed(-wing * 0.6)}L${fixed(wing)} ${fixed(wing * 0.6)}Z" fill="${color}"/>`;
  });
  return `<path d="M${line}" fill="none" stroke="${color}" stroke-width="${fixed(Math.max(0.8, size * 0.035))}"/>${bows.join('')}`;
}

/** A diamond kite of half-height `size` at (x, y), turned by `angle` degrees, its tail waving in the wind unless `folded`. */
export function kite(
  x,
  y,
  size,
  { angle = 18, seconds = 0, phase = 0, colors = KITES[0], wind = 0.6, folded = false },
) {
  const turn = angle + Math.sin(seconds * 2.1 + phase) * 7;
  const w = size * 0.72;
  const radians = (turn * Math.PI) / 180;
  const foot = [x - Math.sin(radians) * size * 1.25, y + Math.cos(radians) * size * 1.25];
  const top = -size * 0.85;
  const bottom = size * 1.25;
  const quarter = (side, edge, color) =>
    `<path d="M0 ${fixed(edge)}L${fixed(side * w)} 0L0 0Z" fill="${color}"/>`;
  return (
    (folded ? '' : tail(foot[0], foot[1], size, seconds, phase, colors.tail, wind)) +
    `<g transform="translate(${fixed(x)} ${fixed(y)}) rotate(${fixed(turn)})">` +
    quarter(1, top, colors.light) +
    quarter(-1, top, colors.dark) +
    quarter(-1, bottom, colors.light) +
    quarter(1, bottom, colors.dark) +
    `<path d="M0 ${fixed(top)}L0 ${fixed(bottom)}M${fixed(-w)} 0L${fixed(w)} 0" stroke="#3a2420" stroke-opacity="0.45" stroke-width="${fixed(Math.max(0.6, size * 0.03))}"/>` +
    `<path d="M0 ${fixed(top)}L${fixed(w)} 0L0 ${fixed(bottom)}" fill="none" stroke="#fff6dc" stroke-opacity="0.75" stroke-width="${fixed(Math.max(0.6, size * 0.035))}"/></g>`
  );
}

/** The line from a hand to a kite, hanging through a little. */
export function kiteLine([x0, y0], [x1, y1], color = '#5b4a45', sag = 40) {
  const mx = (x0 + x1) / 2;
  const my = (y0 + y1) / 2 + sag;
  return `<path d="M${fixed(x0)} ${fixed(y0)}Q${fixed(mx)} ${fixed(my)} ${fixed(x1)} ${fixed(y1)}" fill="none" stroke="${color}" stroke-width="0.9" stroke-opacity="0.7"/>`;
}
