import { inOrder, type Adjustment } from '../../../core/adjustments/adjustment.js';
import type { TemplateId } from '../../../core/templates/definitions.js';
import { BEAT_LOOKS } from './looks/beat-looks.js';
import { CAMERA_LOOKS } from './looks/camera-looks.js';
import { COLOR_LOOKS } from './looks/color-looks.js';
import { EFFECT_LOOKS } from './looks/effect-looks.js';
import { FILM_LOOKS } from './looks/film-looks.js';
import { OVERLAY_LOOKS } from './looks/overlay-looks.js';
import { SPEED_LOOKS } from './looks/speed-looks.js';
import {
  bent,
  contrastAroundMean,
  factor,
  glow,
  grown,
  longExposure,
  softFocus,
  sweepingCamera,
  type LookedAt,
} from './looks/look-filters.js';
import { filtersOf, lightColor, saturation, vignette, type Look } from './looks/steps.js';

/**
 * The looks of the built-in renderer, one for each template; they are drawn in the templates' order. Chosen by measurement on
 * bright and dark, dull and colorful, still and moving footage; looks.integration.test.ts checks what each must do.
 */
const LOOKS: Record<TemplateId, Look> = {
  brighter: (s) =>
    `eq=gamma=${factor(1.2, s)}:brightness=${grown(0.03, s)},curves=all='${bent('0/0 0.5/0.58 1/1', s)}'`,
  darker: (s) => `curves=all='${bent('0/0 0.5/0.32 1/0.82', s)}'`,
  nighttime: (s, source, label) => [
    `curves=all='${bent('0/0 0.2/0.12 0.5/0.26 1/0.6', s)}'`,
    lightColor(s, 0.76, 0.92, 1.3),
    saturation(0.65, s),
    vignette(s, source, label),
  ],
  daytime: (s) =>
    `eq=gamma=${factor(1.15, s)}:brightness=${grown(0.02, s)}:saturation=${factor(1.15, s)},` +
    `curves=r='${bent('0/0.02 0.4/0.52 1/1', s)}':g='${bent('0/0.02 0.4/0.5 1/1', s)}':b='${bent('0/0.02 0.4/0.46 1/0.98', s)}'`,
  sunset: (s) => [
    `curves=r='${bent('0/0.02 0.5/0.56 1/1', s)}':g='${bent('0/0 0.5/0.4 1/0.84', s)}':b='${bent('0/0.01 0.5/0.28 1/0.56', s)}'`,
    saturation(1.1, s),
  ],
  dawn: (s) =>
    `curves=r='${bent('0/0.1 1/1', s)}':g='${bent('0/0.07 1/0.9', s)}':b='${bent('0/0.05 1/0.76', s)}'`,
  more_motion: (s, source) =>
    sweepingCamera(source, { enlarged: 1 + grown(0.16, s), across: 0.6, upright: 0.8 }),
  less_motion: (s) => longExposure(1 + Math.round(8 * s)),
  // Inverses of each other, so that one undoes the other.
  warmer: (s) => [lightColor(s, 1.16, 1, 0.83)],
  cooler: (s) => [lightColor(s, 0.86, 1, 1.2)],
  high_contrast: (s, source, label) => contrastAroundMean(source, 1 + grown(0.4, s), label),
  desaturated: (s) => [saturation(0.3, s)],
  dramatic: (s, source, label) => [
    `${contrastAroundMean(source, 1 + grown(0.35, s), label)},curves=all='${bent('0/0 0.5/0.4 1/0.92', s)}'`,
    saturation(0.7, s),
    vignette(s, source, label),
  ],
  dreamy: (s, source, label) =>
    `${softFocus(source, 0.45, s, `${label}soft`)},${glow(source, 0.35, s, `${label}glow`)},` +
    `eq=contrast=${factor(0.9, s)}:saturation=${factor(0.9, s)}`,
  gritty: (s, source, label) => [
    `${contrastAroundMean(source, 1 + grown(0.3, s), label)},unsharp=5:5:${grown(1.2, s)}:5:5:0,` +
      `noise=c0s=${Math.round(12 * s)}:c0f=t`,
    saturation(0.55, s),
  ],
  ethereal: (s, source, label) => [
    `${glow(source, 0.7, s, label)},curves=all='${bent('0/0.1 1/1', s)}'`,
    lightColor(s, 0.95, 1, 1.08),
    saturation(0.5, s),
  ],
  high_energy: (s, source, label) =>
    `${contrastAroundMean(source, 1 + grown(0.25, s), label)},eq=saturation=${factor(1.35, s)},` +
    sweepingCamera(source, { enlarged: 1 + grown(0.12, s), across: 1.1, upright: 1.4 }),
  ...SPEED_LOOKS,
  ...OVERLAY_LOOKS,
  ...BEAT_LOOKS,
  ...CAMERA_LOOKS,
  ...COLOR_LOOKS,
  ...EFFECT_LOOKS,
  ...FILM_LOOKS,
};

/**
 * One filter chain that draws adjustments in the order of the table, whatever was asked for first: light before color, color
 * before mood. Null when there are none.
 */
export function lookChain(adjustments: readonly Adjustment[], source: LookedAt): string | null {
  const steps = inOrder(adjustments).flatMap(({ id, strength }, at) =>
    LOOKS[id](strength, source, `look${at}`),
  );
  return steps.length === 0 ? null : filtersOf(steps);
}
