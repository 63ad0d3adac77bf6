import { fitFootage } from '../../../../../core/timeline/fit.js';
import { fitOf, momentInFile } from './footage.js';

it('fits footage as the composer does', () => {
  for (let footage = 1; footage <= 240; footage++)
    for (const slot of [10, 15, 30, 90, 181])
      expect([footage, slot, fitOf(footage, slot)]).toEqual([footage, slot, fitFootage(footage, slot).kind]);
});

it('is where the file shows what the song does: trimmed, held, slowed or looped', () => {
  expect(momentInFile(1.5, 2, 5)).toEqual({ seconds: 1.5, pace: 1 });
  expect(momentInFile(1.95, 2, 1.9)).toEqual({ seconds: expect.closeTo(56.5 / 30, 5), pace: 0 });
  expect(momentInFile(1.5, 3, 2)).toEqual({ seconds: expect.closeTo(1, 5), pace: expect.closeTo(2 / 3, 5) });
  expect(momentInFile(2.25, 3, 1)).toEqual({ seconds: expect.closeTo(0.25, 5), pace: 1 });
});
