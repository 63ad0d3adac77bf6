import fc from 'fast-check';
import { clipsOf, firstOwnFrames, planSegments, type TimelinePlan } from './segments.js';

const transitionType = fc.constantFrom('cut' as const, 'crossfade' as const, 'fade' as const);

/**
 * Any plan: 1 to 12 clips of 1 to 200 frames, transitions of up to 10 s, some missing, some on the beat, any beats.
 */
const plans: fc.Arbitrary<TimelinePlan> = fc
  .tuple(
    fc.array(
      fc.record({
        frames: fc.integer({ min: 1, max: 200 }),
        type: fc.option(transitionType),
        seconds: fc.double({ min: 0, max: 10, noNaN: true }),
        onBeat: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    fc.array(fc.double({ min: 0, max: 80, noNaN: true }), { maxLength: 200 }),
  )
  .map(([parts, beatSeconds]) => {
    let frame = 0;
    const clips = parts.map(({ frames }, clipIndex) => {
      const startFrame = frame;
      frame += frames;
      return { clipIndex, startFrame, endFrame: frame };
    });
    const transitions = parts
      .slice(1)
      .flatMap(({ type, seconds, onBeat }, index) =>
        type === null ? [] : [{ fromClip: index, toClip: index + 1, type, durationSeconds: seconds, onBeat }],
      );
    return { clips, transitions, totalFrames: frame, beatSeconds };
  });

const twoClips = (type: 'cut' | 'crossfade' | 'fade', durationSeconds: number): TimelinePlan => ({
  clips: [
    { clipIndex: 0, startFrame: 0, endFrame: 100 },
    { clipIndex: 1, startFrame: 100, endFrame: 150 },
  ],
  transitions: [{ fromClip: 0, toClip: 1, type, durationSeconds }],
  totalFrames: 150,
});

describe('planSegments', () => {
  it('covers every frame exactly once, in order, with no empty segment', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        let frame = 0;
        for (const segment of planSegments(plan)) {
          expect(segment.startFrame).toBe(frame);
          expect(segment.endFrame).toBeGreaterThan(frame);
          frame = segment.endFrame;
        }
        expect(frame).toBe(plan.totalFrames);
      }),
    );
  });

  it('keeps each body inside its slot and each transition around the cut it was planned for', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const segment of planSegments(plan)) {
          if (segment.kind === 'body') {
            expect(segment.startFrame).toBeGreaterThanOrEqual(plan.clips[segment.clip]!.startFrame);
            expect(segment.endFrame).toBeLessThanOrEqual(plan.clips[segment.clip]!.endFrame);
          } else {
            expect(segment.boundaryFrame).toBe(plan.clips[segment.toClip]!.startFrame);
            expect(segment.startFrame).toBeLessThan(segment.boundaryFrame);
            expect(segment.endFrame).toBeGreaterThan(segment.boundaryFrame);
            expect(segment.toClip).toBe(segment.fromClip + 1);
          }
        }
        const bodies = planSegments(plan).filter(({ kind }) => kind === 'body');
        expect(bodies).toHaveLength(plan.clips.length);
      }),
    );
  });

  it('shows a clip only in its body and in its own two transitions', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (plan, pick) => {
        const changed = pick % plan.clips.length;
        const touched = planSegments(plan).filter((segment) => clipsOf(segment).includes(changed));
        expect(touched.length).toBeLessThanOrEqual(3);
        const { startFrame, endFrame } = plan.clips[changed]!;
        const previous = plan.clips[changed - 1]?.startFrame ?? 0;
        const next = plan.clips[changed + 1]?.endFrame ?? endFrame;
        for (const segment of touched) {
          expect(segment.startFrame).toBeGreaterThanOrEqual(segment.kind === 'body' ? startFrame : previous);
          expect(segment.endFrame).toBeLessThanOrEqual(segment.kind === 'body' ? endFrame : next);
        }
      }),
    );
  });

  it('shows every frame of a slot by its own clip, outside of transitions', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const bodies = planSegments(plan).filter((segment) => segment.kind === 'body');
        for (const { clip, startFrame, endFrame } of bodies) {
          const middle = Math.floor((startFrame + endFrame) / 2);
          const shown = plan.clips.findIndex((slot) => slot.startFrame <= middle && middle < slot.endFrame);
          expect(shown).toBe(clip);
        }
      }),
    );
  });

  it('centers a transition on the beat beside its cut where the plan asks for it', () => {
    const plan = twoClips('crossfade', 0.5);
    plan.transitions[0]!.onBeat = true;
    plan.beatSeconds = [2.9, 3.2, 3.6];
    expect(planSegments(plan)[1]).toMatchObject({ startFrame: 89, boundaryFrame: 100, endFrame: 104 });
  });

  it('gives a crossfade of half a second 15 frames, 7 of the clip before and 8 of the one after', () => {
    expect(planSegments(twoClips('crossfade', 0.5))).toEqual([
      { kind: 'body', clip: 0, startFrame: 0, endFrame: 93 },
      { kind: 'crossfade', fromClip: 0, toClip: 1, startFrame: 93, boundaryFrame: 100, endFrame: 108 },
      { kind: 'body', clip: 1, startFrame: 108, endFrame: 150 },
    ]);
  });

  it('makes no segment for a cut or for a transition shorter than a frame', () => {
    for (const plan of [twoClips('cut', 1), twoClips('fade', 0.01)]) {
      expect(planSegments(plan).map(({ kind }) => kind)).toEqual(['body', 'body']);
    }
  });

  it('clamps a transition to what the shorter clip can lend', () => {
    const transition = planSegments(twoClips('fade', 9))[1];
    expect(transition).toMatchObject({ startFrame: 76, boundaryFrame: 100, endFrame: 124 });
  });

  it('refuses a plan with a hole', () => {
    const plan = twoClips('cut', 0);
    plan.clips[1]!.startFrame = 101;
    expect(() => planSegments(plan)).toThrow('Clip 2 covers frames 101 to 150; expected from 100.');
  });
});

describe('firstOwnFrames', () => {
  it('are those with which the bodies begin, whatever is planned', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const bodies = planSegments(plan).filter(({ kind }) => kind === 'body');
        expect(firstOwnFrames(plan)).toEqual(bodies.map(({ startFrame }) => startFrame));
      }),
    );
  });
});
