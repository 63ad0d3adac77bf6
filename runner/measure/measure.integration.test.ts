import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { lumaOf, warmthOf, type ClipMeasurement } from '../../core/measurements/measurement.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { makeClip, makeSong, orient, type ClipOptions } from '../../test/kit/media/media.js';
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
    return (await measureClip(file, seconds, measuring, signal))!.measured;
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
      return (await checkAndMeasure(path, probe, seconds, measuring, signal))?.measured ?? null;
    };
    expect(await checked(file, 1)).toEqual(await measured(file));
    // What is behind the slot is checked, too, and does not count.
    expect(await checked(file, 0.5)).toBeNull();
    const broken = inFolder('broken.mp4');
    const bytes = await readFile(file);
    await writeFile(broken, bytes.fill(0xff, 1600, 2600));
    for (const seconds of [1, 0.5]) await expect(checked(broken, seconds)).rejects.toThrow(UnusableMedia);
  });

  it('the reading that measures makes a poster and a filmstrip, upright, in the colors of the footage', async () => {
    const file = await clip({
      ...{ width: 96, height: 64, seconds: 1.7 },
      filters: "geq=lum='if(lt(N,6),50,if(lt(N,12),100,150))':cb=128:cr=128",
    });
    await orient(file, { rotation: 90, mirrored: false });
    const pictures = await mkdtemp(path.join(folder, 'pictures-'));
    const measuring = { ffmpeg: tools(), scratch: inFolder('scratch'), pictures };
    const { filmstrip, posterPath, filmstripPath } = (await measureClip(file, 1.7, measuring, signal))!
      .pictures!;
    expect(filmstrip).toEqual({ frames: 3, intervalSeconds: 0.5, width: 64, height: 96 });
    expect(await sharp(posterPath).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 96 });
    expect(await sharp(filmstripPath).metadata()).toMatchObject({ format: 'jpeg', width: 192, height: 96 });
    const { data } = await sharp(filmstripPath).grayscale().raw().toBuffer({ resolveWithObject: true });
    // Gray of 16 to 235 as 0 to 255.
    [50, 100, 150].forEach((luma, frame) => {
      expect(Math.abs(data[48 * 192 + frame * 64 + 32]! - (luma - 16) * 1.164)).toBeLessThan(3);
    });
    const poster = await sharp(posterPath).grayscale().raw().toBuffer();
    expect(Math.abs(poster[48 * 64 + 32]! - 39.6)).toBeLessThan(3);
  });

  it('a filmstrip has at most 40 frames of 160 pixels, and a poster 1280', async () => {
    const file = await clip({ width: 1600, height: 900, seconds: 25, fps: 2, pattern: 'color=c=gray' });
    const pictures = await mkdtemp(path.join(folder, 'pictures-'));
    const measuring = { ffmpeg: tools(), scratch: inFolder('scratch'), pictures };
    const made = (await measureClip(file, 30, measuring, signal))!.pictures!;
    expect(made.filmstrip).toEqual({ frames: 40, intervalSeconds: 0.625, width: 160, height: 90 });
    expect(await sharp(made.filmstripPath).metadata()).toMatchObject({ width: 6400, height: 90 });
    expect(await sharp(made.posterPath).metadata()).toMatchObject({ width: 1280, height: 720 });
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
    const { measured: found, waveform } = await measureSong(
      song,
      slots,
      { ffmpeg: tools(), scratch: inFolder('pcm') },
      signal,
    );
    const { loudness } = found;
    expect(loudness[0]).toBe(-100);
    // A sine of amplitude a has 20 log a - 3 dB, and each of two channels 3 dB less.
    expect(Math.abs(loudness[1]! - -26)).toBeLessThan(0.5);
    expect(Math.abs(loudness[2]! - -12)).toBeLessThan(0.5);
    // What audiowaveform writes: version 2, 8 bits, rate, samples of a peak, peaks, channels.
    expect(Array.from({ length: 6 }, (_, at) => waveform.readInt32LE(4 * at))).toEqual([
      2, 1, 8000, 80, 300, 1,
    ]);
    expect(waveform.length).toBe(24 + 600);
    const peak = (seconds: number): number[] =>
      [0, 1].map((side) => waveform.readInt8(24 + 200 * seconds + side));
    expect(peak(0.5)).toEqual([0, 0]);
    // Both channels as one: 0.1 and 0.5 of 128, 3 dB less.
    for (const [seconds, level] of [
      [1.5, 9],
      [2.5, 45],
    ] as const) {
      const [least, greatest] = peak(seconds) as [number, number];
      expect(Math.abs(greatest - level)).toBeLessThanOrEqual(2);
      expect(Math.abs(least + level)).toBeLessThanOrEqual(2);
    }
  });
});
