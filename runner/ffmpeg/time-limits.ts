import type { FfmpegRun } from './ffmpeg-run.js';

const STARTUP_SECONDS = 60;
/** About 20 times what a busy core needs for a frame of 1080p. */
const SECONDS_PER_FRAME = 0.5;
/** For a slow disk to write a frame, and to move it once more for the index at the front. */
const SECONDS_PER_COPIED_FRAME = 0.02;
const FULL_HD = 1920 * 1080;
/** Decoding and start-up cost time even for a tiny picture. */
const LEAST_SHARE_OF_FRAME = 0.25;
/** Until the first progress: waking a disk, loading the program, decoding from the last keyframe. */
const FIRST_SIGN_SECONDS = 60;
const STANDSTILL_SECONDS = 30;
const TICK_MS = 250;

/** Why ffmpeg was killed: it ran longer than its work can take, or made no progress. */
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
 * Watches one ffmpeg: `onOverrun` is called once, when it has run too long or has made no progress for too long;
 * call `moved` on progress. A copy moves its index to the front without progress, so only its total time counts.
 *
 * Time counts in ticks of this process: while the machine sleeps or the runner is stopped, ffmpeg cannot work
 * either.
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
