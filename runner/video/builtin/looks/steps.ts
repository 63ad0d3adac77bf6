import { even, factor, grown, rounded, type LookedAt } from './look-filters.js';

/**
 * A look as filters that keep size and frame count; `label` makes the names inside it unique. Strength 1 is the plain look,
 * 0 would be the footage itself.
 */
export type Look = (strength: number, source: LookedAt, label: string) => string | readonly Step[];

/**
 * A part of a look: ffmpeg's filters as they are, or what can be drawn together with its neighbors. Each pass over red, green
 * and blue costs more than all else that most looks do.
 */
export type Step = string | Colors | Corners;

/** New red, green and blue of a pixel, each a sum of shares of the old ones. */
interface Colors {
  shares: Shares;
  /** Filters that do the same without red, green and blue. */
  alone?: string;
}
type Shares = readonly [Row, Row, Row];
type Row = readonly [number, number, number];

/** Darker corners: all colors of a pixel times the same. */
interface Corners extends LookedAt {
  angle: number;
  label: string;
}

/** What the eye sees of red, green and blue, as ffmpeg writes footage of which it does not know better. */
const LUMA: Row = [0.299, 0.587, 0.114];
/** ffmpeg takes no larger share. */
const LARGEST_SHARE = 2;

/** Multiplies red, green and blue: the color of the light, the same in shadows and highlights. */
export function lightColor(strength: number, red: number, green: number, blue: number): Step {
  return {
    shares: [
      [factor(red, strength), 0, 0],
      [0, factor(green, strength), 0],
      [0, 0, factor(blue, strength)],
    ],
  };
}

export function saturation(plain: number, strength: number): Step {
  const by = factor(plain, strength);
  return { shares: saturated(by), alone: `eq=saturation=${by}` };
}

/** Gray at strength 1. By hue: eq would leave a tinge of green. */
export function gray(strength: number): Step {
  const left = grown(1, Math.max(0, 1 - strength));
  return { shares: saturated(left), alone: `hue=s=${left}` };
}

function saturated(by: number): Shares {
  const row = (own: number): Row =>
    LUMA.map((light, of) => (of === own ? by : 0) + (1 - by) * light) as unknown as Row;
  return [row(0), row(1), row(2)];
}

/** Darker corners. By the root: twice the angle would leave a keyhole. */
export function vignette(strength: number, source: LookedAt, label: string): Step {
  return { ...source, angle: (Math.PI / 5.5) * Math.sqrt(strength), label };
}

/** Filters that draw the steps, as few passes as give the same picture. */
export function filtersOf(steps: readonly Step[]): string {
  return steps
    .reduce<Step[]>(joined, [])
    .map((step) => (typeof step === 'string' ? step : 'shares' in step ? mixer(step) : overlaid(step)))
    .join(',');
}

function joined(done: Step[], step: Step): Step[] {
  const last = done.at(-1);
  if (!isColors(step) || last === undefined || typeof last === 'string') return [...done, step];
  const before = done.slice(0, -1);
  // What multiplies may come before or after what multiplies.
  if (!isColors(last)) return [...joined(before, step), last];
  if (last.alone !== undefined && step.alone !== undefined) return [...done, step];
  const shares = product(step.shares, last.shares);
  return shares.flat().some((share) => Math.abs(share) > LARGEST_SHARE)
    ? [...done, step]
    : [...before, { shares }];
}

const isColors = (step: Step): step is Colors => typeof step !== 'string' && 'shares' in step;

/** The shares of one mixture after another. */
function product(later: Shares, earlier: Shares): Shares {
  const row = (to: 0 | 1 | 2): Row =>
    [0, 1, 2].map((from) =>
      later[to].reduce((sum, share, over) => sum + share * earlier[over]![from]!, 0),
    ) as unknown as Row;
  return [row(0), row(1), row(2)];
}

function mixer({ shares, alone }: Colors): string {
  if (alone !== undefined) return alone;
  const cells = shares.flatMap((row, to) =>
    row
      .map((share, from) => ({ name: `${'rgb'[to]}${'rgb'[from]}`, share: rounded(share), own: to === from }))
      .filter(({ share, own }) => own || share !== 0)
      .map(({ name, share }) => `${name}=${share}`),
  );
  return `colorchannelmixer=${cells.join(':')}`;
}

/**
 * Black over the picture, the less of it the nearer to the middle, by the formula of ffmpeg's vignette, which computes it for
 * each pixel of each frame: eight times as much. This is made once, of a quarter of the size, and stays.
 */
function overlaid({ angle, width, height, label }: Corners): string {
  const [across, down] = [even(width / 4), even(height / 4)];
  const far = `hypot(X-W/2,Y-H/2)/hypot(W/2,H/2)`;
  const black = `format=yuva420p,geq=lum=0:cb=128:cr=128:a='255*(1-pow(cos(${rounded(angle)}*${far}),4))'`;
  return (
    `format=yuv420p,split[${label}bare][${label}first];` +
    `[${label}first]trim=end_frame=1,scale=${across}:${down},${black},scale=${width}:${height}:flags=bicubic[${label}corners];` +
    `[${label}bare][${label}corners]overlay=format=yuv420`
  );
}
