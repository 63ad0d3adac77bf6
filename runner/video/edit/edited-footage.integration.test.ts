import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RegenerationFailure } from '../../../core/errors.js';
import type { FootageLimits } from '../../../core/quote/video-model-card.js';
import { makeCounted, makeMaster, numberIn, picturesOf } from '../../../test/kit/media/counted-footage.js';
import { makeClip, testFfmpeg } from '../../../test/kit/media/media.js';
import { probeMedia, type MediaProbe } from '../../ffmpeg/probe.js';
import { fitEdit } from './fit-edit.js';
import { footageEdit, type FootageEdit } from './edit-window.js';
import { footageOf, type Footage } from '../footage.js';
import type { VideoRequest } from '../video-model.js';

/** What of a clip's footage is sent to a model that edits it, and what is kept of its answer. */
let folder: string;
let counted: (options: { fps: string; frames: number; soundSeconds?: number }) => Promise<string>;
let footage: Footage;
const signal = new AbortController().signal;
const LIMITS: FootageLimits = { seconds: [1, 10], side: [80, 2160], frameRate: [24, 60], maxMegabytes: 100 };
const EDIT = { limits: LIMITS, form: { width: 160, height: 90, fps: 30, frames: 30 }, isAsWanted: false };
const IN_BT709 = 'scale=out_color_matrix=bt709,format=yuv420p';
const LOSSLESS = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0', '-bf', '2'];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'edited-'));
  const master = path.join(folder, 'master.rgb');
  await makeMaster(master);
  let made = 0;
  counted = async (options) => {
    const file = path.join(folder, `counted-${made++}.mp4`);
    return await makeCounted(master, { file, conversion: IN_BT709, encoder: LOSSLESS, ...options });
  };
  footage = footageOf(await testFfmpeg());
}, 60_000);
afterAll(async () => await rm(folder, { recursive: true }));

const probe = async (file: string): Promise<MediaProbe> => await probeMedia(file, await testFfmpeg(), signal);

const requestFor = (sourcePath: string, change: Partial<VideoRequest> = {}): VideoRequest => ({
  ...{ model: 'editor', prompt: 'a hat', negativePrompt: null, references: { scene: null, characters: [] } },
  ...{ seed: 1, looks: [], style: null, beatSeconds: [], clipSeconds: 4, aspectRatio: '16:9', edit: null },
  ...{ deadlineAt: new Date(Date.now() + 60_000), paid: null, sourcePath },
  outputPath: path.join(folder, 'made.mp4'),
  ...change,
});

/** Sends a window of footage; answers with the file that arrives. */
async function sent(
  source: string,
  slotSeconds: number,
  change: Partial<FootageLimits> = {},
): Promise<{ file: string; edit: FootageEdit; facts: MediaProbe }> {
  const limits = { ...LIMITS, ...change };
  const slot = { clipSeconds: slotSeconds, aspectRatio: '16:9' } as const;
  const edit = footageEdit(await probe(source), limits, slot);
  const uri = await footage.edited(requestFor(source, { clipSeconds: slotSeconds }), edit, signal);
  const file = path.join(folder, 'sent.mp4');
  await writeFile(file, Buffer.from(uri.split(',')[1]!, 'base64'));
  return { file, edit, facts: await probe(file) };
}

async function numbersIn(file: string): Promise<number[]> {
  const { width, height } = (await probe(file)).video!;
  const pictures = await picturesOf(file, width, height);
  return pictures.map((picture) => numberIn(picture, { aspect: 16 / 9, rotation: 0 }));
}

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe('what is sent of footage', () => {
  it('is each frame that the slot shows, in its order, and nothing after it, without sound', async () => {
    const source = await counted({ fps: '30', frames: 150, soundSeconds: 5 });
    const { file, facts } = await sent(source, 4.1);
    expect(await numbersIn(file)).toEqual(range(123));
    expect([facts.video!.frameRate, facts.audio]).toEqual([30, null]);
  });

  it('is the file itself, byte for byte, where the slot shows all of it and the model takes it', async () => {
    for (const [fps, seconds, isItself] of [
      [30, 4, true],
      [24, 4, true],
      [30, 4.1, false],
      [12, 4, false],
    ] as const) {
      const source = await makeClip({ file: path.join(folder, 'itself.mp4'), fps, seconds });
      const { file } = await sent(source, 4);
      expect((await readFile(file)).equals(await readFile(source))).toBe(isItself);
    }
  });

  it('of another frame rate is what the video shows of it: the nearest frame', async () => {
    const { file } = await sent(await counted({ fps: '24', frames: 110 }), 4);
    const shown = range(120).map((at) => range(120).findLast((frame) => Math.round(frame * 1.25) <= at)!);
    expect(await numbersIn(file)).toEqual(shown);
  });

  it('goes on after a slot that is too short for the model, and is held where there is no more', async () => {
    const { seconds } = { seconds: [3, 10] as [number, number] };
    const longer = await sent(await counted({ fps: '30', frames: 150 }), 2, { seconds });
    expect(longer.edit).toMatchObject({ seenSeconds: 2, sentSeconds: 3 });
    expect(await numbersIn(longer.file)).toEqual(range(90));
    const tiny = await sent(await counted({ fps: '30', frames: 5 }), 2, { seconds });
    expect(tiny.edit).toMatchObject({ seenSeconds: 5 / 30, sentSeconds: 3 });
    expect(await numbersIn(tiny.file)).toEqual(range(90).map((at) => Math.min(at, 4)));
  });

  it.each<[string, [number, number], FootageLimits['side'], [number, number]]>([
    ['keeps its size', [640, 360], [80, 2160], [640, 360]],
    ['is enlarged to the smallest side', [160, 90], [720, 2160], [1280, 720]],
    ['is reduced to the largest side', [1920, 1080], [256, 1280], [1280, 720]],
    ['is no larger than the video shows it', [2560, 1440], [256, 4096], [1920, 1080]],
    ['keeps another shape than the video', [480, 640], [80, 2160], [480, 640]],
    ['has no more pixels than were priced', [1080, 1080], [256, 1280], [960, 960]],
    ['has the video’s shape where its own is too long', [1600, 200], [720, 1440], [1440, 810]],
  ])('%s', async (_what, [width, height], side, expected) => {
    const source = await makeClip({ file: path.join(folder, 'size.mp4'), seconds: 0.2, width, height });
    const { facts } = await sent(source, 0.2, { side, seconds: [0.2, 10] });
    expect([facts.video!.width, facts.video!.height]).toEqual(expected);
  });

  it('is made smaller until the model takes the file, or says that it cannot be', async () => {
    const noise = { pattern: 'mandelbrot', filters: 'noise=alls=40:allf=t', width: 640, height: 360 };
    const source = await makeClip({ file: path.join(folder, 'noise.mp4'), seconds: 1, ...noise });
    const free = await sent(source, 1);
    const { size } = await stat(free.file);
    const less = await sent(source, 1, { maxMegabytes: (size * 0.7) / 1_000_000 });
    expect((await stat(less.file)).size).toBeLessThan(size * 0.7);
    const impossible = sent(source, 1, { maxMegabytes: 0.001 });
    await expect(impossible).rejects.toThrow(RegenerationFailure);
    await expect(impossible).rejects.toThrow('It is larger than the video model takes.');
  });

  it('says why footage that is broken cannot be edited', async () => {
    const source = path.join(folder, 'broken.mp4');
    await writeFile(source, 'broken');
    const edit = { ...EDIT, seenSeconds: 1, sentSeconds: 1 };
    await expect(footage.edited(requestFor(source), edit, signal)).rejects.toMatchObject({
      code: 'VIDEO_MODEL_FAILED',
      message: expect.stringMatching(/^The clip's footage cannot be used\./) as string,
    });
  });
});

describe('what is kept of the answer', () => {
  it('is the answer itself, byte for byte, where all of it was seen', async () => {
    const made = await counted({ fps: '30', frames: 60 });
    const before = await readFile(made);
    const edit = { ...EDIT, seenSeconds: 2, sentSeconds: 2 };
    expect(await fitEdit(requestFor(made, { edit, outputPath: made }), await testFfmpeg(), signal)).toBe(
      false,
    );
    expect(await readFile(made)).toEqual(before);
  });

  it('ends where the slot ends, of one with more around it', async () => {
    const made = await counted({ fps: '24', frames: 72 });
    const edit = { ...EDIT, seenSeconds: 1, sentSeconds: 3 };
    expect(await fitEdit(requestFor(made, { edit, outputPath: made }), await testFfmpeg(), signal)).toBe(
      true,
    );
    const numbers = await numbersIn(made);
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([30, 0, 23]);
  });
});
