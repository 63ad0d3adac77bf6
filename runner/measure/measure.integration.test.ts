import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lumaOf, warmthOf, type ClipMeasurement } from '../../core/measurements/measurement.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { makeClip, makeSong, type ClipOptions } from '../../test/kit/media/media.js';
import { probeMedia, UnusableMedia } from '../ffmpeg/probe.js';
import { checkAndMeasure, measureClip } from './measure-clip.js';
import { measureSong } from './measure-song.js';

const { signal } = new AbortController();
const SIZE = { width: 64, height: 36, seconds: 1, fps: 12 };
let folder: string;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'measure-'));
});
afterAll(() => rm(folder, { recursive: true }));

const inFolder = (name: string): string => path.join(folder, `${made++}-${name}`);
const clip = async (options: Partial<ClipOptions>): Promise<string> =>
  await makeClip({ ...SIZE, file: inFolder('clip.mp4'), ...options });

eachFfmpeg((tools) => {
  const measured = async (file: string, seconds = 1): Promise<ClipMeasurement> => {
    const measuring = { ffmpeg: tools(), scratch: inFolder('scratch') };
    return (await measureClip(file, seconds, measuring, signal))!;
  };

  it.each([
    ['0xC86432', 200, 100, 50, 'bt709'],
    ['0x3264C8', 50, 100, 200, 'smpte170m'],
    ['black', 0, 0, 0, 'bt709'],
    ['white', 255, 255, 255, null],
  ] as const)(
    'a clip of %s has its colors within 2.5 of 255, as its file keeps them',
    async (color, red, green, blue, colorMatrix) => {
      const pattern = `color=c=${color}`;
      const filters = `scale=out_color_matrix=${colorMatrix === 'bt709' ? 'bt709' : 'bt601'},format=yuv420p`;
      const found = await measured(await clip({ pattern, colorMatrix, filters }));
      for (const [is, should] of [
        [found.red, red],
        [found.green, green],
        [found.blue, blue],
        [lumaOf(found), 0.2126 * red + 0.7152 * green + 0.0722 * blue],
        [warmthOf(found), red - blue],
        [found.saturation, Math.max(red, green, blue) - Math.min(red, green, blue)],
      ] as const)
        expect(Math.abs(is - should)).toBeLessThan(2.5);
      expect(found).toMatchObject({ motion: 0, cuts: 0 });
      expect(found.contrast).toBeLessThan(1);
    },
  );

  it('only the seconds of the slot count, and a cut inside them', async () => {
    const filters = "geq=lum='if(lt(N,6),40,200)':cb=128:cr=128";
    const file = await clip({ filters });
    const [half, whole] = [await measured(file, 0.5), await measured(file)];
    expect(half).toMatchObject({ cuts: 0, motion: 0 });
    expect(lumaOf(half)).toBeLessThan(40);
    expect(whole.cuts).toBe(1);
    expect(whole.begins[0]).toBeLessThan(40);
    expect(whole.ends[0]).toBeGreaterThan(200);
  });

  it('a clip that is checked is measured by the same reading, and neither figure nor verdict differs', async () => {
    const file = await clip({ pattern: 'testsrc2' });
    const checked = async (path: string, seconds: number): Promise<ClipMeasurement | null> => {
      const probe = await probeMedia(path, tools());
      const measuring = { ffmpeg: tools(), scratch: inFolder('checked') };
      return await checkAndMeasure(path, probe, seconds, measuring, signal);
    };
    expect(await checked(file, 1)).toEqual(await measured(file));
    // What is behind the slot is checked, too, and does not count.
    expect(await checked(file, 0.5)).toBeNull();
    const broken = inFolder('broken.mp4');
    const bytes = await readFile(file);
    await writeFile(broken, bytes.fill(0xff, 1600, 2600));
    for (const seconds of [1, 0.5]) await expect(checked(broken, seconds)).rejects.toThrow(UnusableMedia);
  });

  it('movement is measured, and is none in a still', async () => {
    const moving = await measured(await clip({ pattern: 'testsrc2' }));
    const still = await measured(await clip({ pattern: 'smptebars' }));
    expect(moving.motion).toBeGreaterThan(0.3);
    expect(still.motion).toBeLessThan(0.2);
  });

  it('a clip of one frame is measured, too', async () => {
    const found = await measured(await clip({ pattern: 'color=c=gray', seconds: 1 / 12 }), 1 / 12);
    expect(Math.abs(lumaOf(found) - 128)).toBeLessThanOrEqual(2);
  });

  it('a song has the loudness of each slot', async () => {
    const file = await makeSong({
      file: inFolder('song.wav'),
      seconds: 3,
      wave: 'if(lt(t,1),0,if(lt(t,2),0.1,0.5)*sin(440*2*PI*t))',
    });
    const slots = [0, 30, 60].map((startFrame) => ({ startFrame, endFrame: startFrame + 30 }));
    const song = { path: file, probe: await probeMedia(file, tools(), signal) };
    const { loudness } = await measureSong(
      song,
      slots,
      { ffmpeg: tools(), scratch: inFolder('pcm') },
      signal,
    );
    expect(loudness[0]).toBe(-100);
    // A sine of amplitude a has 20 log a - 3 dB, and each of two channels 3 dB less.
    expect(Math.abs(loudness[1]! - -26)).toBeLessThan(0.5);
    expect(Math.abs(loudness[2]! - -12)).toBeLessThan(0.5);
  });
});
