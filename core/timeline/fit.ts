/** How footage fills a slot. Its numbers are frames of the final video. */
export type Fit =
  | { kind: 'trim' | 'hold' }
  | { kind: 'slow'; footageFrames: number; slotFrames: number }
  | { kind: 'loop'; footageFrames: number };

/** A still of 0.1 s is not visible. */
const HELD_FRAMES = 3;
/** Footage below 0.5 s would flicker if repeated. */
const LEAST_LOOPED_FRAMES = 15;

/**
 * How footage fits its slot:
 *
 * | footage                 | result                                                                             |
 * | ----------------------- | ---------------------------------------------------------------------------------- |
 * | as long as the slot, or longer | trimmed at its end; a transition shows the rest                             |
 * | at most 0.1 s short     | its last frame is held                                                             |
 * | at least ⅔ of the slot  | slowed to fill the slot; a transition beyond it holds the last frame               |
 * | at least 0.5 s          | looped, also beyond the slot                                                       |
 * | shorter                 | its last frame is held                                                             |
 */
export function fitFootage(footageFrames: number, slotFrames: number): Fit {
  if (footageFrames >= slotFrames) return { kind: 'trim' };
  if (slotFrames - footageFrames <= HELD_FRAMES) return { kind: 'hold' };
  if (3 * footageFrames >= 2 * slotFrames) return { kind: 'slow', footageFrames, slotFrames };
  if (footageFrames >= LEAST_LOOPED_FRAMES) return { kind: 'loop', footageFrames };
  return { kind: 'hold' };
}
