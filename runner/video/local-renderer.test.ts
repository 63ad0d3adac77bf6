import { copyFile, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { TEMPLATE_IDS } from '../../core/templates.js';
import { countFrames, frameHashes, makeClip, meanLuma, meanMotion, testFfmpeg } from '../../test/media.js';
import { findFfmpeg, type FfmpegTools } from '../ffmpeg/binaries.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { createLocalRenderer } from './local-renderer.js';
import { isKnownLook } from './looks.js';

let folder: string;
let ffmpeg: FfmpegTools;
let source: string;
let renders = 0;
const inFolder = (name: string) => path.join(folder, name);

/** The built-in renderer asks nothing of the ledger. */
const noCall = (): Promise<never> => Promise.resolve(null as never);

async function render(looks: string[], sourcePath = source, tools = ffmpeg): Promise<string> {
  const outputPath = inFolder(`render-${renders++}.mp4`);
  const request = {
    model: 'local',
    prompt: 'a street',
    negativePrompt: null,
    references: { scene: null, characters: [] },
    seed: 1,
    looks,
    clipSeconds: 1,
    aspectRatio: '16:9' as const,
    deadlineAt: new Date(Date.now() + 60_000),
    paid: null,
    sourcePath,
    outputPath,
  };
  const signal = new AbortController().signal;
  await createLocalRenderer(tools, () => '0.0000').generate(request, noCall, signal, () => undefined);
  return outputPath;
}

/** Motion as seen against the brightness of the picture: YDIF scales with luma. */
async function relativeMotion(file: string): Promise<number> {
  return (await meanMotion(file)) / (await meanLuma(file));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'renderer-'));
  ffmpeg = await testFfmpeg();
  source = await makeClip({
    file: inFolder('source.mp4'),
    seconds: 1,
    fps: 25,
    pattern: 'mandelbrot',
    filters: 'eq=brightness=0.1,noise=alls=6',
    sound: true,
  });
});
afterAll(() => rm(folder, { recursive: true }));

describe('the built-in renderer', () => {
  it('has a look for every template', () => {
    expect(TEMPLATE_IDS.filter((id) => !isKnownLook(id))).toEqual([]);
  });

  it('raises or lowers luma as the look says, by enough to see, on either ffmpeg', async () => {
    const luma = await meanLuma(source);
    const bundled = await findFfmpeg({ ffmpegPath: bundledFfmpeg.path });
    expect(await meanLuma(await render(['brighter']))).toBeGreaterThan(luma * 1.15);
    expect(await meanLuma(await render(['daytime'], source, bundled))).toBeGreaterThan(luma * 1.1);
    expect(await meanLuma(await render(['darker'], source, bundled))).toBeLessThan(luma * 0.75);
    for (const tools of [ffmpeg, bundled]) {
      expect(await meanLuma(await render(['nighttime'], source, tools))).toBeLessThan(luma * 0.6);
    }
  });

  it('adds and takes motion, measured against luma', async () => {
    const motion = await relativeMotion(source);
    expect(await relativeMotion(await render(['more_motion']))).toBeGreaterThan(motion * 1.5);
    expect(await relativeMotion(await render(['less_motion']))).toBeLessThan(motion * 0.8);
  });

  it('keeps size, frame rate, length and frame count with every look, and no sound', async () => {
    const bundled = await findFfmpeg({ ffmpegPath: bundledFfmpeg.path });
    for (const look of TEMPLATE_IDS) {
      const probe = await probeMedia(await render([look], source, bundled), ffmpeg);
      expect(probe).toMatchObject({
        video: { width: 320, height: 180, frameRate: 25, frameCount: 25 },
        audio: null,
      });
      expect(probe.durationSeconds).toBeCloseTo(1, 1);
    }
  });

  it('composes looks in their order', async () => {
    const night = await render(['nighttime']);
    const moving = await render(['nighttime', 'more_motion']);
    expect(await meanLuma(moving)).toBeLessThan((await meanLuma(source)) * 0.6);
    expect(await relativeMotion(moving)).toBeGreaterThan((await relativeMotion(night)) * 1.5);
    const otherWay = await render(['more_motion', 'nighttime']);
    expect((await frameHashes(otherWay))[10]).not.toBe((await frameHashes(moving))[10]);
  });

  it('gives the footage back, frame by frame, where it knows no look', async () => {
    expect(await frameHashes(await render(['underwater']))).toEqual(await frameHashes(source));
    const webm = await makeClip({ file: inFolder('vp8.webm'), seconds: 0.5 });
    expect(await countFrames(await render([], webm))).toBe(15);
  });

  it('turns a turned clip upright and cuts an odd size to an even one', async () => {
    const turned = await makeClip({ file: inFolder('turned.mp4'), seconds: 0.4, rotation: 90 });
    const upright = await probeMedia(await render(['darker'], turned), ffmpeg);
    expect(upright.video).toMatchObject({ width: 180, height: 320, rotation: 0 });
    const odd = await makeClip({
      file: inFolder('odd.mp4'),
      seconds: 0.4,
      width: 161,
      height: 91,
      pixelFormat: 'yuv444p',
    });
    const looked = await probeMedia(await render(['more_motion'], odd), ffmpeg);
    expect(looked.video).toMatchObject({ width: 160, height: 90 });
  });

  it('says that damaged footage cannot be used', async () => {
    const damaged = inFolder('damaged.mp4');
    await copyFile(source, damaged);
    await truncate(damaged, 3000);
    await expect(render(['darker'], damaged)).rejects.toMatchObject({
      code: 'VIDEO_MODEL_FAILED',
      message: expect.stringMatching(/^The clip's footage cannot be used\. The file is /),
    });
  });
});
