import type { TemplateId } from '../../../../core/templates/definitions.js';
import { even, factor, grown, softFocus, type LookedAt } from './look-filters.js';
import type { Look } from './steps.js';

// cspell:ignore edgedetect lutyuv rgbashift
const longest = ({ width, height }: LookedAt): number => Math.max(width, height);

export const EFFECT_LOOKS = {
  blur: (s, source) => `gblur=sigma=${grown(longest(source) / 80, s)}`,
  soft_focus: (s, source, label) => softFocus(source, 0.5, s, label),
  sharpen: (s) => `unsharp=5:5:${grown(1.1, s)}:5:5:0`,
  cartoon: (s, source, label) => {
    const step = grown(36, s ** 0.7);
    const paint = `lutyuv=y='floor((val-16)/${step}+0.5)*${step}+16',eq=saturation=${factor(1.3, s)}`;
    return (
      `format=yuv420p,gblur=sigma=${grown(longest(source) / 900, 1)},split[${label}paint][${label}ink];` +
      `[${label}paint]${paint},format=gbrp[${label}painted];` +
      `[${label}ink]edgedetect=low=0.06:high=0.16,negate,format=gbrp[${label}inked];` +
      `[${label}painted][${label}inked]blend=all_mode=multiply:all_opacity=${grown(0.45, s)}`
    );
  },
  pixelate: (s, { width, height }) => {
    const block = Math.max(2, grown(Math.max(width, height) / 44, s));
    const small = `scale=${even(width / block)}:${even(height / block)}:flags=area`;
    return `format=yuv444p,${small},scale=${width}:${height}:flags=neighbor`;
  },
  glitch: (s, source, label) => glitch(s, source, label),
} satisfies Partial<Record<TemplateId, Look>>;

/**
 * Colors split and two strips jump, in some frames: which ones follows from their number, so that each drawing is the same.
 * A strip that is moved to the side leaves the picture under it, so that no edge is bare.
 */
function glitch(strength: number, { width, height }: LookedAt, label: string): string {
  const split = Math.max(1, Math.round((width / 90) * strength));
  const often = (of: number): number => Math.min(of, Math.round(of * (0.25 + 0.2 * strength)));
  const strip = (share: number): string => `crop=w=${width}:h=${even(height * share)}:x=0`;
  const moved = (by: number, turn: number): string => `x='${grown(width * by, strength)}*sin(n*${turn})'`;
  const [upper, lower] = [even(height * 0.22), even(height * 0.61)];
  return (
    `format=gbrp,rgbashift=rh=${-split}:bh=${split}:edge=smear:enable='lt(mod(n*7,11),${often(11)})',format=yuv420p,` +
    `split=3[${label}under][${label}first][${label}second];` +
    `[${label}first]${strip(1 / 8)}:y=${upper}[${label}upper];` +
    `[${label}second]${strip(1 / 11)}:y=${lower}[${label}lower];` +
    `[${label}under][${label}upper]overlay=${moved(0.06, 12.9)}:y=${upper}:enable='lt(mod(n*5,13),${often(13)})'[${label}once];` +
    `[${label}once][${label}lower]overlay=${moved(0.09, 7.3)}:y=${lower}:enable='lt(mod(n*3,7),${often(7)})'`
  );
}
