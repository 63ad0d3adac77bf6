import { copyFile, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TEMPLATE_IDS, type TemplateId } from '../../../core/templates/definitions.js';
import { byEffort, spread } from '../../../test/kit/effort.js';
import { bundledTools } from '../../../test/kit/media/ffmpegs.js';
import { measureLook } from '../../../test/kit/media/look-measures.js';
import {
  countFrames,
  frameHashes,
  lumaOfFrames,
  makeClip,
  testFfmpeg,
} from '../../../test/kit/media/media.js';
import { renderLooks } from '../../../test/kit/media/rendering.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { probeMedia } from '../../ffmpeg/probe.js';

// cspell:ignore lumas
let folder: string;
let ffmpeg: FfmpegTools;
let source: string;
const inFolder = (name: string) => path.join(folder, name);

async function render(looks: readonly TemplateId[], sourcePath = source, tools = ffmpeg): Promise<string> {
  return await renderLooks(sourcePath, looks, tools);
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
  it('keeps size, frame rate, length and frame count with every look, and no sound', async () => {
    const bundled = await bundledTools();
    // Several at a time: what each does alone is measured in measured-looks.integration.test.ts.
    const several = Array.from({ length: 8 }, (_, at) => TEMPLATE_IDS.filter((__, look) => look % 8 === at));
    for (const looks of spread(several, 4)) {
      const probe = await probeMedia(await render(looks, source, bundled), bundled);
      expect(probe).toMatchObject({
        video: { width: 320, height: 180, frameRate: 25, frameCount: 25 },
        audio: null,
      });
      expect(probe.durationSeconds).toBeCloseTo(1, 1);
    }
  });

  it('gives the footage back, frame by frame, where no look is asked for', async () => {
    expect(await frameHashes(await render([]))).toEqual(await frameHashes(source));
    const webm = await makeClip({ file: inFolder('vp8.webm'), seconds: 0.5 });
    expect(await countFrames(await render([], webm))).toBe(15);
  });

  it('keeps the colors of footage, by whatever matrix they are written', async () => {
    const bundled = await bundledTools();
    for (const matrix of ['bt709', 'smpte170m'] as const) {
      const teal = { pattern: 'color=0x30a080', colorMatrix: matrix };
      const file = await makeClip({ file: inFolder(`${matrix}.mp4`), seconds: 0.4, ...teal });
      const before = await measureLook(file);
      for (const tools of [ffmpeg, bundled]) {
        const back = await render(['warmer', 'cooler'], file, tools);
        const { warmth, saturation } = await measureLook(back);
        expect((await probeMedia(back, ffmpeg)).video!.colorMatrix).toBe(matrix);
        expect(Math.abs(warmth / before.warmth - 1)).toBeLessThan(0.02);
        expect(Math.abs(saturation / before.saturation - 1)).toBeLessThan(0.03);
      }
    }
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

  describe('in another order and at another speed', () => {
    let rising: string;
    let before: number[];
    beforeAll(async () => {
      const filters = 'fade=t=in:start_frame=0:nb_frames=25';
      rising = await makeClip({
        file: inFolder('rising.mp4'),
        seconds: 1,
        fps: 25,
        pattern: 'color=white',
        filters,
      });
      before = await lumaOfFrames(rising);
    });
    /** The frame of the footage that each frame of a drawn clip is, by its light. */
    const framesIn = async (file: string): Promise<number[]> =>
      (await lumaOfFrames(file)).map((light) => {
        const distances = before.map((was) => Math.abs(was - light));
        return distances.indexOf(Math.min(...distances));
      });
    const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

    it('plays each frame backward, also where it keeps only a part of them in memory', async () => {
      for (const tools of byEffort({ quick: [await bundledTools()], full: [await bundledTools(), ffmpeg] })) {
        const backward = await renderLooks(rising, ['reverse'], tools);
        expect(await framesIn(backward)).toEqual(upTo(25).toReversed());
        const inParts = await renderLooks(rising, ['reverse'], tools, null, 320 * 180 * 1.5 * 7);
        expect(await framesIn(inParts)).toEqual(upTo(25).toReversed());
      }
    });

    it('plays each second frame at double speed, and begins again', async () => {
      for (const tools of byEffort({ quick: [await bundledTools()], full: [await bundledTools(), ffmpeg] })) {
        const fast = await renderLooks(rising, ['speed_up'], tools);
        expect(await framesIn(fast)).toEqual(upTo(25).map((at) => (2 * at + 1) % 25));
        const both = await renderLooks(rising, ['speed_up', 'reverse'], tools);
        expect(await framesIn(both)).toEqual(upTo(25).map((at) => 24 - ((2 * at + 1) % 25)));
      }
    });

    it('plays the first half in slow motion, and holds the second half where it is frozen', async () => {
      for (const tools of byEffort({ quick: [await bundledTools()], full: [await bundledTools(), ffmpeg] })) {
        const slow = await framesIn(await renderLooks(rising, ['slow_motion'], tools));
        expect(slow).toHaveLength(25);
        slow.forEach((frame, at) => expect(Math.abs(frame - at / 2)).toBeLessThanOrEqual(1));
        const frozen = await framesIn(await renderLooks(rising, ['freeze'], tools));
        expect(frozen).toEqual(upTo(25).map((at) => Math.min(at, 12)));
      }
    });

    it('keeps the number of frames of a file that does not say it', async () => {
      const webm = await makeClip({ file: inFolder('uncounted.webm'), seconds: 0.5 });
      for (const look of ['slow_motion', 'speed_up', 'reverse', 'freeze'] as const) {
        expect(await countFrames(await render([look], webm))).toBe(15);
      }
    });
  });

  it('flashes on the beats of the slot, which footage that is slowed to fill it meets earlier', async () => {
    const gray = await makeClip({ file: inFolder('gray.mp4'), seconds: 1, fps: 25, pattern: 'color=gray' });
    const brightest = async (clipSeconds: number, beatSeconds: number[]): Promise<number[]> => {
      const slot = { clipSeconds, beatSeconds };
      const drawn = await renderLooks(gray, ['beat_flash'], ffmpeg, null, undefined, slot);
      const lumas = await lumaOfFrames(drawn);
      expect(lumas).toHaveLength(25);
      return lumas.flatMap((luma, at) => (luma > (lumas[at - 1] ?? luma) + 10 ? [at] : []));
    };
    expect(await brightest(1, [0.2, 0.6])).toEqual([5, 15]);
    expect(await brightest(1.4, [0.7, 1.4])).toEqual([13]);
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
