import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Style } from '../../../../core/adjustments/style.js';
import { lumaOf, warmthOf, type ClipMeasurement } from '../../../../core/measurements/measurement.js';
import { spread } from '../../../../test/kit/effort.js';
import { bundledTools, eachFfmpeg } from '../../../../test/kit/media/ffmpegs.js';
import { frameHashes, makeClip, type ClipOptions } from '../../../../test/kit/media/media.js';
import { renderLooks } from '../../../../test/kit/media/rendering.js';
import { measureClip } from '../../../measure/measure-clip.js';

const { signal } = new AbortController();
/** Footage of all kinds. */
const KINDS = {
  graphics: { pattern: 'testsrc2' },
  bars: { pattern: 'smptebars', colorMatrix: 'smpte170m' },
  fractal: { pattern: 'mandelbrot' },
  'dark room': {
    pattern: 'testsrc2',
    filters: "gblur=sigma=2,curves=all='0/0.02 1/0.28',noise=alls=8:allf=t",
  },
  desert: {
    pattern: 'mandelbrot',
    filters:
      "geq=r='150+80*X/W+20*sin((X+N/2)/9)':g='110+70*Y/H+20*sin((X+N/2)/9)':b='70+50*X/W',format=yuv420p",
  },
  'blue hour': { pattern: 'mandelbrot', filters: "curves=r='0/0 1/0.3':g='0/0 1/0.5':b='0/0.2 1/0.8'" },
  snow: { pattern: 'testsrc2', filters: "hue=s=0.2,curves=all='0/0.7 1/1'" },
  gray: { pattern: 'testsrc2', filters: 'hue=s=0' },
  fade: { pattern: 'testsrc2', filters: 'fade=in:0:6' },
  black: { pattern: 'color=c=black' },
  white: { pattern: 'color=c=white' },
  red: { pattern: 'color=c=0xD01810' },
  'full range': { pattern: 'testsrc2', pixelFormat: 'yuvj420p' },
  portrait: { pattern: 'testsrc2', width: 36, height: 64, rotation: 90 },
  'high chroma': { pattern: 'mandelbrot', pixelFormat: 'yuv444p' },
} satisfies Record<string, Partial<ClipOptions>>;
type Kind = keyof typeof KINDS;

/** Contrast of nothing but coding. */
const FLAT = 0.5;

/** The clip that is changed, and the one whose look it takes. */
const PAIRS: [Kind, Kind][] = [
  ...([
    ['graphics', 'dark room'],
    ['graphics', 'desert'],
    ['dark room', 'graphics'],
    ['dark room', 'snow'],
    ['fractal', 'bars'],
    ['desert', 'blue hour'],
    ['blue hour', 'desert'],
    ['snow', 'dark room'],
    ['gray', 'desert'],
    ['desert', 'gray'],
  ] satisfies [Kind, Kind][]),
  ...([
    ['black', 'graphics'],
    ['white', 'dark room'],
    ['graphics', 'black'],
    ['fractal', 'white'],
    ['bars', 'red'],
    ['red', 'blue hour'],
    ['fade', 'desert'],
    ['full range', 'dark room'],
    ['portrait', 'snow'],
    ['high chroma', 'full range'],
  ] satisfies [Kind, Kind][]),
];

let folder: string;
const made = new Map<Kind, Promise<string>>();
let measured = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'style-'));
});
afterAll(() => rm(folder, { recursive: true }));

function clip(kind: Kind): Promise<string> {
  const options = { seconds: 1, fps: 12, width: 64, height: 36, ...KINDS[kind] };
  const file = path.join(folder, `${kind.replace(' ', '-')}.mp4`);
  if (!made.has(kind)) made.set(kind, makeClip({ ...options, file }));
  return made.get(kind)!;
}

async function measure(file: string): Promise<ClipMeasurement> {
  const measuring = { ffmpeg: await bundledTools(), scratch: path.join(folder, `scratch-${measured++}`) };
  return (await measureClip(file, 1, measuring, signal))!.measured;
}

/** Of footage as it is: the same for all pairs and both ffmpegs. */
const footageMeasured = new Map<Kind, Promise<ClipMeasurement>>();

function measureKind(kind: Kind): Promise<ClipMeasurement> {
  const known = footageMeasured.get(kind) ?? clip(kind).then(measure);
  footageMeasured.set(kind, known);
  return known;
}

async function styleOf(kind: Kind, strength = 1): Promise<Style> {
  const { red, green, blue, saturation, contrast } = await measureKind(kind);
  const seen = { red, green, blue, saturation, contrast };
  return { clipIndex: 0, versionNumber: 1, key: 'k', seen, strength };
}

eachFfmpeg((tools) => {
  it.each(spread(PAIRS, 5))(
    '%s like %s has its luma and its warmth within 2 of 255, and is nearer to its contrast',
    async (of, like) => {
      const [footage, source] = [await measureKind(of), await measureKind(like)];
      const result = await measure(await renderLooks(await clip(of), [], tools(), await styleOf(like)));
      expect(Math.abs(lumaOf(result) - lumaOf(source))).toBeLessThanOrEqual(2);
      expect(Math.abs(warmthOf(result) - warmthOf(source))).toBeLessThanOrEqual(2);
      const [before, after] = [footage, result].map(({ contrast }) => Math.abs(contrast - source.contrast));
      // One color everywhere has none that could be more.
      if (footage.contrast < FLAT) expect(after).toBeLessThan(before! + FLAT);
      else expect(after).toBeLessThan(before!);
    },
  );

  it('goes as far as its strength says: luma, warmth and contrast move one way', async () => {
    const footage = await clip('desert');
    const steps = [await measureKind('desert')];
    for (const strength of [0.25, 0.5, 0.75, 1])
      steps.push(
        await measure(await renderLooks(footage, [], tools(), await styleOf('blue hour', strength))),
      );
    for (const figure of [lumaOf, warmthOf, ({ contrast }: ClipMeasurement) => contrast]) {
      const values = steps.map(figure);
      const way = Math.sign(values.at(-1)! - values[0]!);
      for (const [at, value] of values.slice(1).entries())
        expect((value - values[at]!) * way).toBeGreaterThan(0);
    }
    const half = (lumaOf(steps[0]!) + lumaOf(steps[4]!)) / 2;
    expect(Math.abs(lumaOf(steps[2]!) - half)).toBeLessThanOrEqual(2);
  });

  it('of strength 0 is the footage itself, alone and under a look', async () => {
    const footage = await clip('fractal');
    const none = await styleOf('desert', 0);
    const hashes = async (...how: Parameters<typeof renderLooks>) =>
      await frameHashes(await renderLooks(...how));
    expect(await hashes(footage, [], tools(), none)).toEqual(await frameHashes(footage));
    expect(await hashes(footage, ['darker'], tools(), none)).toEqual(
      await hashes(footage, ['darker'], tools()),
    );
  });

  it('is drawn before looks, which add to it', async () => {
    const style = await styleOf('desert');
    const result = await measure(await renderLooks(await clip('graphics'), ['darker'], tools(), style));
    expect(lumaOf(result)).toBeLessThan(lumaOf(await measureKind('desert')) * 0.85);
    expect(lumaOf(result)).toBeGreaterThan(40);
  });
});
