import fc from 'fast-check';
import { remainingSeconds, remainingWords, type Sample } from './remaining.js';

/** The estimates of a run: at each sample the truth and the shown number. */
function said(samples: Sample[]): (number | null)[] {
  const remaining = remainingSeconds();
  return samples.map(remaining);
}

/** A run of this many seconds at a steady rate, with a sample every half second. */
function steadyRun(seconds: number, total: number): Sample[] {
  return Array.from({ length: seconds * 2 + 1 }, (_, tick) => {
    return { atMs: 5000 + tick * 500, done: (total * tick) / (seconds * 2), total };
  });
}

describe('remainingSeconds', () => {
  it('says nothing before there is a rate, then the truth, rounded, and nothing about the last moments', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 900 }), fc.integer({ min: 1, max: 20_000 }), (seconds, total) => {
        const shown = said(steadyRun(seconds, total));
        for (const [tick, number] of shown.entries()) {
          const left = seconds - tick / 2;
          if (tick < 6 || left < 2.99) expect([left, number]).toEqual([left, null]);
          else if (left > 3.01) expect(Math.abs(number! - left)).toBeLessThanOrEqual(left > 99 ? 40 : 7.5);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('never rises while the rate is steady', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 900 }), (seconds) => {
        const shown = said(steadyRun(seconds, 1000)).filter((number) => number !== null);
        expect(shown).toEqual(shown.toSorted((a, b) => b - a));
      }),
      { numRuns: 30 },
    );
  });

  it('rises only where it was wrong by more than a quarter, whatever happens', () => {
    const step = fc.record({
      ms: fc.integer({ min: 0, max: 4000 }),
      work: fc.integer({ min: -50, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const remaining = remainingSeconds();
        let [atMs, done] = [0, 0];
        let before: number | null = null;
        for (const { ms, work } of steps) {
          atMs += ms;
          done = Math.min(2000, Math.max(0, done + work));
          const now = remaining({ atMs, done, total: 2000 });
          if (now !== null) expect(Number.isInteger(now) && now >= 5).toBe(true);
          if (now !== null && before !== null && now > before) expect(now).toBeGreaterThan(before * 1.1);
          before = now;
        }
      }),
    );
  });

  it('follows a pace that has halved', () => {
    const fast = steadyRun(60, 600).slice(0, 60);
    const { atMs, done } = fast.at(-1)!;
    const slow = Array.from({ length: 40 }, (_, tick) => {
      return { atMs: atMs + (tick + 1) * 500, done: done + (tick + 1) * 2.5, total: 600 };
    });
    const { done: doneAtEnd } = slow.at(-1)!;
    expect(Math.abs(said([...fast, ...slow]).at(-1)! - (600 - doneAtEnd) / 5)).toBeLessThanOrEqual(10);
  });

  it('forgets its rate when the work starts again', () => {
    const run = steadyRun(60, 600).slice(0, 40);
    const again = steadyRun(60, 600).map(({ atMs, ...rest }) => ({ ...rest, atMs: atMs + 30_000 }));
    const shown = said([...run, ...again]);
    expect(shown[39]).toBe(40);
    expect(shown.slice(40, 46)).toEqual(Array(6).fill(null));
    expect(shown[46]).toBe(55);
  });
});

it('says it in seconds and in minutes', () => {
  expect([5, 100, 120, 540].map(remainingWords)).toEqual([
    'about 5 seconds left',
    'about 100 seconds left',
    'about 2 minutes left',
    'about 9 minutes left',
  ]);
});
