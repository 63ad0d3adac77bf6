import type { TemplateId } from '../../../../core/templates/definitions.js';
import { bent, factor, grown } from './look-filters.js';
import { lightColor, vignette, type Look } from './steps.js';

// cspell:ignore drawgrid
export const FILM_LOOKS = {
  vintage_film: (s, source, label) => [
    `eq=eval=frame:saturation=${factor(0.5, s)}:brightness='${grown(0.025, s)}*sin(n*2.7)+${grown(0.012, s)}*sin(n*7.1)'`,
    `curves=all='${bent('0/0.06 1/0.95', s)}'`,
    lightColor(s, 1.12, 0.98, 0.76),
    grain(10, s),
    vignette(s, source, label),
  ],
  vhs: (s, { width, height }) => {
    const lines = `h=${Math.max(4, Math.round(height / 180))}:t=${Math.max(1, Math.round(height / 720))}`;
    return (
      `format=yuv420p,gblur=sigma=${grown(width / 900, s)}:sigmaV=0.1:planes=1,gblur=sigma=${grown(width / 110, s)}:sigmaV=1:planes=6,` +
      `eq=saturation=${factor(0.8, s)},${grain(8, s)},drawgrid=w=iw+2:x=-1:${lines}:color=black@${grown(0.22, s)}`
    );
  },
  film_grain: (s) => grain(18, s),
  vignette: (s, source, label) => [vignette(1.4 * s, source, label)],
} satisfies Partial<Record<TemplateId, Look>>;

/** Of the light only, other in each frame. ffmpeg's noise begins with the same seed each time. */
function grain(amount: number, strength: number): string {
  return `format=yuv420p,noise=c0s=${Math.round(amount * strength)}:c0f=t`;
}
