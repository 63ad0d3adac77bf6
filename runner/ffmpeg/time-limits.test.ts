import { limitSecondsOf } from './time-limits.js';

describe('limitSecondsOf', () => {
  it('grows with the frames and with their size', () => {
    const hd = limitSecondsOf({ frameCount: 360 });
    expect(hd).toBe(240);
    expect(limitSecondsOf({ frameCount: 360, framePixels: 3840 * 2160 })).toBe(60 + 4 * 180);
    expect(limitSecondsOf({ frameCount: 720 })).toBe(60 + 2 * 180);
  });

  it('leaves time for the source, however small the picture is', () => {
    expect(limitSecondsOf({ frameCount: 360, framePixels: 160 * 90 })).toBe(60 + 45);
  });

  it('gives a copy far less than an encode', () => {
    const seconds = limitSecondsOf({ frameCount: 5400, copies: true });
    expect(seconds).toBeLessThan(limitSecondsOf({ frameCount: 5400 }) / 10);
    expect(seconds).toBeGreaterThan(120);
  });
});
