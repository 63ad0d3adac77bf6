import fc from 'fast-check';
import { fitFootage } from './fit.js';

const frames = fc.integer({ min: 1, max: 2000 });

describe('fitFootage', () => {
  it('trims what is as long as the slot or longer, and nothing else', () => {
    fc.assert(
      fc.property(frames, frames, (footage, slot) => {
        expect(fitFootage(footage, slot).kind === 'trim').toBe(footage >= slot);
      }),
    );
  });

  it('holds a picture for at most a tenth of a second where there is half a second to show', () => {
    fc.assert(
      fc.property(fc.integer({ min: 15, max: 2000 }), frames, (footage, slot) => {
        if (fitFootage(footage, slot).kind === 'hold') expect(slot - footage).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('slows down by half at most, and exactly into the slot', () => {
    fc.assert(
      fc.property(frames, frames, (footage, slot) => {
        const fit = fitFootage(footage, slot);
        if (fit.kind !== 'slow') return;
        expect(fit).toEqual({ kind: 'slow', footageFrames: footage, slotFrames: slot });
        expect(slot).toBeGreaterThan(footage);
        expect(2 * slot).toBeLessThanOrEqual(3 * footage);
      }),
    );
  });

  it('repeats at least half a second, and only what could not be slowed down', () => {
    fc.assert(
      fc.property(frames, frames, (footage, slot) => {
        const fit = fitFootage(footage, slot);
        if (fit.kind !== 'loop') return;
        expect(fit.footageFrames).toBe(footage);
        expect(footage).toBeGreaterThanOrEqual(15);
        expect(3 * footage).toBeLessThan(2 * slot);
      }),
    );
  });

  it.each([
    [90, 90, 'trim'],
    [87, 90, 'hold'],
    [86, 90, 'slow'],
    [60, 90, 'slow'],
    [59, 90, 'loop'],
    [15, 90, 'loop'],
    [14, 90, 'hold'],
    [1, 90, 'hold'],
    [10, 14, 'slow'],
  ])('fits %i frames into %i: %s', (footage, slot, kind) => {
    expect(fitFootage(footage, slot).kind).toBe(kind);
  });
});
