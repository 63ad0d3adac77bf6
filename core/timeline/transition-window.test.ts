import fc from 'fast-check';
import { transitionWindow, type TransitionRoom } from './transition-window.js';

const room = (change: Partial<TransitionRoom> = {}): TransitionRoom => {
  return { boundaryFrame: 300, lendableBefore: 60, lendableAfter: 60, beatSeconds: [], ...change };
};
const crossfade = (durationSeconds: number, onBeat = false) => {
  return { fromClip: 0, toClip: 1, type: 'crossfade' as const, durationSeconds, onBeat };
};

describe('transitionWindow', () => {
  it('is exactly as long as planned and centered on the cut to within a frame', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 120 }), (frames) => {
        const { before, after } = transitionWindow(crossfade(frames / 30), room())!;
        expect(before + after).toBe(frames);
        expect(after - before).toBe(frames % 2);
      }),
    );
  });

  it('is centered on the nearest beat within a quarter of a second, before the cut or after it', () => {
    const window = (...beatSeconds: number[]) => transitionWindow(crossfade(1, true), room({ beatSeconds }));
    expect(window(9.8, 10.3)).toEqual({ before: 21, after: 9 });
    expect(window(9.7, 10.1)).toEqual({ before: 12, after: 18 });
    expect(window(9.75)).toEqual({ before: 22, after: 8 });
    expect(window(9.74, 10.26)).toEqual({ before: 15, after: 15 });
    expect(window()).toEqual({ before: 15, after: 15 });
  });

  it('leaves the beats alone where the plan does not ask for them', () => {
    const beatSeconds = [10.1];
    expect(transitionWindow(crossfade(1), room({ beatSeconds }))).toEqual({ before: 15, after: 15 });
  });

  it('keeps the cut inside a short transition whose beat is further away than it is long', () => {
    const window = (beat: number) => transitionWindow(crossfade(0.2, true), room({ beatSeconds: [beat] }));
    expect(window(10.2)).toEqual({ before: 1, after: 5 });
    expect(window(9.8)).toEqual({ before: 5, after: 1 });
  });

  it('takes no more than both clips can give, and the same off both ends, whatever is planned', () => {
    const frames = fc.integer({ min: 0, max: 40 });
    const beats = fc.array(fc.double({ min: 9, max: 11, noNaN: true }), { maxLength: 6 });
    const seconds = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(frames, frames, beats, seconds, fc.boolean(), (lendableBefore, lendableAfter, ...rest) => {
        const [beatSeconds, durationSeconds, onBeat] = rest;
        const planned = crossfade(durationSeconds, onBeat);
        const free = transitionWindow(
          planned,
          room({ beatSeconds, lendableBefore: 999, lendableAfter: 999 }),
        );
        const window = transitionWindow(planned, room({ beatSeconds, lendableBefore, lendableAfter }));
        if (window === null) return;
        expect(window.before).toBeGreaterThan(0);
        expect(window.after).toBeGreaterThan(0);
        expect(window.before).toBeLessThanOrEqual(lendableBefore);
        expect(window.after).toBeLessThanOrEqual(lendableAfter);
        expect(free!.before - window.before).toBe(free!.after - window.after);
      }),
    );
  });

  it('is a cut where it is planned so, shorter than two frames, or where a clip can give nothing', () => {
    expect(transitionWindow({ ...crossfade(1), type: 'cut' }, room())).toBeNull();
    expect(transitionWindow(crossfade(0.04), room())).toBeNull();
    expect(transitionWindow(crossfade(1), room({ lendableAfter: 0 }))).toBeNull();
  });
});
