import { nearestRatio, orderedSeconds, videoModelCard } from './models.js';

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

describe('the aspect ratio that is ordered', () => {
  it.each([
    [['16:9', '9:16', '1:1'], '9:16', '9:16'],
    [['16:9', '9:16', '1:1'], '4:3', '16:9'],
    [['16:9', '9:16', '1:1'], '3:4', '9:16'],
    [['16:9', '9:16'], '1:1', '16:9'],
    [null, '1:1', null],
  ])('of %j for a video in %s is %s', (ratios, wanted, ordered) => {
    expect(nearestRatio(ratios, wanted)).toBe(ordered);
  });
});

it('a name that is not on the card has none, not even that of an inherited property', () => {
  expect(videoModelCard('kling_v99')).toBeNull();
  expect(videoModelCard('constructor')).toBeNull();
});
