import type { FfmpegRun } from './ffmpeg-run.js';

const STARTUP_SECONDS = 60;
/** About 20 times what a busy core needs for a frame of 1080p. */
const SECONDS_PER_FRAME = 0.5;
/** What a slow disk needs to take in a frame, and to move it once more for the index in front. */
const SECONDS_PER_COPIED_FRAME = 0.02;
const FULL_HD = 1920 * 1080;
/** Decoding the source and starting up cost something however small the picture is. */
const LEAST_SHARE_OF_FRAME = 0.25;
/** Before the first sign of life: a disk that wakes, a program that is loaded, a long way from the last keyframe. */
const FIRST_SIGN_SECONDS = 60;
const STANDSTILL_SECONDS = 30;
const TICK_MS = 250;

/** Why ffmpeg was killed: it worked longer than the work can take, or showed no progress any more. */
export type Overrun = 'too-long' | 'standstill';

type Limited = Pick<
  FfmpegRun,
  'frameCount' | 'framePixels' | 'copies' | 'limitSeconds' | 'standstillSeconds'
>;

/** How long a command may run: what its frames can cost on a busy machine, by their kind and size. */
export function limitSecondsOf({ frameCount, framePixels = FULL_HD, copies, limitSeconds }: Limited): number {
  if (limitSeconds !== undefined) return limitSeconds;
  if (copies) return STARTUP_SECONDS + SECONDS_PER_COPIED_FRAME * frameCount;
  const share = Math.max(LEAST_SHARE_OF_FRAME, framePixels / FULL_HD);
  return STARTUP_SECONDS + SECONDS_PER_FRAME * share * frameCount;
}

/**
 * Watches over one ffmpeg: `onOverrun` is called once when it has run too long, or has shown no progress for
 * too long; `moved` tells of progress. A copy moves its index to the front in silence, so only its whole time counts.
 *
 * Time is counted in ticks of this process: a machine that slept, or a runner that was stopped and woken, has not
 * given ffmpeg the chance to work either.
 */
export function watchTime(
  run: Limited,
  onOverrun: (why: Overrun) => void,
): { moved: () => void; stop: () => void } {
  const ticks = (seconds: number): number => Math.ceil((seconds * 1000) / TICK_MS);
  const limit = ticks(limitSecondsOf(run));
  const standstill = run.copies ? Infinity : ticks(run.standstillSeconds ?? STANDSTILL_SECONDS);
  let silence = run.copies ? Infinity : ticks(run.standstillSeconds ?? FIRST_SIGN_SECONDS);
  let silent = 0;
  let elapsed = 0;
  const timer = setInterval(() => {
    const over = ++elapsed >= limit ? 'too-long' : ++silent >= silence ? 'standstill' : null;
    if (over === null) return;
    clearInterval(timer);
    onOverrun(over);
  }, TICK_MS);
  const moved = (): void => {
    silent = 0;
    silence = standstill;
  };
  return { moved, stop: () => clearInterval(timer) };
}
