import type { Adjustment } from '../../../../core/adjustments/adjustment.js';
import type { TemplateId } from '../../../../core/templates/definitions.js';
import { grown, rounded, type LookedAt } from './look-filters.js';
import type { Look } from './steps.js';

// cspell:ignore minterpolate
/** One reading of the footage, from frame `from` up to `to`. */
export interface Pass {
  from: number;
  to: number;
  backward: boolean;
}

/** ffmpeg keeps all that it turns around in memory, and a runner has 2 GiB, also for other clips of the change. */
const BACKWARD_BYTES = 256 << 20;
/** More would open the file that often. */
const MOST_PARTS = 8;

/**
 * How the footage is read for its looks: once, as it is; again from its start where it runs faster than it is long; from its
 * last part to its first where it runs backward.
 */
export function footagePasses(
  looks: readonly Adjustment[],
  { width, height, frameCount }: LookedAt,
  memory = BACKWARD_BYTES,
): Pass[] {
  const faster = looks.find(({ id }) => id === 'speed_up')?.strength ?? 0;
  const backward = looks.some(({ id }) => id === 'reverse');
  const once = backward
    ? partsOf(frameCount, Math.max(memory / (width * height * 1.5), frameCount / MOST_PARTS))
    : [{ from: 0, to: frameCount, backward }];
  return Array.from({ length: Math.ceil(1 + faster) }, () => once).flat();
}

/** The last one first. */
function partsOf(frameCount: number, longest: number): Pass[] {
  const count = Math.ceil(frameCount / Math.max(1, longest));
  const cut = (part: number): number => Math.round((frameCount * part) / count);
  return Array.from({ length: count }, (_, at) => count - at).map((part) => ({
    from: cut(part - 1),
    to: cut(part),
    backward: true,
  }));
}

/** All end with as many frames as the footage has, at its rate. */
export const SPEED_LOOKS = {
  slow_motion: (s, source) =>
    `setpts=(PTS-STARTPTS)*${rounded(1 + s)},tpad=stop_mode=clone:stop=3,` +
    // Neighbors are mixed: a frame that is only shown twice as long is seen to stutter.
    `minterpolate=fps=${rounded(source.frameRate)}:mi_mode=blend,` +
    `tpad=stop_mode=clone:stop=${source.frameCount},${inTime(source)}`,
  // Of the footage that footagePasses reads more than once.
  speed_up: (s, source) =>
    `select='gt(floor((n+1)/${rounded(1 + s)}),floor(n/${rounded(1 + s)}))',${inTime(source)}`,
  // Done where the footage is read.
  reverse: () => 'null',
  freeze: (s, { frameCount }, label) => {
    const moving = Math.max(1, Math.round(frameCount * (1 - s / 2)));
    return (
      `format=yuv420p,split[${label}all][${label}copy];[${label}copy]select='lt(n,${moving})'[${label}moving];` +
      `[${label}all][${label}moving]overlay=eof_action=repeat:format=yuv420`
    );
  },
  fade_in: (s, source) => `fade=t=in:start_frame=0:nb_frames=${fadedFrames(source, s)}`,
  fade_out: (s, source) => {
    const frames = fadedFrames(source, s);
    return `fade=t=out:start_frame=${Math.max(0, source.frameCount - frames - 1)}:nb_frames=${frames}`;
  },
} satisfies Partial<Record<TemplateId, Look>>;

function inTime({ frameCount, frameRate }: LookedAt): string {
  return `trim=end_frame=${frameCount},setpts=N/(${rounded(frameRate)}*TB)`;
}

/** A second, but no more than a quarter of the clip; at most half of it. */
function fadedFrames({ frameCount, frameRate }: LookedAt, strength: number): number {
  return Math.max(1, Math.round(grown(Math.min(frameRate, frameCount / 4), strength)));
}
