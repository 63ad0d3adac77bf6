const fixed = (value) => value.toFixed(2);

/** Everything that wears a color on Noa; the scenes tint it to their light. */
const CLOTHES = {
  coat: '#e9b23c',
  coatShade: '#a9702a',
  skin: '#c98b68',
  hair: '#2c1f24',
  legs: '#2f3550',
  boots: '#4a2a26',
  scarf: '#d9442f',
  rim: '#fff0c4',
};

/** How far the straight legs reach below the figure's own origin. */
const FOOT = 14;

function limb(points, width, color) {
  const path = points.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join('L');
  return `<path d="M${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** Two bones from `start`: angles in radians from straight down, positive swings forward (right). */
function bones(start, first, second, lengthA, lengthB) {
  const joint = [start[0] + Math.sin(first) * lengthA, start[1] + Math.cos(first) * lengthA];
  const end = [joint[0] + Math.sin(second) * lengthB, joint[1] + Math.cos(second) * lengthB];
  return [start, joint, end];
}

function leg(hip, phase, stride, colors, shade) {
  const swing = Math.sin(phase) * 0.85 * stride;
  const bend = (0.25 + 0.75 * Math.max(0, Math.cos(phase))) * 1.15 * stride;
  const [, knee, foot] = bones(hip, swing, swing - bend, 17, 18);
  const toe = [foot[0] + 5.5 * Math.cos(swing - bend), foot[1] - 5.5 * Math.sin(swing - bend) * 0.6 + 0.6];
  return (
    limb([hip, knee, foot], 6.4, shade ? '#20243a' : colors.legs) +
    limb([foot, toe], 5.6, colors.boots) +
    limb([[(knee[0] + foot[0]) / 2, (knee[1] + foot[1]) / 2], foot], 7, colors.boots)
  );
}

function scarf(seconds, wind, colors) {
  const edge = (offset) =>
    Array.from({ length: 9 }, (_, n) => {
      const t = n / 8;
      const wave = Math.sin(seconds * 9 - n * 0.9) * 5 * t * wind;
      return [-2 - t * 34 * wind, -56 + wave + t * (14 - 12 * wind) + offset * (0.7 + t * 0.6)];
    });
  const points = [...edge(-3), ...edge(3.4).reverse()];
  const tail = points.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join('L');
  return `<path d="M${tail}Z" fill="${colors.scarf}"/>`;
}

function coat(stride, seconds, wind, colors) {
  const flare = 4 + wind * 6 + Math.sin(seconds * 8) * 2 * wind;
  const body = `M-6.5 -55Q0 -59 6 -55L9 -40Q9.5 -28 11.5 -19Q0 -14 ${fixed(-10 - flare)} ${fixed(-17 - wind * 2)}Q-9.5 -34 -8.5 -44Z`;
  const shade = `M-6.5 -55L-1 -56Q-2.5 -34 ${fixed(-2 - flare * 0.5)} -16.5L${fixed(-10 - flare)} ${fixed(-17 - wind * 2)}Q-9.5 -34 -8.5 -44Z`;
  return `<path d="${body}" fill="${colors.coat}"/><path d="${shade}" fill="${colors.coatShade}" opacity="0.6"/>`;
}

function head(seconds, wind, colors, away) {
  const blow = Math.sin(seconds * 7) * 2 * wind;
  const hair = `M-7.4 -68Q-8 -78 1 -78.6Q8.6 -78 8 -69.5L${away ? '7 -60' : '4.5 -71'}Q${away ? 0 : -1} ${away ? -56 : -70} -3 -60Q-10 ${fixed(-57 + blow)} ${fixed(-11 - wind * 12)} ${fixed(-62 + blow)}Q-9 -66 -7.4 -68Z`;
  const face = away ? '' : `<ellipse cx="1.4" cy="-67.5" rx="6.6" ry="7.6" fill="${colors.skin}"/>`;
  return `${face}<path d="${hair}" fill="${colors.hair}"/>`;
}

/**
 * Noa, the girl with the kite, about 79 units tall with her feet at (x, y). `phase` is her step in radians,
 * `stride` 0 stands and 1 runs, `lean` tips her (degrees), `wind` 0..1 blows coat and scarf, `arms` are
 * the angles of [near, far] arm, `away` shows her from behind, `flip` faces left.
 * Answers SVG and the place of her raised hand.
 */
export function noa(x, y, pose) {
  const {
    size = 1,
    phase = 0,
    stride = 0,
    lean = 0,
    wind = 0.5,
    seconds = 0,
    away = false,
    flip = false,
  } = pose;
  const colors = { ...CLOTHES, ...pose.colors };
  const [near, far] = pose.arms ?? [2.4, -0.4];
  const bounce = stride * Math.abs(Math.cos(phase)) * -4;
  const shoulder = [0.5, -52];
  const nearArm = bones(shoulder, near, near + 0.35, 13, 13);
  const farArm = bones([1.5, -52], far, far + 0.5, 13, 13);
  const rim = `M6.4 -55L9.2 -40Q9.6 -28 11.6 -19`;
  const mirror = flip ? -1 : 1;
  const svg =
    `<g transform="translate(${fixed(x)} ${fixed(y)}) scale(${size * mirror} ${size}) rotate(${lean}) translate(0 ${fixed(bounce - FOOT)})">` +
    limb(farArm, 5.4, colors.coatShade) +
    leg([0.5, -22], phase + Math.PI, stride, colors, true) +
    leg([0, -22], phase, stride, colors, false) +
    (away ? '' : scarf(seconds, wind, colors)) +
    coat(stride, seconds, wind, colors) +
    `<path d="${rim}" fill="none" stroke="${colors.rim}" stroke-width="1.4" opacity="0.8"/>` +
    head(seconds, wind, colors, away) +
    (away ? scarf(seconds, wind, colors) : '') +
    `<path d="M-6 -58.5Q0 -54 6.4 -58.5L6 -54Q0 -51 -6 -54.5Z" fill="${colors.scarf}"/>` +
    limb(nearArm, 5.8, colors.coat) +
    `<circle cx="${fixed(nearArm[2][0])}" cy="${fixed(nearArm[2][1])}" r="2.8" fill="${colors.skin}"/></g>`;
  const tilt = (lean * Math.PI) / 180;
  const [hx, hy] = [nearArm[2][0], nearArm[2][1] + bounce - FOOT];
  const hand = [
    x + size * mirror * (hx * Math.cos(tilt) - hy * Math.sin(tilt)),
    y + size * (hx * Math.sin(tilt) + hy * Math.cos(tilt)),
  ];
  return { svg, hand };
}
