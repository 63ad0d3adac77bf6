import { frameAt } from '../../core/frames.js';
import type { JobData, OriginalClip, PlannedTransition } from '../../core/job-data.js';

/** What the timeline needs of the job data. */
export type TimelinePlan = Pick<JobData, 'totalFrames' | 'transitions'> & {
  clips: Pick<OriginalClip, 'clipIndex' | 'startFrame' | 'endFrame'>[];
};

/** Frames of one clip alone. All frames count on the final video, `endFrame` excluded. */
export interface BodySegment {
  kind: 'body';
  /** Position in the plan's list of clips. */
  clip: number;
  startFrame: number;
  endFrame: number;
}

/** Frames in which clip `fromClip` gives way to the next one around their cut, `boundaryFrame`. */
export interface TransitionSegment {
  kind: 'crossfade' | 'fade';
  fromClip: number;
  toClip: number;
  startFrame: number;
  boundaryFrame: number;
  endFrame: number;
}

export type Segment = BodySegment | TransitionSegment;

/**
 * Cuts the final video into segments: a body per clip, and one per transition that is more than a cut.
 *
 * A transition is centred on its cut and borrows the same number of frames from either side; it never moves a cut and
 * never changes the total. It takes less than half of either clip, so that every clip keeps a body of at least one
 * frame and neighbouring transitions cannot meet. The segments are in order, contiguous, and cover every frame once.
 */
export function planSegments(plan: TimelinePlan): Segment[] {
  assertContiguous(plan);
  const halves = plan.clips.map((_, clip) => transitionAfter(plan, clip));
  return plan.clips.flatMap((slot, clip): Segment[] => {
    const before = halves[clip - 1]?.half ?? 0;
    const after = halves[clip];
    const bodyEnd = slot.endFrame - (after?.half ?? 0);
    const body: Segment = { kind: 'body', clip, startFrame: slot.startFrame + before, endFrame: bodyEnd };
    if (!after) return [body];
    const boundaryFrame = slot.endFrame;
    const endFrame = boundaryFrame + after.half;
    const range = { startFrame: bodyEnd, boundaryFrame, endFrame };
    return [body, { kind: after.kind, fromClip: clip, toClip: clip + 1, ...range }];
  });
}

/** The clips, by position, whose footage a segment shows. */
export function clipsOf(segment: Segment): number[] {
  return segment.kind === 'body' ? [segment.clip] : [segment.fromClip, segment.toClip];
}

function transitionAfter(
  plan: TimelinePlan,
  clip: number,
): { kind: 'crossfade' | 'fade'; half: number } | null {
  const from = plan.clips[clip];
  const to = plan.clips[clip + 1];
  if (from === undefined || to === undefined) return null;
  const planned = plan.transitions.find((transition) => joins(transition, from.clipIndex, to.clipIndex));
  if (planned === undefined || planned.type === 'cut') return null;
  const half = Math.min(Math.round(frameAt(planned.durationSeconds) / 2), lendable(from), lendable(to));
  return half > 0 ? { kind: planned.type, half } : null;
}

function joins(transition: PlannedTransition, fromClip: number, toClip: number): boolean {
  return transition.fromClip === fromClip && transition.toClip === toClip;
}

function lendable(slot: TimelinePlan['clips'][number]): number {
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
