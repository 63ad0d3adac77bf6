import { orderedSeconds, videoModelCard } from './video-models.js';

describe('the length that is ordered', () => {
  it.each([
    [3, 5],
    [5, 5],
    [5.08, 5],
    [5.2, 10],
    [14, 10],
  ])('for a slot of %f s is %i s', (slotSeconds, ordered) => {
    expect(orderedSeconds([5, 10], slotSeconds)).toBe(ordered);
  });
});

it('a name that is not on the card has none, not even that of an inherited property', () => {
  expect(videoModelCard('kling_v99')).toBeNull();
  expect(videoModelCard('constructor')).toBeNull();
});
