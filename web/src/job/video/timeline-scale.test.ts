import { slotAt, timeAfter } from './timeline-scale.js';

const slots = [0, 4.1, 8.2].map((start, clipIndex) => ({
  clipIndex,
  timestampStart: start,
  timestampEnd: start + 4.1,
}));
const DURATION = 12.3;

describe('slotAt', () => {
  it('finds the clip at a time, the later one at a cut, the last one at the end', () => {
    expect(slotAt(slots, 4.05)?.clipIndex).toBe(0);
    expect(slotAt(slots, 4.0999)?.clipIndex).toBe(1);
    expect(slotAt(slots, DURATION)?.clipIndex).toBe(2);
    expect(slotAt([], 1)).toBeNull();
  });
});

describe('timeAfter', () => {
  const after = (key: string, from: number) => timeAfter(key, from, slots, DURATION);

  it('moves by a second within the video', () => {
    expect(after('ArrowRight', 1)).toBe(2);
    expect(after('ArrowRight', 12)).toBe(DURATION);
    expect(after('ArrowLeft', 0.5)).toBe(0);
  });

  it('moves from clip to clip without sticking at a start', () => {
    expect(after('PageUp', 0)).toBeCloseTo(4.1, 2);
    expect(after('PageUp', after('PageUp', 0)!)).toBeCloseTo(8.2, 2);
    expect(after('PageUp', 9)).toBe(DURATION);
    expect(after('PageDown', after('PageUp', 4.1)!)).toBeCloseTo(4.1, 2);
    expect(after('PageDown', 2)).toBe(0);
  });

  it('leads to the ends, and leaves other keys alone', () => {
    expect([after('Home', 5), after('End', 5), after('x', 5)]).toEqual([0, DURATION, null]);
  });
});
