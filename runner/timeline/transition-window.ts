import { frameAt, secondsAt } from '../../core/job/frames.js';
import type { PlannedTransition } from '../../core/job/planned-transitions.js';

/** How far from its cut a beat may be for a transition to be centred on it. */
const BEAT_REACH_SECONDS = 0.25;

/** The frames that a transition borrows from the clip before its cut and from the one after it. */
export interface TransitionWindow {
  before: number;
  after: number;
}

/** What a transition may take of either clip, and where the cut between them lies. */
export interface TransitionRoom {
  boundaryFrame: number;
  lendableBefore: number;
  lendableAfter: number;
  beatSeconds: readonly number[];
}

/**
 * Where a transition begins and ends: as long as planned, centred on its cut or, where the plan asks for that, on the
 * nearest beat within 0.25 s of it. The cut itself never moves and always lies inside: a window that would miss it is
 * centred as near to the beat as it can be. What the clips cannot lend is taken off both ends alike. Null where less
 * than a frame on either side is left: a cut.
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

/** Frames from the cut to the nearest beat, negative where that is earlier; 0 where none is near. */
function beatShift({ boundaryFrame, beatSeconds }: TransitionRoom): number {
  const cut = secondsAt(boundaryFrame);
  const distance = (beat: number) => Math.abs(beat - cut);
  const near = beatSeconds.filter((beat) => distance(beat) <= BEAT_REACH_SECONDS);
  const [nearest] = near.toSorted((a, b) => distance(a) - distance(b));
  return nearest === undefined ? 0 : frameAt(nearest) - boundaryFrame;
}
