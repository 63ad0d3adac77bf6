import type { TemplateId } from '../../../core/templates/templates.js';
import {
  contrastAroundMean,
  glow,
  lightColor,
  longExposure,
  softFocus,
  sweepingCamera,
  type LookedAt,
} from './look-filters.js';

/** A look as filters that keep size and frame count; `label` makes the names inside it unique. */
type Look = (source: LookedAt, label: string) => string;

/**
 * The looks of the built-in renderer, one for each template. Chosen by measurement on bright and dark, dull and
 * colorful, still and moving footage; looks.integration.test.ts checks what each must do.
 */
const LOOKS: Record<TemplateId, Look> = {
  brighter: () => "eq=gamma=1.2:brightness=0.03,curves=all='0/0 0.5/0.58 1/1'",
  darker: () => "curves=all='0/0 0.5/0.32 1/0.82'",
  nighttime: () =>
    `curves=all='0/0 0.2/0.12 0.5/0.26 1/0.6',${lightColor(0.76, 0.92, 1.3)},eq=saturation=0.65,vignette=PI/5.5`,
  daytime: () =>
    'eq=gamma=1.15:brightness=0.02:saturation=1.15,' +
    "curves=r='0/0.02 0.4/0.52 1/1':g='0/0.02 0.4/0.5 1/1':b='0/0.02 0.4/0.46 1/0.98'",
  sunset: () =>
    "curves=r='0/0.02 0.5/0.56 1/1':g='0/0 0.5/0.4 1/0.84':b='0/0.01 0.5/0.28 1/0.56',eq=saturation=1.1",
  dawn: () => "curves=r='0/0.1 1/1':g='0/0.07 1/0.9':b='0/0.05 1/0.76'",
  more_motion: (source) => sweepingCamera(source, { enlarged: 1.16, across: 0.6, upright: 0.8 }),
  less_motion: () => longExposure(9),
  // Inverses of each other, so that one undoes the other.
  warmer: () => lightColor(1.16, 1, 0.83),
  cooler: () => lightColor(0.86, 1, 1.2),
  high_contrast: (source, label) => contrastAroundMean(source, 1.4, label),
  desaturated: () => 'eq=saturation=0.3',
  dramatic: (source, label) =>
    `${contrastAroundMean(source, 1.35, label)},curves=all='0/0 0.5/0.4 1/0.92',eq=saturation=0.7,vignette=PI/5.5`,
  dreamy: (source, label) =>
    `${softFocus(source, 0.45, `${label}soft`)},${glow(source, 0.35, `${label}glow`)},eq=contrast=0.9:saturation=0.9`,
  gritty: (source, label) =>
    `${contrastAroundMean(source, 1.3, label)},unsharp=5:5:1.2:5:5:0,noise=c0s=12:c0f=t,eq=saturation=0.55`,
  ethereal: (source, label) =>
    `${glow(source, 0.7, label)},curves=all='0/0.1 1/1',${lightColor(0.95, 1, 1.08)},eq=saturation=0.5`,
  high_energy: (source, label) =>
    `${contrastAroundMean(source, 1.25, label)},eq=saturation=1.35,` +
    sweepingCamera(source, { enlarged: 1.12, across: 1.1, upright: 1.4 }),
};

/** One filter chain that applies the looks in their order; null when there are none. */
export function lookChain(looks: readonly TemplateId[], source: LookedAt): string | null {
  const filters = looks.map((look, order) => LOOKS[look](source, `look${order}`));
  return filters.length === 0 ? null : filters.join(',');
}
