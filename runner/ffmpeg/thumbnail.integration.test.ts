import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { spread } from '../../test/kit/effort.js';
import { bundledTools } from '../../test/kit/media/ffmpegs.js';
import { makeClip, makeSong, testFfmpeg, type ClipOptions } from '../../test/kit/media/media.js';
import type { FfmpegTools } from './binaries.js';
import { thumbnailOrPlaceholder } from './placeholder.js';
import { UnusableMedia } from './probe.js';
import { makeThumbnail } from './thumbnail.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'thumbnail-'));
});
afterAll(() => rm(folder, { recursive: true }));
const inFolder = (name: string) => path.join(folder, name);
const never = new AbortController().signal;

/** Pixels of the white box in the middle of a picture, along its middle row and column. */
async function boxSize(file: string): Promise<{ across: number; upright: number }> {
  const { data, info } = await sharp(file).grayscale().raw().toBuffer({ resolveWithObject: true });
  const white = (x: number, y: number): boolean => data[y * info.width + x]! > 128;
  const [middleX, middleY] = [info.width / 2, info.height / 2];
  return {
    across: Array.from({ length: info.width }, (_, x) => white(x, middleY)).filter(Boolean).length,
    upright: Array.from({ length: info.height }, (_, y) => white(middleX, y)).filter(Boolean).length,
  };
}

describe('makeThumbnail', () => {
  const shapes: [string, Partial<ClipOptions>, number][] = [
    ['16:9', { width: 640, height: 360 }, 1],
    ['9:16', { width: 180, height: 320 }, 1],
    ['turned by its player', { width: 640, height: 360, rotation: 90 }, 1],
    ['a square', { width: 200, height: 200 }, 1],
    ['smaller than a thumbnail', { width: 66, height: 50 }, 1],
    ['of wide pixels', { width: 320, height: 360 }, 2],
  ];
  /** At quick effort the machine's own ffmpeg makes two of them. */
  const ofBoth = spread(shapes, 2).map(([name]) => name);
  it.each(shapes)('is 320x180 and undistorted for a clip that is %s', async (name, shape, pixelAspect) => {
    const box = `drawbox=x=iw/2-${12 / pixelAspect}:y=ih/2-12:w=${24 / pixelAspect}:h=24:color=white:t=fill`;
    const file = inFolder(`${name.replace(/\W/g, '-')}.mp4`);
    const filters = `${box},setsar=${pixelAspect}`;
    await makeClip({ file, seconds: 0.2, pattern: 'color=black', filters, ...shape });
    for (const tools of [await bundledTools(), ...(ofBoth.includes(name) ? [await testFfmpeg()] : [])]) {
      await makeThumbnail(file, inFolder('thumb.jpg'), tools, never);
      const { format, width, height } = await sharp(inFolder('thumb.jpg')).metadata();
      expect({ format, width, height }).toEqual({ format: 'jpeg', width: 320, height: 180 });
      const { across, upright } = await boxSize(inFolder('thumb.jpg'));
      expect(across).toBeGreaterThan(10);
      expect(Math.abs(across - upright)).toBeLessThanOrEqual(3);
    }
  });

  it('shows the first frame, of a webm, too', async () => {
    const filters = "geq=lum='if(eq(N,0),235,16)':cb=128:cr=128";
    for (const name of ['flash.mp4', 'flash.webm']) {
      const clip = await makeClip({ file: inFolder(name), seconds: 1, filters });
      await makeThumbnail(clip, inFolder('flash.jpg'), await testFfmpeg(), never);
      const { channels } = await sharp(inFolder('flash.jpg')).stats();
      expect(channels[0]!.mean).toBeGreaterThan(230);
    }
  });

  it('refuses what holds no picture and leaves no scratch file', async () => {
    const song = await makeSong({ file: inFolder('song.m4a'), seconds: 0.5 });
    await writeFile(inFolder('text.mp4'), 'no film');
    await writeFile(inFolder('list.mp4'), `ffconcat version 1.0\nfile ${path.basename(song)}\n`);
    for (const file of [song, inFolder('text.mp4'), inFolder('list.mp4')]) {
      await expect(makeThumbnail(file, inFolder('no.jpg'), await testFfmpeg(), never)).rejects.toThrow(
        UnusableMedia,
      );
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('no'))).toEqual([]);
  });
});

describe('thumbnailOrPlaceholder', () => {
  const broken = async (script: string): Promise<FfmpegTools> => {
    const ffmpegPath = inFolder('broken-ffmpeg');
    await writeFile(ffmpegPath, `#!/bin/sh\n${script}\n`);
    await chmod(ffmpegPath, 0o755);
    return { ...(await testFfmpeg()), ffmpegPath };
  };

  it.each(['exit 1', 'kill -9 $$', 'exit 0'])(
    'puts a JPEG of 320x180 where ffmpeg does %s',
    async (script) => {
      const clip = await makeClip({ file: inFolder('clip.mp4'), seconds: 0.2 });
      const failures: unknown[] = [];
      const output = inFolder('placeholder.jpg');
      const tools = await broken(script);
      await thumbnailOrPlaceholder(clip, output, tools, never, (error) => failures.push(error));
      expect(await sharp(output).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 180 });
      expect(failures).toHaveLength(1);
      await rm(output);
    },
  );

  it('stops with the run', async () => {
    const stop = new AbortController();
    const hanging = thumbnailOrPlaceholder(
      inFolder('clip.mp4'),
      inFolder('none.jpg'),
      await broken('exec sleep 600'),
      stop.signal,
      () => undefined,
    );
    stop.abort(new Error('the lease is lost'));
    await expect(hanging).rejects.toThrow('the lease is lost');
    expect(await readdir(folder)).not.toContain('none.jpg');
  });
});
