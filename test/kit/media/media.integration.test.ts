import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audioHashes, countFrames, frameHashes, makeClip, makeSong, meanLuma, meanMotion } from './media.js';

describe('test media', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'media-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const inFolder = (name: string) => path.join(folder, name);

  it('makes clips of every container with the frames asked for', async () => {
    for (const name of ['a.mp4', 'a.mov', 'a.mkv', 'a.webm']) {
      const file = await makeClip({ file: inFolder(name), seconds: 1, fps: 25, width: 160, height: 90 });
      expect(await countFrames(file)).toBe(25);
    }
  });

  it('drops frames for a variable frame rate and turns the picture by a display matrix', async () => {
    const file = await makeClip({
      file: inFolder('v.mp4'),
      seconds: 1,
      variableFrameRate: true,
      rotation: 90,
    });
    expect(await countFrames(file)).toBe(21);
    const upright = await makeClip({ file: inFolder('u.mp4'), seconds: 1, variableFrameRate: true });
    expect(await frameHashes(file)).not.toEqual(await frameHashes(upright));
  });

  it('measures luma, motion and sound', async () => {
    const dark = await makeClip({ file: inFolder('dark.mp4'), seconds: 1, pattern: 'color=0x202020' });
    const moving = await makeClip({ file: inFolder('moving.mp4'), seconds: 1 });
    expect(await meanLuma(dark)).toBeLessThan(await meanLuma(moving, 10, 20));
    expect(await meanMotion(dark)).toBeLessThan(await meanMotion(moving));
    const song = await makeSong({ file: inFolder('song.m4a'), seconds: 1 });
    expect((await audioHashes(song)).length).toBeGreaterThan(40);
  });
});
