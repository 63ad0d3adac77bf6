import type { TemplateId } from '../../../../core/templates/definitions.js';
import { bent, contrastAroundMean, factor, grown } from './look-filters.js';
import { gray, lightColor, saturation, type Look } from './steps.js';

/** Grades and tints. Factors of red, green and blue stay under 1.41: ffmpeg takes none above 2, and the strength squares them. */
export const COLOR_LOOKS = {
  vivid: (s) => `eq=saturation=${factor(1.5, s)}:contrast=${factor(1.04, s)}`,
  pastel: (s) => [saturation(0.62, s), `curves=all='${bent('0/0.2 0.5/0.64 1/0.98', s)}'`],
  teal_orange: (s) =>
    `curves=r='${bent('0/0 0.25/0.17 0.6/0.68 1/1', s)}':g='${bent('0/0.01 0.5/0.5 1/0.95', s)}':` +
    `b='${bent('0/0.06 0.25/0.32 0.6/0.5 1/0.78', s)}'`,
  matte: (s) => [saturation(0.85, s), `curves=all='${bent('0/0.13 0.5/0.53 1/0.9', s)}'`],
  // All color is gone at the plain strength; beyond it the picture becomes harder.
  black_and_white: (s, source, label) =>
    s <= 1 ? [gray(s)] : [contrastAroundMean(source, 1 + grown(0.6, s - 1), label), gray(s)],
  sepia: (s) => [gray(s), lightColor(s, 1.09, 0.95, 0.68)],
  red_tint: tint(1.35, 0.82, 0.82),
  orange_tint: tint(1.3, 0.94, 0.6),
  yellow_tint: tint(1.15, 1.08, 0.5),
  green_tint: tint(0.8, 1.16, 0.8),
  blue_tint: tint(0.7, 0.95, 1.4),
  purple_tint: tint(1.14, 0.8, 1.4),
  pink_tint: tint(1.3, 0.83, 1.12),
} satisfies Partial<Record<TemplateId, Look>>;

/** About as bright as before: the factors weigh what the eye sees of red, green and blue. */
function tint(red: number, green: number, blue: number): Look {
  return (s) => [saturation(0.85, s), lightColor(s, red, green, blue)];
}
