import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { templateById, type TemplateId } from '../../../core/templates/definitions.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { byEffort } from '../../../test/kit/effort.js';
import { optimizeSoon } from '../../../test/kit/jest/optimize-soon.js';
import { bundledTools } from '../../../test/kit/media/ffmpegs.js';
import { lightAt, nearerAt, peaksOn } from '../../../test/kit/media/beat-measures.js';
import {
  BEATS,
  drawLooks,
  FOOTAGE,
  makeSmallClip,
  type FootageName,
  type Pixels,
} from '../../../test/kit/media/drawn-looks.js';
import { testFfmpeg } from '../../../test/kit/media/media.js';
import { falls, upright, warmSides } from '../../../test/kit/media/overlay-measures.js';
import {
  blacks,
  blackRows,
  change,
  colorEdges,
  contrast,
  corners,
  detail,
  flatness,
  flicker,
  hues,
  light,
  lightOfHalf,
  motion,
  nearer,
  roughness,
  rowSteps,
  saturation,
  splitTone,
  stillness,
  tone,
  turn,
  turnedOver,
  type Measure,
} from '../../../test/kit/media/pixel-measures.js';

/** What a look must do to any footage. */
interface Effect {
  of: Measure;
  /** Least or most of the measure at the plain strength, against the footage. */
  grows?: number;
  shrinks?: number;
  /** The same as a difference, for what may be zero or less. */
  gains?: number;
  loses?: number;
  /** Least and most of the measure itself. */
  between?: readonly [number, number];
  /** Where each stronger look does more of it. Default: everywhere. */
  steps?: 'up to the plain look' | 'from the plain look on' | 'never back' | 'nowhere';
}

/** Each with the quantity that it is about. What stays is proven by what else is listed. */
const EFFECTS: Partial<Record<TemplateId, Effect[]>> = {
  vivid: [{ of: saturation, grows: 1.06 }],
  pastel: [
    { of: light, grows: 1.1 },
    { of: saturation, shrinks: 0.7 },
    { of: contrast, shrinks: 0.85 },
  ],
  teal_orange: [{ of: splitTone, gains: 5 }],
  matte: [
    { of: blacks, gains: 4, steps: 'nowhere' },
    { of: contrast, shrinks: 0.85 },
  ],
  black_and_white: [
    { of: saturation, shrinks: 0.01, steps: 'up to the plain look' },
    { of: contrast, grows: 1, steps: 'from the plain look on' },
  ],
  sepia: [
    { of: hues, shrinks: 0.75, steps: 'up to the plain look' },
    { of: tone(1, 0, -1), between: [0.1, 0.25], steps: 'from the plain look on' },
  ],
  red_tint: [{ of: tone(2, -1, -1), gains: 0.12 }],
  orange_tint: [{ of: tone(2, 0, -2), gains: 0.12 }],
  yellow_tint: [{ of: tone(1, 1, -2), gains: 0.12 }],
  green_tint: [{ of: tone(-1, 2, -1), gains: 0.12 }],
  blue_tint: [{ of: tone(-1, -1, 2), gains: 0.12 }],
  purple_tint: [{ of: tone(1, -2, 1), gains: 0.12 }],
  pink_tint: [{ of: tone(1.5, -2, 0.5), gains: 0.12 }],
  blur: [{ of: roughness, shrinks: 0.8 }],
  soft_focus: [{ of: roughness, shrinks: 0.85 }],
  sharpen: [{ of: detail, grows: 1.1 }],
  cartoon: [
    // Little where the footage is flat already, as graphics are.
    { of: flatness, gains: 0.01, steps: 'nowhere' },
    { of: change, gains: 0.01 },
  ],
  pixelate: [{ of: flatness, gains: 0.01, steps: 'never back' }],
  glitch: [{ of: change, gains: 0.003 }],
  vintage_film: [
    { of: flicker, gains: 0.01 },
    { of: corners, shrinks: 0.9 },
    { of: hues, shrinks: 0.8, steps: 'nowhere' },
  ],
  vhs: [
    { of: rowSteps, gains: 1 },
    { of: colorEdges, shrinks: 0.9 },
  ],
  film_grain: [{ of: roughness, gains: 5 }],
  vignette: [{ of: corners, shrinks: 0.85 }],
  mirror: [
    { of: turnedOver('x'), between: [1.8, 2.2] },
    { of: turnedOver('y'), between: [-0.2, 0.2] },
  ],
  flip: [
    { of: turnedOver('y'), between: [1.8, 2.2] },
    { of: turnedOver('x'), between: [-0.2, 0.2] },
  ],
  rotate: [{ of: turn, between: [80, 100] }],
  crop_closer: [{ of: nearer('first'), between: [1.24, 1.36] }],
  zoom_in: [
    { of: nearer('last'), between: [1.28, 1.42] },
    { of: nearer('first'), between: [1, 1.05], steps: 'nowhere' },
  ],
  zoom_out: [
    { of: nearer('first'), between: [1.28, 1.42] },
    { of: nearer('last'), between: [1, 1.05], steps: 'nowhere' },
  ],
  pan_left: [
    { of: nearer('first', [1, 0.5]), between: [1.18, 1.32] },
    { of: nearer('last', [0, 0.5]), between: [1.18, 1.32] },
  ],
  pan_right: [
    { of: nearer('first', [0, 0.5]), between: [1.18, 1.32] },
    { of: nearer('last', [1, 0.5]), between: [1.18, 1.32] },
  ],
  shake: [{ of: change, gains: 0.01 }],
  slow_motion: [{ of: motion, shrinks: 0.85 }],
  freeze: [{ of: stillness, gains: 0.4 }],
  fade_in: [{ of: lightOfHalf('first'), shrinks: 0.9 }],
  fade_out: [{ of: lightOfHalf('second'), shrinks: 0.9 }],
  fog: [
    { of: blacks, gains: 20 },
    { of: contrast, shrinks: 0.7 },
    { of: flicker, between: [0, 0.05], steps: 'nowhere' },
  ],
  rain: [
    { of: falls, between: [8, 16], steps: 'nowhere' },
    { of: upright, between: [0.4, 1], steps: 'nowhere' },
    { of: change, gains: 0.01 },
  ],
  snow: [
    { of: falls, between: [1, 2], steps: 'nowhere' },
    { of: upright, between: [-0.25, 0.25], steps: 'nowhere' },
    { of: change, gains: 0.02 },
  ],
  light_leaks: [{ of: warmSides, gains: 10 }],
  beat_pulse: [
    { of: peaksOn(BEATS), between: [2, 2], steps: 'nowhere' },
    { of: nearerAt(BEATS[0]!), between: [1.04, 1.22], steps: 'nowhere' },
    { of: change, gains: 0.003 },
  ],
  beat_flash: [
    { of: peaksOn(BEATS), between: [2, 2], steps: 'nowhere' },
    { of: lightAt(BEATS[1]!), gains: 20 },
  ],
  letterbox: [{ of: blackRows, between: [0.2, 0.3], steps: 'never back' }],
};
const LOOKS = Object.keys(EFFECTS) as (keyof typeof EFFECTS)[];

const STRENGTHS = byEffort({ quick: [0.5, 1, 2], full: [0.25, 0.5, 1, 1.5, 2] });
/** At quick effort the others of footage are drawn at full effort only. */
const NAMES = byEffort<readonly FootageName[]>({ quick: ['graphics'], full: FOOTAGE });

optimizeSoon();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'measured-looks-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(byEffort<('npm' | 'own')[]>({ quick: ['npm'], full: ['npm', 'own'] }))(
  'drawn by the ffmpeg of %s',
  (build) => {
    describe.each(NAMES)('over the %s', (name) => {
      let before: Pixels;
      let file: string;
      let tools: FfmpegTools;
      const drawn = new Map<TemplateId, Pixels[]>();

      beforeAll(async () => {
        file = await makeSmallClip(folder, name);
        tools = build === 'npm' ? await bundledTools() : await testFfmpeg();
        const recipes = LOOKS.flatMap((id) => STRENGTHS.map((strength) => [{ id, strength }]));
        const [footage, ...looks] = await drawLooks(file, [[], ...recipes], tools);
        before = footage!;
        LOOKS.forEach((id, at) => {
          drawn.set(id, looks.slice(at * STRENGTHS.length, (at + 1) * STRENGTHS.length));
        });
      });

      it('what is drawn over the picture is the same in every drawing', async () => {
        const weather = (['fog', 'rain', 'snow', 'light_leaks'] as const).map((id) => [{ id, strength: 1 }]);
        const again = await drawLooks(file, weather, tools);
        weather.forEach(([look], at) => {
          const first = drawn.get(look!.id)![STRENGTHS.indexOf(1)]!.frames;
          expect(again[at]!.frames.map((frame, n) => Buffer.compare(frame, first[n]!))).toEqual(
            first.map(() => 0),
          );
        });
      });

      it.each(LOOKS)('%s is seen, the more the stronger, and keeps every frame', (id) => {
        const clips = drawn.get(id)!;
        expect(clips.map(({ frames }) => frames.length)).toEqual(STRENGTHS.map(() => before.frames.length));
        const isWhole = templateById(id)!.whole === true;
        for (const effect of EFFECTS[id]!)
          expect(faultsOf(isWhole ? { steps: 'nowhere', ...effect } : effect, before, clips)).toEqual([]);
      });
    });
  },
);

/** What is wrong with the measures of a look at each strength, in words. */
function faultsOf(effect: Effect, before: Pixels, clips: readonly Pixels[]): string[] {
  const was = effect.of(before, before);
  const seen = clips.map((clip) => effect.of(clip, before));
  const plain = STRENGTHS.indexOf(1) + 1;
  const all = [was, ...seen];
  const { grows, shrinks, gains = -Infinity, loses = -Infinity, between } = effect;
  const [least, most] = between ?? [-Infinity, Infinity];
  const isSeen =
    all[plain]! >= Math.max(least, was + gains, grows === undefined ? -Infinity : was * grows) &&
    all[plain]! <= Math.min(most, was - loses, shrinks === undefined ? Infinity : was * shrinks);
  const way = shrinks !== undefined || loses > -Infinity ? -1 : 1;
  const counted =
    effect.steps === undefined
      ? all
      : effect.steps === 'nowhere'
        ? []
        : effect.steps === 'up to the plain look'
          ? all.slice(0, plain + 1)
          : all.slice(plain);
  const inSteps = counted.every((value, at) => {
    const step = at === 0 ? 1 : way * (value - counted[at - 1]!);
    return effect.steps === 'never back' ? step >= 0 : step > 0;
  });
  const numbers = all.map((value) => value.toFixed(3)).join(', ');
  return [...(isSeen ? [] : [`not seen: ${numbers}`]), ...(inSteps ? [] : [`not in steps: ${numbers}`])];
}
