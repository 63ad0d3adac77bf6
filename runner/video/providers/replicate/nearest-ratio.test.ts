import { nearestRatio } from './nearest-ratio.js';

describe('the requested aspect ratio', () => {
  it.each([
    [['16:9', '9:16', '1:1'], '9:16', '9:16'],
    [['16:9', '9:16', '1:1'], '4:3', '16:9'],
    [['16:9', '9:16', '1:1'], '3:4', '9:16'],
    [['16:9', '9:16'], '1:1', '16:9'],
  ])('of %j for a video in %s is %s', (ratios, wanted, chosen) => {
    expect(nearestRatio(ratios, wanted)).toBe(chosen);
  });
});
