import type { TemplateId } from '../../../../core/templates/definitions.js';
import { grown, rounded, type LookedAt } from './look-filters.js';
import type { Look } from './steps.js';

// cspell:ignore zoompan
/** What happens on each beat and dies away before the next. */
export const BEAT_LOOKS = {
  beat_pulse: (s, source) => {
    const { width, height, frameRate, beatFrames } = source;
    if (beatFrames.length === 0) return 'null';
    const closer = `1+${grown(0.1, s)}*(${sinceBeat(source, 'in', 0.12)})`;
    const middle = "x='(iw-iw/zoom)/2':y='(ih-ih/zoom)/2'";
    return `format=yuv420p,zoompan=z='${closer}':${middle}:d=1:s=${width}x${height}:fps=${rounded(frameRate)}`;
  },
  beat_flash: (s, source) =>
    source.beatFrames.length === 0
      ? 'null'
      : `eq=eval=frame:brightness='${grown(0.28, s)}*(${sinceBeat(source, 'n', 0.07)})'`,
} satisfies Partial<Record<TemplateId, Look>>;

/** 1 at a beat, then less and less: a third of it after `seconds`. Of frame number `at`, counted from 0. */
function sinceBeat({ beatFrames, frameCount, frameRate }: LookedAt, at: string, seconds: number): string {
  const frames = rounded(Math.max(0.3, seconds * frameRate));
  return beatFrames
    .map((beat, index) => {
      const last = (beatFrames[index + 1] ?? frameCount) - 1;
      return `between(${at},${beat},${last})*exp((${beat}-${at})/${frames})`;
    })
    .join('+');
}
