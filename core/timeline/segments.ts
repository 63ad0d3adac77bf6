import type { JobData, OriginalClip } from '../job/job-data.js';
import type { PlannedTransition } from '../job/planned-transitions.js';
import { transitionWindow, type TransitionWindow } from './transition-window.js';

/** The job data that transitions need; without beats every transition is centered on its cut. */
export type TransitionPlan = Pick<JobData, 'transitions'> &
  Partial<Pick<JobData, 'beatSeconds'>> & {
    clips: Pick<OriginalClip, 'clipIndex' | 'startFrame' | 'endFrame'>[];
  };

/** The job data that the timeline needs. */
export type TimelinePlan = TransitionPlan & Pick<JobData, 'totalFrames'>;

/** Frames of one clip alone. All frames count on the final video, `endFrame` excluded. */
export interface BodySegment {
  kind: 'body';
  /** Position in the plan's list of clips. */
  clip: number;
  startFrame: number;
  endFrame: number;
}

/** Frames in which clip `fromClip` gives way to the next one, around their cut, `boundaryFrame`. */
export interface TransitionSegment {
  kind: 'crossfade' | 'fade';
  fromClip: number;
  toClip: number;
  startFrame: number;
  boundaryFrame: number;
  endFrame: number;
}

export type Segment = BodySegment | TransitionSegment;

type Transition = TransitionWindow & { kind: TransitionSegment['kind'] };

/**
 * Cuts the final video into segments: a body per clip, and one per transition that is more than a cut.
 *
 * A transition borrows frames from both sides of its cut (transition-window.ts); it never moves a cut or changes the
 * total. It takes less than half of each clip, so every clip keeps a body of at least one frame and neighboring
 * transitions cannot meet. The segments are in order, contiguous, and cover every frame once.
 */
export function planSegments(plan: TimelinePlan): Segment[] {
  assertContiguous(plan);
  const transitions = plan.clips.map((_, clip) => transitionAfter(plan, clip));
  return plan.clips.flatMap((slot, clip): Segment[] => {
    const startFrame = slot.startFrame + (transitions[clip - 1]?.after ?? 0);
    const next = transitions[clip];
    const endFrame = slot.endFrame - (next?.before ?? 0);
    const body: Segment = { kind: 'body', clip, startFrame, endFrame };
    if (!next) return [body];
    const boundaryFrame = slot.endFrame;
    const range = { startFrame: endFrame, boundaryFrame, endFrame: boundaryFrame + next.after };
    return [body, { kind: next.kind, fromClip: clip, toClip: clip + 1, ...range }];
  });
}

/** For each clip, the first frame that shows nothing of the clip before it. */
export function firstOwnFrames(plan: TransitionPlan): number[] {
  return plan.clips.map((slot, clip) => slot.startFrame + (transitionAfter(plan, clip - 1)?.after ?? 0));
}

/** The clips, by position, whose footage a segment shows. */
export function clipsOf(segment: Segment): number[] {
  return segment.kind === 'body' ? [segment.clip] : [segment.fromClip, segment.toClip];
}

function transitionAfter(plan: TransitionPlan, clip: number): Transition | null {
  const from = plan.clips[clip];
  const to = plan.clips[clip + 1];
  if (from === undefined || to === undefined) return null;
  const planned = plan.transitions.find((transition) => joins(transition, from.clipIndex, to.clipIndex));
  if (planned === undefined || planned.type === 'cut') return null;
  const window = transitionWindow(planned, {
    boundaryFrame: from.endFrame,
    lendableBefore: lendable(from),
    lendableAfter: lendable(to),
    beatSeconds: plan.beatSeconds ?? [],
  });
  return window && { kind: planned.type, ...window };
}

function joins(transition: PlannedTransition, fromClip: number, toClip: number): boolean {
  return transition.fromClip === fromClip && transition.toClip === toClip;
}

function lendable(slot: TransitionPlan['clips'][number]): number {
  return Math.floor((slot.endFrame - slot.startFrame - 1) / 2);
}

function assertContiguous({ clips, totalFrames }: TimelinePlan): void {
  let frame = 0;
  for (const { clipIndex, startFrame, endFrame } of clips) {
    if (startFrame !== frame || !(endFrame > startFrame)) {
      throw new RangeError(
        `Clip ${clipIndex + 1} covers frames ${startFrame} to ${endFrame}; expected from ${frame}.`,
      );
    }
    frame = endFrame;
  }
  if (frame !== totalFrames) throw new RangeError(`The clips end at frame ${frame} of ${totalFrames}.`);
}
