import { frameAt, secondsAt } from '../job/frames.js';
import type { PlannedTransition } from '../job/planned-transitions.js';

/** A transition is centered on a beat that is at most this far from its cut. */
const BEAT_REACH_SECONDS = 0.25;

/** The frames that a transition borrows from the clip before its cut and from the one after it. */
export interface TransitionWindow {
  before: number;
  after: number;
}

/** The frames that a transition may take of each clip, and the cut between them. */
export interface TransitionRoom {
  boundaryFrame: number;
  lendableBefore: number;
  lendableAfter: number;
  beatSeconds: readonly number[];
}

/**
 * Where a transition begins and ends: as long as planned, centered on its cut or, if the plan asks for it, on the nearest
 * beat within 0.25 s. The cut never moves and is always inside: a window that would miss it moves as near to the beat as
 * possible. Frames that the clips cannot lend are removed from both ends alike. Null (a cut) if less than a frame is left
 * on either side.
 */
export function transitionWindow(planned: PlannedTransition, room: TransitionRoom): TransitionWindow | null {
  const length = frameAt(planned.durationSeconds);
  if (planned.type === 'cut' || length < 2) return null;
  const shift = planned.onBeat ? beatShift(room) : 0;
  const before = Math.min(Math.max(Math.floor(length / 2) - shift, 1), length - 1);
  const after = length - before;
  const tooMuch = Math.max(0, before - room.lendableBefore, after - room.lendableAfter);
  const window = { before: before - tooMuch, after: after - tooMuch };
  return window.before > 0 && window.after > 0 ? window : null;
}

/** Frames from the cut to the nearest beat, negative if it is earlier; 0 if none is near. */
function beatShift({ boundaryFrame, beatSeconds }: TransitionRoom): number {
  const cut = secondsAt(boundaryFrame);
  const distance = (beat: number) => Math.abs(beat - cut);
  const near = beatSeconds.filter((beat) => distance(beat) <= BEAT_REACH_SECONDS);
  const [nearest] = near.toSorted((a, b) => distance(a) - distance(b));
  return nearest === undefined ? 0 : frameAt(nearest) - boundaryFrame;
}
