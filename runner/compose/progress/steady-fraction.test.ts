import fc from 'fast-check';
import { steadyFraction } from './steady-fraction.js';

/** Work that is done, grows, shrinks and starts again, without being complete before the end. */
const events = fc.array(
  fc.record({ done: fc.double({ min: 0, max: 50, noNaN: true }), grown: fc.integer({ min: -20, max: 80 }) }),
  { minLength: 1, maxLength: 60 },
);

describe('steadyFraction', () => {
  it('is done over to do where the work does not change', () => {
    const fraction = steadyFraction();
    expect([0, 25, 50, 100].map((done) => fraction(done, 100))).toEqual([0, 0.25, 0.5, 1]);
  });

  it('never falls, moves whenever work is done, and ends at 1, however the work grows', () => {
    fc.assert(
      fc.property(events, (steps) => {
        const fraction = steadyFraction();
        let [done, total, last] = [0, 100, 0];
        for (const step of steps) {
          const before = done;
          total = Math.max(done + 1, total + step.grown);
          done = Math.min(total - 0.5, done + step.done);
          const now = fraction(done, total);
          if (done > before + 1e-6) expect(now).toBeGreaterThan(last);
          else expect(now).toBeGreaterThanOrEqual(last);
          expect(now).toBeLessThan(1);
          last = now;
        }
        expect(fraction(total, total)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('continues from its value when the work starts again, without standing still', () => {
    const fraction = steadyFraction();
    fraction(0, 100);
    expect(fraction(60, 100)).toBeCloseTo(0.6);
    expect(fraction(0, 100)).toBeCloseTo(0.6);
    expect(fraction(50, 100)).toBeCloseTo(0.8);
    expect(fraction(100, 100)).toBe(1);
  });
});
