import { requestedSeconds } from './video-model-card.js';

describe('the requested length', () => {
  it.each([
    [3, 5],
    [5, 5],
    [5.08, 5],
    [5.2, 10],
    [14, 10],
  ])('for a slot of %f s is %i s', (slotSeconds, requested) => {
    expect(requestedSeconds([5, 10], slotSeconds)).toBe(requested);
  });
});
