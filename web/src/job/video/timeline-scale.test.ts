import { slotAt, startOf, timeAfter } from './timeline-scale.js';

/** The last one comes out of a transition of 0.4 s. */
const slots = [0, 4.1, 8.2].map((start, clipIndex) => ({
  clipIndex,
  timestampStart: start,
  timestampEnd: start + 4.1,
  pictureStart: clipIndex === 2 ? start + 0.2 : start,
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

describe('startOf', () => {
  it('is the middle of the first frame after the transition, and the very start of the video', () => {
    expect(slots.map(startOf)).toEqual([0, 4.1 + 1 / 60, 8.4 + 1 / 60].map((at) => expect.closeTo(at, 9)));
  });
});

describe('timeAfter', () => {
  const after = (key: string, from: number) => timeAfter(key, from, slots, DURATION);

  it('moves from clip to clip without sticking at a start', () => {
    const [, second, third] = slots.map(startOf);
    expect(after('PageUp', 0)).toBe(second);
    expect(after('PageUp', second!)).toBe(third);
    expect(after('PageUp', 8.3)).toBe(third);
    expect(after('PageUp', 9)).toBe(DURATION);
    expect(after('PageDown', third!)).toBe(second);
    expect(after('PageDown', 2)).toBe(0);
  });

  it('leads to the ends, and leaves other keys alone', () => {
    expect([after('Home', 5), after('End', 5), after('ArrowRight', 5)]).toEqual([0, DURATION, null]);
  });
});
