import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { makeClip, makeSong, testFfmpeg } from '../../../test/kit/media/media.js';
import { UnusableMedia } from '../../ffmpeg/probe.js';
import { NO_VIDEO_TRACK } from '../../ffmpeg/media-limits.js';
import { runFfmpeg } from '../../ffmpeg/run-ffmpeg.js';
import { checkOutput } from './check-output.js';

/** Files delivered with the type of a video that are none, or another clip. */
let folder: string;
const inFolder = (name: string) => path.join(folder, name);
const signal = new AbortController().signal;
const check = async (file: string, requested: number) =>
  await checkOutput(file, requested, await testFfmpeg(), signal);

async function rejectionOf(file: string, requested = 1): Promise<string> {
  const rejection = await check(file, requested).catch((error: unknown) => error);
  expect(rejection).toBeInstanceOf(UnusableMedia);
  return (rejection as UnusableMedia).message;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'outputs-'));
});
afterAll(async () => await rm(folder, { recursive: true }));

it('accepts a clip from a quarter to four times of the requested length', async () => {
  const file = await makeClip({ file: inFolder('clip.mp4'), seconds: 1, fps: 24 });
  for (const requested of [0.25, 1, 4]) await check(file, requested);
  expect(await rejectionOf(file, 4.2)).toBe('It lasts 1 s instead of the 4.2 s requested.');
  expect(await rejectionOf(file, 0.2)).toBe('It lasts 1 s instead of the 0.2 s requested.');
});

it('refuses what is no video, whatever its name', async () => {
  await writeFile(inFolder('page.mp4'), '<!doctype html><title>Not found</title>');
  await writeFile(inFolder('empty.mp4'), '');
  const background = { r: 0, g: 128, b: 128 };
  const jpeg = await sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .jpeg()
    .toBuffer();
  await writeFile(inFolder('picture.mp4'), jpeg);
  for (const name of ['page', 'picture'])
    expect(await rejectionOf(inFolder(`${name}.mp4`))).toMatch(/not a video/);
  expect(await rejectionOf(inFolder('empty.mp4'))).toBe('The file is empty.');
  expect(await rejectionOf(await makeSong({ file: inFolder('song.m4a'), seconds: 1 }))).toBe(NO_VIDEO_TRACK);
});

it('refuses a picture that ends before its sound, or has no frame', async () => {
  const clip = await makeClip({ file: inFolder('sound.mp4'), seconds: 2, sound: true });
  const cut = async (name: string, frames: string[]): Promise<string> => {
    const outputPath = inFolder(name);
    const words = { doing: 'cut', failureCode: 'VIDEO_MODEL_FAILED' as const, format: 'mp4', frameCount: 1 };
    const outputOptions = ['-map', '0', '-c:a', 'copy', '-c:v', 'libx264', ...frames];
    const inputs = [{ file: clip, format: 'mov' as const }];
    await runFfmpeg(await testFfmpeg(), { inputs, outputOptions, ...words, outputPath }, signal);
    return outputPath;
  };
  expect(await rejectionOf(await cut('still.mp4', ['-frames:v', '2']), 2)).toMatch(/^It lasts 0.0\d s/);
  expect(await rejectionOf(await cut('none.mp4', ['-t', '0']), 2)).toBe(NO_VIDEO_TRACK);
});

it('refuses a picture of a few pixels', async () => {
  const file = await makeClip({ file: inFolder('icon.mp4'), seconds: 1, width: 32, height: 18 });
  expect(await rejectionOf(file)).toBe('Its picture is only 32x18.');
});
