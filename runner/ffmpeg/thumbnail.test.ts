import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { makeClip, makeSong, testFfmpeg } from '../../test/media.js';
import { UnusableMedia } from './probe.js';
import { makeThumbnail } from './thumbnail.js';

describe('makeThumbnail', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'thumbnail-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const inFolder = (name: string) => path.join(folder, name);
  const never = new AbortController().signal;

  it('is 320x180 for 16:9 and fits any other picture into 320 pixels', async () => {
    const sizes: [number, number, 0 | 90, number, number][] = [
      [640, 360, 0, 320, 180],
      [360, 640, 0, 180, 320],
      [640, 360, 90, 180, 320],
      [200, 200, 0, 320, 320],
    ];
    for (const [width, height, rotation, thumbWidth, thumbHeight] of sizes) {
      const clip = await makeClip({ file: inFolder('clip.mp4'), seconds: 0.2, width, height, rotation });
      await makeThumbnail(clip, inFolder('thumb.jpg'), await testFfmpeg(), never);
      const { format, ...size } = await sharp(inFolder('thumb.jpg')).metadata();
      expect({ format, width: size.width, height: size.height }).toEqual({
        format: 'jpeg',
        width: thumbWidth,
        height: thumbHeight,
      });
    }
  });

  it('shows the first frame', async () => {
    const filters = "geq=lum='if(eq(N,0),235,16)':cb=128:cr=128";
    const clip = await makeClip({ file: inFolder('flash.mp4'), seconds: 1, filters });
    await makeThumbnail(clip, inFolder('flash.jpg'), await testFfmpeg(), never);
    const { channels } = await sharp(inFolder('flash.jpg')).stats();
    expect(channels[0]!.mean).toBeGreaterThan(230);
  });

  it('refuses what holds no picture and leaves no scratch file', async () => {
    const song = await makeSong({ file: inFolder('song.m4a'), seconds: 0.5 });
    await writeFile(inFolder('text.mp4'), 'no film');
    for (const file of [song, inFolder('text.mp4')]) {
      await expect(makeThumbnail(file, inFolder('no.jpg'), await testFfmpeg(), never)).rejects.toThrow(
        UnusableMedia,
      );
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('no') || name.endsWith('.rgb'))).toEqual(
      [],
    );
  });
});
