import { largestPictures, priceOf, type VideoPrice } from './video-price.js';

const video = { seconds: 5, inputSeconds: 5, pixelsPerSecond: 1280 * 720 * 24 };

describe('a price', () => {
  it.each([
    ['OUTPUT_SECOND', '0.084', '0.42'],
    ['INPUT_AND_OUTPUT_SECOND', '0.084', '0.84'],
    // Luma's own example: 1.75 for 5 s of 720p.
    ['MILLION_PIXELS', '0.01582', '1.7496'],
  ] satisfies [VideoPrice['per'], string, string][])('by %s is counted so', (per, usd, total) => {
    expect(priceOf({ per, usd }, video).toDecimalPlaces(4).toString()).toBe(total);
  });

  it('by input and output counts no input where none is sent', () => {
    const price = { per: 'INPUT_AND_OUTPUT_SECOND', usd: '0.1' } as const;
    expect(priceOf(price, { ...video, inputSeconds: 0 }).toString()).toBe('0.5');
  });
});

describe('the largest pictures that a model is sent', () => {
  it.each([
    ['16:9', [256, 1280], [16, 30], { width: 1280, height: 720, frameRate: 30 }],
    ['9:16', [256, 1280], [16, 24], { width: 720, height: 1280, frameRate: 24 }],
    ['16:9', [720, 2160], [24, 60], { width: 1920, height: 1080, frameRate: 30 }],
    ['1:1', [1200, 2160], [50, 60], { width: 1200, height: 1200, frameRate: 50 }],
  ] as const)('of %s within sides of %j at %j frames a second', (ratio, side, frameRate, pictures) => {
    expect(largestPictures({ side, frameRate }, ratio)).toEqual(pictures);
  });
});
