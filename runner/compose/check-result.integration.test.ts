import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { KIT_FFMPEG, makeClip, orient } from '../../test/kit/media/media.js';
import { clearDisplayMatrix, mp4Tracks } from '../ffmpeg/mp4/mp4-tracks.js';
import { resultProblem } from './check-result.js';

const SIZE = { width: 320, height: 180 };
let folder: string;
let right: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'check-result-'));
  right = await makeClip({ file: path.join(folder, 'right.mp4'), seconds: 1, sound: true });
});
afterAll(() => rm(folder, { recursive: true }));

const faultOf = async (file: string, totalFrames = 30) =>
  resultProblem(await mp4Tracks(file), { totalFrames, size: SIZE });

/** The right video made anew with other options. */
async function remade(name: string, options: string[]): Promise<string> {
  const file = path.join(folder, `${name}.mp4`);
  await promisify(execFile)(KIT_FFMPEG, ['-v', 'error', '-i', right, ...options, file]);
  return file;
}

describe('resultProblem', () => {
  it('finds nothing wrong with a right video', async () => {
    expect(await faultOf(right)).toBeNull();
  });

  it.each([
    ['frames', ['-frames:v', '20', '-c', 'copy'], 'with 20 frames instead of 30'],
    ['size', ['-s', '160x90'], 'as 160x90 instead of 320x180'],
    ['codec', ['-c:v', 'mpeg4'], 'coded as mp4v instead of H.264'],
    ['chroma', ['-pix_fmt', 'yuv444p'], 'with pixels of 4:4:4 with 8 bits instead of 4:2:0 with 8 bits'],
    ['depth', ['-pix_fmt', 'yuv420p10le'], 'with pixels of 4:2:0 with 10 bits instead of 4:2:0 with 8 bits'],
    ['shape', ['-vf', 'setsar=2'], 'with pixels of the shape 2 instead of squares'],
    ['silence', ['-c', 'copy', '-an'], 'with 1 picture and 0 sound tracks of 1 instead of one each'],
    ['sound', ['-c', 'copy', '-vn'], 'with 0 picture and 1 sound tracks of 1 instead of one each'],
  ])('finds a wrong number, size or kind of %s', async (name, options, fault) => {
    expect(await faultOf(await remade(name, options))).toBe(fault);
  });

  it('finds every display matrix, which clearDisplayMatrix takes out', async () => {
    const file = await remade('matrix', ['-c', 'copy']);
    for (const orientation of [
      { rotation: 90, mirrored: false },
      { rotation: 0, mirrored: true },
    ] as const) {
      await orient(file, orientation);
      expect(await faultOf(file)).toBe('with a display matrix that turns it');
      await clearDisplayMatrix(file);
      expect(await faultOf(file)).toBeNull();
    }
  });
});
