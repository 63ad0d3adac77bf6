/** How footage fills a slot. Its numbers are frames of the final video. */
export type Fit =
  | { kind: 'trim' | 'hold' }
  | { kind: 'slow'; footageFrames: number; slotFrames: number }
  | { kind: 'loop'; footageFrames: number };

/** A tenth of a second of stillness is not seen. */
const HELD_FRAMES = 3;
/** What is shorter than half a second would flicker if it were repeated. */
const LEAST_LOOPED_FRAMES = 15;

/**
 * The one rule for footage that is not as long as its slot:
 *
 * - as long or longer: trimmed at its end; a transition shows what it has beyond;
 * - at most 3 frames short: its last picture is held;
 * - at least two thirds of the slot: slowed down evenly until it fills the slot, and its last picture is held where a
 *   transition reaches beyond the slot;
 * - at least half a second: repeated from its start, beyond the slot, too;
 * - shorter still, such as a single picture: its last picture is held.
 */
export function fitFootage(footageFrames: number, slotFrames: number): Fit {
  if (footageFrames >= slotFrames) return { kind: 'trim' };
  if (slotFrames - footageFrames <= HELD_FRAMES) return { kind: 'hold' };
  if (3 * footageFrames >= 2 * slotFrames) return { kind: 'slow', footageFrames, slotFrames };
  if (footageFrames >= LEAST_LOOPED_FRAMES) return { kind: 'loop', footageFrames };
  return { kind: 'hold' };
}
