import type { TemplateId } from '../../../../core/templates/definitions.js';
import { even, factor, grown, rounded, type LookedAt } from './look-filters.js';
import { saturation, type Look } from './steps.js';

/**
 * Weather and light that are drawn over the picture. Each layer is made once, by arithmetic on the places of its points, so that
 * every drawing is the same; then it moves with the number of the frame.
 */
export const OVERLAY_LOOKS = {
  fog: (s, source, label) => {
    const { width, height, frameRate } = source;
    const thick = 1 - factor(0.45, s);
    // Clouds of a fifth of the picture, drifting to and fro.
    return layer(source, label, {
      points: [10, 6],
      size: [1.6 * width, height],
      color: 'lum=196:cb=130:cr=127',
      share: `${rounded(thick)}*(0.7+0.3*${chance()})`,
      at: [`-${rounded(0.3 * width)}*(1+sin(n/${rounded(frameRate * 5)}))`, '0'],
    });
  },
  rain: (s, source, label) => [
    saturation(0.85, s),
    falling(source, `${label}far`, { wide: 1 / 640, long: 1 / 18, many: 0.05, light: 0.28, second: 1.5 }, s),
    falling(source, `${label}near`, { wide: 1 / 420, long: 1 / 8, many: 0.04, light: 0.4, second: 2.5 }, s),
  ],
  snow: (s, source, label) => [
    falling(source, `${label}far`, { ...flake(source, 1 / 200), many: 0.05, light: 0.7, second: 0.13 }, s),
    falling(source, `${label}near`, { ...flake(source, 1 / 90), many: 0.03, light: 0.9, second: 0.25 }, s),
  ],
  light_leaks: (s, source, label) => {
    const { width, height, frameRate } = source;
    const glow = (x: number, y: number): string => `exp(-30*pow(X/W-${x},2)-7*pow(Y/H-${y},2))`;
    const strength = rounded(1 - factor(0.4, s));
    return layer(source, label, {
      points: [64, 36],
      size: [1.3 * width, 1.3 * height],
      // Orange on the left, redder on the right.
      color: "lum='215-35*X/W':cb='72+10*X/W':cr='165+30*X/W'",
      share: `${strength}*min(1,${glow(0.1, 0.3)}+${glow(0.92, 0.65)})`,
      at: [
        `-${rounded(0.15 * width)}*(1+0.4*sin(n/${rounded(frameRate * 0.7)}))`,
        `-${rounded(0.15 * height)}*(1+cos(n/${rounded(frameRate * 1.1)}))`,
      ],
    });
  },
} satisfies Partial<Record<TemplateId, Look>>;

interface Layer {
  /** It is drawn in as few points, and enlarged. */
  points: readonly [across: number, down: number];
  size: readonly [width: number, height: number];
  /** Of a point, as geq takes it. */
  color: string;
  /** How much of the picture a point hides, 0 to 1. */
  share: string;
  /** Where its upper left corner is, in pixels. */
  at: readonly [x: string, y: string];
}

/** Draws it over the picture: the first frame becomes the layer, and stays. */
function layer(source: LookedAt, label: string, { points, size, color, share, at }: Layer): string {
  const drawn = `scale=${points.map(even).join(':')},format=yuva444p,geq=${color}:a='255*${share}'`;
  return (
    `format=yuv420p,split[${label}picture][${label}first];` +
    `[${label}first]trim=end_frame=1,${drawn},scale=${size.map(even).join(':')}:flags=bicubic,format=yuva420p[${label}layer];` +
    `[${label}picture][${label}layer]overlay=x='${at[0]}':y='${at[1]}':format=yuv420`
  );
}

/** A number of 0 to 1 for each point, the same in every drawing. */
function chance(y = 'Y'): string {
  return `mod(abs(sin(X*12.9898+${y}*78.233)*43758.5453),1)`;
}

interface Falling {
  /** Shares of the picture's width and height. */
  wide: number;
  long: number;
  /** Of all places, how many hold one. */
  many: number;
  light: number;
  /** Heights of the picture in a second. */
  second: number;
}

/** As long as it is wide. */
function flake({ width, height }: LookedAt, wide: number): Pick<Falling, 'wide' | 'long'> {
  return { wide, long: (wide * width) / height };
}

/**
 * Drops or flakes. The layer is twice as high as the picture and repeats itself, so that one fall follows the other without a
 * seam. No point is smaller than two pixels: the light of smaller ones would flicker.
 */
function falling(
  source: LookedAt,
  label: string,
  { wide, long, many, light, second }: Falling,
  s: number,
): string {
  const { width, height, frameRate } = source;
  const across = Math.round(Math.min(1 / wide, width / 2));
  const down = Math.round(Math.min(1 / long, height / 2));
  const is = `gt(${chance(`mod(Y,${down})`)},${rounded(1 - grown(many, s))})`;
  return layer(source, label, {
    points: [across, 2 * down],
    size: [width, 2 * height],
    color: 'lum=225:cb=130:cr=126',
    share: `${light}*${is}`,
    at: ['0', `mod(n*${rounded((height * second) / frameRate)},${height})-${height}`],
  });
}
