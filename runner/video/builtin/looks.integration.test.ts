import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Adjustment } from '../../../core/adjustments/adjustment.js';
import { TEMPLATE_IDS, type TemplateId } from '../../../core/templates/definitions.js';
import { byEffort, spread } from '../../../test/kit/effort.js';
import { FOOTAGE, PATTERNS, type FootageName } from '../../../test/kit/media/drawn-looks.js';
import { bundledTools } from '../../../test/kit/media/ffmpegs.js';
import { measureLook, measureLooks, type LookMeasures } from '../../../test/kit/media/look-measures.js';
import {
  countFrames,
  frameHashes,
  makeClip,
  testFfmpeg,
  type ClipOptions,
} from '../../../test/kit/media/media.js';
import { renderLooks } from '../../../test/kit/media/rendering.js';

/** Large enough for every look to be seen as in a real clip. */
const SIZE = { width: 160, height: 90, frameCount: 25, frameRate: 25, beatFrames: [] };

interface Footage {
  file: string;
  measures: LookMeasures;
}
let folder: string;
const footage = {} as Record<FootageName, Footage>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'looks-'));
  for (const name of FOOTAGE) {
    const file = path.join(folder, `${name.replace(' ', '-')}.mp4`);
    await makeClip({ file, seconds: 1, fps: 25, width: SIZE.width, height: SIZE.height, ...PATTERNS[name] });
    footage[name] = { file, measures: await measureLook(file) };
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** The smallest and largest allowed ratio of a measure to its value before. */
type Range = readonly [least: number, most: number];
type Expected = Partial<Record<keyof LookMeasures, Range>>;

const UNCHANGED: Range = [0.93, 1.07];
const atLeast = (factor: number): Range => [factor, Infinity];
const atMost = (factor: number): Range => [0, factor];

/** What each look must do to any footage, by a visible amount. The others are measured in measured-looks.integration.test.ts. */
const EXPECTED = {
  brighter: { light: atLeast(1.15) },
  darker: { light: atMost(0.8) },
  nighttime: { light: atMost(0.5), warmth: atMost(0.75), saturation: atMost(0.7) },
  daytime: { light: atLeast(1.12) },
  sunset: { warmth: atLeast(1.6), light: [0.75, 0.95] },
  dawn: { warmth: atLeast(1.15), contrast: atMost(0.92) },
  more_motion: { motion: atLeast(1.5), light: UNCHANGED },
  less_motion: { motion: atMost(0.85), light: UNCHANGED },
  warmer: { warmth: atLeast(1.2), light: UNCHANGED },
  cooler: { warmth: atMost(0.85), light: UNCHANGED },
  high_contrast: { contrast: atLeast(1.3), light: UNCHANGED },
  desaturated: { saturation: atMost(0.4), light: UNCHANGED },
  dramatic: { contrast: atLeast(1.2), light: atMost(0.75), saturation: atMost(0.65) },
  dreamy: { detail: atMost(0.75), contrast: atMost(0.8), light: atLeast(1.05) },
  gritty: { detail: atLeast(1.5), contrast: atLeast(1.2), saturation: atMost(0.75) },
  ethereal: { light: atLeast(1.2), saturation: atMost(0.7), detail: atMost(0.75) },
  high_energy: { motion: atLeast(2), saturation: atLeast(1.2), contrast: atLeast(1.1) },
} satisfies Partial<Record<TemplateId, Expected>>;
type Look = keyof typeof EXPECTED;
const LOOKS = Object.keys(EXPECTED) as Look[];

function expectChange(before: LookMeasures, after: LookMeasures, expected: Expected): void {
  const changes = Object.keys(expected).map((key) => {
    const measure = key as keyof LookMeasures;
    const [least, most] = expected[measure]!;
    const factor = after[measure] / before[measure];
    return { measure, factor: factor.toFixed(2), least, most, met: factor >= least && factor <= most };
  });
  expect(changes.filter(({ met }) => !met)).toEqual([]);
}

/** Each look in all footage; at quick effort in one kind each, in turn. */
const cases = LOOKS.flatMap((look, index) => {
  const names = byEffort<readonly FootageName[]>({
    quick: [FOOTAGE[index % FOOTAGE.length]!],
    full: FOOTAGE,
  });
  return names.map((name) => ({ look, name }));
});

/** Measures each look over one kind of footage. */
async function measureAll<T extends Adjustment>(
  name: FootageName,
  looks: readonly T[],
  build: 'npm' | 'own',
): Promise<(T & { seen: LookMeasures })[]> {
  const tools = build === 'npm' ? await bundledTools() : await testFfmpeg();
  const recipes = looks.map((look) => [look]);
  const seen = await measureLooks(footage[name].file, recipes, SIZE, tools);
  return looks.map((look, at) => ({ ...look, seen: seen[at]! }));
}

describe('a look', () => {
  describe.each(FOOTAGE)('in the %s', (name) => {
    const looks = cases.filter((each) => each.name === name).map(({ look }) => look);
    const drawn = new Map<Look, LookMeasures>();
    beforeAll(async () => {
      const plain = looks.map((id) => ({ id, strength: 1 }));
      for (const { id, seen } of await measureAll(name, plain, 'npm')) drawn.set(id, seen);
    });

    it.each(looks)('%s is seen', (look) => {
      expectChange(footage[name].measures, drawn.get(look)!, EXPECTED[look]);
    });
  });

  describe("with this machine's ffmpeg", () => {
    const looks = spread(LOOKS, 2);
    const drawn = new Map<Look, LookMeasures>();
    beforeAll(async () => {
      const plain = looks.map((id) => ({ id, strength: 1 }));
      for (const { id, seen } of await measureAll('dark room', plain, 'own')) drawn.set(id, seen);
    });

    it.each(looks)('%s is seen, too', (look) => {
      expectChange(footage['dark room'].measures, drawn.get(look)!, EXPECTED[look]);
    });
  });

  it.each(['more_motion', 'high_energy'] as const)(
    '%s moves a picture in which nothing moves',
    async (look) => {
      const still = path.join(folder, 'still.mp4');
      await makeClip({ file: still, seconds: 1, fps: 25, width: 160, height: 90, pattern: 'smptebars' });
      expect((await measureLook(still)).motion).toBeLessThan(0.001);
      expect((await measureLook(await renderLooks(still, [look]))).motion).toBeGreaterThan(0.01);
    },
  );
});

/** What each look does most, and which way. */
const EFFECT: Record<Look, readonly [measure: keyof LookMeasures, way: 1 | -1]> = {
  brighter: ['light', 1],
  darker: ['light', -1],
  nighttime: ['light', -1],
  daytime: ['light', 1],
  sunset: ['warmth', 1],
  dawn: ['warmth', 1],
  more_motion: ['motion', 1],
  less_motion: ['motion', -1],
  warmer: ['warmth', 1],
  cooler: ['warmth', -1],
  high_contrast: ['contrast', 1],
  desaturated: ['saturation', -1],
  dramatic: ['light', -1],
  dreamy: ['detail', -1],
  gritty: ['detail', 1],
  ethereal: ['light', 1],
  high_energy: ['motion', 1],
};

describe('a stronger look', () => {
  const few = [0.5, 1.5];
  const strengthsFor = { npm: byEffort({ quick: few, full: [0.25, 0.5, 1, 1.5, 2] }), own: few };

  describe.each(byEffort<('npm' | 'own')[]>({ quick: ['npm'], full: ['npm', 'own'] }))(
    'by the ffmpeg of %s',
    (build) => {
      const looks = spread(LOOKS, 6);
      const strengths = strengthsFor[build];
      let drawn: { id: Look; seen: LookMeasures }[];
      beforeAll(async () => {
        const all = looks.flatMap((id) => strengths.map((strength) => ({ id, strength })));
        drawn = await measureAll('desert', all, build);
      });

      it.each(looks)('is seen more, and a softer one less: %s', (look) => {
        const [measure, way] = EFFECT[look];
        const measures = [
          footage.desert.measures,
          ...drawn.filter(({ id }) => id === look).map(({ seen }) => seen),
        ];
        const seen = measures.map(({ [measure]: value }) => value);
        expect(seen).toHaveLength(strengths.length + 1);
        const steps = seen.slice(1).map((value, at) => way * (value / seen[at]! - 1));
        // Each step can be measured, not only the last one.
        expect({ seen, steps: steps.filter((step) => step < 0.01) }).toEqual({ seen, steps: [] });
      });
    },
  );
});

/** Draws looks one after the other, each over the last one's result: footage may have a look of its own. */
async function drawnInTurn(source: string, looks: readonly TemplateId[]): Promise<string[]> {
  const files: string[] = [];
  for (const look of looks) files.push(await renderLooks(files.at(-1) ?? source, [look]));
  return files;
}

describe('looks that build on each other', () => {
  it('keep the night when motion is added to it', async () => {
    const { file, measures } = footage.desert;
    const [night, moving] = await drawnInTurn(file, ['nighttime', 'more_motion']);
    const after = await measureLook(moving!);
    expectChange(measures, after, EXPECTED.nighttime);
    expectChange(await measureLook(night!), after, EXPECTED.more_motion);
  });

  it('keep the sunset when it is made darker', async () => {
    const { file, measures } = footage['dark room'];
    const [sunset, darker] = await drawnInTurn(file, ['sunset', 'darker']);
    const after = await measureLook(darker!);
    expectChange(measures, after, { warmth: EXPECTED.sunset.warmth });
    expectChange(await measureLook(sunset!), after, EXPECTED.darker);
  });

  it('come back toward neutral when warmer is followed by cooler', async () => {
    for (const name of spread(FOOTAGE, 1)) {
      const { file, measures } = footage[name];
      const [warmer, back] = await drawnInTurn(file, ['warmer', 'cooler']);
      const after = await measureLook(back!);
      expectChange(await measureLook(warmer!), after, EXPECTED.cooler);
      // Values clipped at full red cannot be restored.
      expectChange(measures, after, { warmth: [0.85, 1.1], light: [0.9, 1.1] });
    }
  });

  it('turn a night back into something bright when it becomes day', async () => {
    const [night, day] = await drawnInTurn(footage.graphics.file, ['nighttime', 'daytime']);
    expectChange(await measureLook(night!), await measureLook(day!), { light: atLeast(1.3) });
  });

  it('both apply when one request asks for two, in the same way each time', async () => {
    const { file, measures } = footage.desert;
    const both = await renderLooks(file, ['high_contrast', 'dreamy', 'desaturated']);
    const after = await measureLook(both);
    expectChange(measures, after, { saturation: EXPECTED.desaturated.saturation, detail: atMost(1) });
    const again = await renderLooks(file, ['high_contrast', 'dreamy', 'desaturated']);
    expect(await frameHashes(again)).toEqual(await frameHashes(both));
    const otherWay = await renderLooks(file, ['desaturated', 'dreamy', 'high_contrast']);
    expect(await frameHashes(otherWay)).toEqual(await frameHashes(both));
  });
});

describe('footage at its extremes', () => {
  const extremes: [string, Partial<ClipOptions>][] = [
    ['black', { pattern: 'color=black' }],
    ['white', { pattern: 'color=white' }],
    ['upright', { width: 90, height: 160 }],
    ['very wide', { width: 322, height: 18 }],
    ['tiny', { width: 18, height: 16, pattern: 'color=red' }],
    ['of odd size, full chroma and ten bits', { width: 161, height: 91, pixelFormat: 'yuv444p10le' }],
    ['of a single frame', { seconds: 0.04 }],
  ];

  it.each(spread(extremes, 2))(
    'keeps its frames under every look at once where it is %s',
    async (name, options) => {
      const file = path.join(folder, `${name.replace(/\W/g, '-')}.mp4`);
      await makeClip({ file, seconds: 0.4, fps: 25, width: 160, height: 90, ...options });
      const frames = await countFrames(file);
      expect(frames).toBeGreaterThan(0);
      const bundled = await bundledTools();
      for (const tools of byEffort({ quick: [bundled], full: [await testFfmpeg(), bundled] })) {
        expect(await countFrames(await renderLooks(file, TEMPLATE_IDS, tools))).toBe(frames);
      }
    },
  );
});
