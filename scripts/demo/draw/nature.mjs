import { createNoise, mixHex, random } from './noise.mjs';

const fixed = (value) => value.toFixed(1);

/** A vertical gradient in drawing units, to be named in `fill="url(#id)"`; stops are [y, color, opacity?]. */
export function verticalGradient(id, stops) {
  const top = stops[0][0];
  const bottom = stops.at(-1)[0];
  const marks = stops.map(
    ([y, color, opacity = 1]) =>
      `<stop offset="${((y - top) / (bottom - top)).toFixed(3)}" stop-color="${color}" stop-opacity="${opacity}"/>`,
  );
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${top}" y2="${bottom}">${marks.join('')}</linearGradient>`;
}

/** A blur filter, to be named in `filter="url(#id)"`. */
export function blurFilter(id, radius) {
  return `<filter id="${id}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${radius}"/></filter>`;
}

/** The height of a range of hills: x -> y in drawing units. `rough` adds rock to grass. */
export function ridge({ seed, y, rise, length, rough = 4 }) {
  const noise = createNoise(seed);
  return (x) => y - rise * (noise.fractal(x / length + 50, 3.3, rough) - 0.3) * 1.6;
}

/** A closed SVG path below a ridge, from x0 to x1 down to `bottom`. */
export function hillPath(height, x0, x1, bottom, step = 3) {
  const points = [];
  for (let x = x0; x <= x1; x += step) points.push(`${fixed(x)} ${fixed(height(x))}`);
  return `M${x0} ${bottom}L${points.join('L')}L${x1} ${bottom}Z`;
}

/** A conifer with its foot at (x, y): ragged tiers, lit on the side of the sun (`sun` is -1 or 1). */
export function pine(x, y, size, { dark, light, seed, sun = 1 }) {
  const next = random(seed);
  const tiers = size > 120 ? 19 : 9;
  const side = (direction, gain) => {
    const points = [`${fixed(x)} ${fixed(y - size)}`];
    for (let tier = 1; tier <= tiers; tier += 1) {
      const t = tier / tiers;
      const reach = size * 0.23 * t * (0.8 + next() * 0.4) * gain;
      const level = y - size * (1 - t * 0.93);
      points.push(`${fixed(x + direction * reach)} ${fixed(level + size * 0.025)}`);
      points.push(`${fixed(x + direction * reach * 0.5)} ${fixed(level - size * 0.012)}`);
    }
    return points;
  };
  const whole = [...side(-1, 1), ...side(1, 1).reverse()].join('L');
  const lit = [...side(sun, 0.9), `${fixed(x)} ${fixed(y)}`].join('L');
  return (
    `<rect x="${fixed(x - size * 0.02)}" y="${fixed(y - size * 0.1)}" width="${fixed(size * 0.04)}" height="${fixed(size * 0.12)}" fill="${dark}"/>` +
    `<path d="M${whole}Z" fill="${dark}"/><path d="M${lit}Z" fill="${light}" opacity="0.45"/>`
  );
}

/**
 * Foliage painted as dabs: `count` small ellipses in a crown at (x, y) of radii (rx, ry), dark first, then
 * lighter ones on the side of the light. `colors` runs from shadow to light.
 */
export function crown(x, y, rx, ry, { colors, count, seed, sun = [0.5, -0.7], dab = 0.16 }) {
  const next = random(seed);
  const parts = [];
  for (let n = 0; n < count; n += 1) {
    const tone = n / count;
    const angle = next() * Math.PI * 2;
    const radius = Math.sqrt(next()) * (1 - tone * 0.25);
    const shift = tone * 0.3;
    const cx = x + rx * (Math.cos(angle) * radius + sun[0] * shift);
    const cy = y + ry * (Math.sin(angle) * radius + sun[1] * shift);
    const facing = Math.cos(angle) * sun[0] + Math.sin(angle) * sun[1];
    const place = Math.min(0.999, Math.max(0, tone * 0.75 + facing * radius * 0.28 + (next() - 0.5) * 0.22));
    const at = place * (colors.length - 1);
    const color = mixHex(colors[Math.floor(at)], colors[Math.ceil(at)], at % 1);
    const size = rx * dab * (1.5 - tone) * (0.6 + next() * 0.8);
    parts.push(
      `<ellipse cx="${fixed(cx)}" cy="${fixed(cy)}" rx="${fixed(size)}" ry="${fixed(size * (0.55 + next() * 0.3))}" fill="${color}" transform="rotate(${fixed(next() * 50 - 25)} ${fixed(cx)} ${fixed(cy)})"/>`,
    );
  }
  return parts.join('');
}

/** A strip of grass blades along a ridge that bend with the wind at `seconds`. */
export function grass(height, { x0, x1, every, length, colors, seed, seconds, wind = 1, width = 2.2 }) {
  const next = random(seed);
  const parts = [];
  for (let x = x0; x <= x1; x += every * (0.4 + next() * 1.2)) {
    const tall = length * (0.45 + next() * 0.8);
    const lean = (next() - 0.35) * 0.5;
    const gust = Math.sin(seconds * 2.6 - x * 0.012) * 0.22 + Math.sin(seconds * 4.7 + x * 0.05) * 0.07;
    const bend = (lean + (0.25 + gust) * wind) * tall;
    const y = height(x) + 4;
    const color = colors[Math.floor(next() * colors.length)];
    const half = width * (0.6 + next() * 0.7);
    parts.push(
      `<path d="M${fixed(x - half)} ${fixed(y)}Q${fixed(x + bend * 0.2)} ${fixed(y - tall * 0.6)} ${fixed(x + bend)} ${fixed(y - tall)}Q${fixed(x + bend * 0.3 + half)} ${fixed(y - tall * 0.5)} ${fixed(x + half)} ${fixed(y)}Z" fill="${color}"/>`,
    );
  }
  return parts.join('');
}

/** Birds far away: two strokes each that beat. `flock` is [[x, y, size, phase], …]. */
export function birds(flock, seconds, color) {
  return flock
    .map(([x, y, size, phase]) => {
      const beat = Math.sin(seconds * 7 + phase) * 0.45;
      const tip = -size * (0.25 + beat);
      return `<path d="M${fixed(x - size)} ${fixed(y + tip)}Q${fixed(x - size * 0.45)} ${fixed(y - size * 0.32)} ${fixed(x)} ${fixed(y)}Q${fixed(x + size * 0.45)} ${fixed(y - size * 0.32)} ${fixed(x + size)} ${fixed(y + tip)}" fill="none" stroke="${color}" stroke-width="${fixed(size * 0.16)}" stroke-linecap="round"/>`;
    })
    .join('');
}
