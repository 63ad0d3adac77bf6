import { filtersOf, gray, lightColor, saturation, vignette, type Step } from './steps.js';

const SOURCE = { width: 320, height: 180, frameCount: 30, frameRate: 30, beatFrames: [] };
const WARM = lightColor(1, 1.16, 1, 0.83);
const DULL = saturation(0.5, 1);

const mixers = (steps: Step[]): string[] => filtersOf(steps).match(/colorchannelmixer=[^,]*/g) ?? [];

/** What one mixer makes of a color. */
function mixed(mixer: string, color: readonly number[]): number[] {
  return ['r', 'g', 'b'].map((to) =>
    ['r', 'g', 'b'].reduce((sum, from, at) => {
      const share = new RegExp(`[=:]${to}${from}=([-\\d.]+)`).exec(mixer)?.[1] ?? '0';
      return sum + Number(share) * color[at]!;
    }, 0),
  );
}

it('neighbors of color are one pass, which makes of each color what they make one after the other', () => {
  const joined = mixers([WARM, DULL, lightColor(1, 0.8, 0.9, 1.2)]);
  expect(joined).toHaveLength(1);
  for (const color of [
    [1, 0, 0],
    [0, 1, 0],
    [0.2, 0.4, 0.9],
  ]) {
    const [r, g, b] = [color[0]! * 1.16, color[1]!, color[2]! * 0.83];
    const luma = 0.299 * r + 0.587 * g + 0.114 * b;
    const dull = [r, g, b].map((one) => luma + 0.5 * (one - luma));
    const wanted = dull.map((one, at) => one * [0.8, 0.9, 1.2][at]!);
    mixed(joined[0]!, color).forEach((one, at) => expect(one).toBeCloseTo(wanted[at]!, 3));
  }
});

it('a color that comes after dark corners is drawn before them, with the colors there', () => {
  const chain = filtersOf([WARM, vignette(1, SOURCE, 'look0'), DULL]);
  expect(chain.match(/colorchannelmixer/g)).toHaveLength(1);
  expect(chain.indexOf('colorchannelmixer')).toBeLessThan(chain.indexOf('overlay'));
});

it('saturation without other colors beside it needs no red, green and blue', () => {
  expect(filtersOf([DULL, gray(0.5)])).toBe('eq=saturation=0.5,hue=s=0.5');
  expect(filtersOf(['hflip', DULL, 'vflip'])).toBe('hflip,eq=saturation=0.5,vflip');
});

it('what ffmpeg would not take in one pass, or is no neighbor, stays apart', () => {
  const red = lightColor(1, 1.5, 1, 1);
  expect(mixers([red, red])).toHaveLength(2);
  expect(mixers([WARM, "curves=all='0/0 1/0.9'", WARM])).toHaveLength(2);
});
