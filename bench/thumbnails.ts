import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { findFfmpeg, type FfmpegTools } from '../runner/ffmpeg/binaries.js';
import { makeThumbnail } from '../runner/ffmpeg/thumbnail.js';
import { makeClip, testFfmpeg } from '../test/kit/media/media.js';
import { cpuMeter } from './kit/cpu-meter.js';
import type { Goal } from './kit/goal.js';

const ROUNDS = 15;
const exec = promisify(execFile);
const signal = new AbortController().signal;

/**
 * A thumbnail of a 1080p clip against one start of ffmpeg: a process that opens the same file and decodes its first
 * frame to nowhere, the minimum for any frame. Both use one thread, which is cheaper; interleaved medians of the
 * CPU seconds of the process and of this one. Also prints a start that only opens the file, and one that does not.
 * Each command runs once before it counts, so that caches are equally warm. The worse of both ffmpegs counts.
 */
export async function run(): Promise<Goal[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-thumbnails-'));
  try {
    const clip = await makeClip({
      file: path.join(folder, 'clip.mp4'),
      seconds: 4,
      width: 1920,
      height: 1080,
      filters: 'noise=alls=3:allf=t',
      sound: true,
    });
    const own = await ratio('this machine’s ffmpeg', await testFfmpeg(), clip, folder);
    const npms = await ratio(
      'npm’s ffmpeg',
      await findFfmpeg({ ffmpegPath: bundledFfmpeg.path }),
      clip,
      folder,
    );
    return [{ name: 'thumbnails', measured: Math.max(own, npms), wanted: 1.6, unit: 'x', better: 'lower' }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many starts of ffmpeg a thumbnail costs. */
async function ratio(name: string, ffmpeg: FfmpegTools, clip: string, folder: string): Promise<number> {
  const { tools, measure } = await cpuMeter(ffmpeg, folder);
  const quiet = ['-nostdin', '-loglevel', 'error', '-threads', '1', '-i', clip, '-map', '0:V:0'];
  const nowhere = ['-f', 'null', '-'];
  const start =
    (...args: string[]) =>
    () =>
      exec(tools.ffmpegPath, args);
  const ways: Record<string, () => Promise<unknown>> = {
    thumbnail: () => makeThumbnail(clip, path.join(folder, 'thumbnail.jpg'), tools, signal),
    'first frame to nowhere': start(...quiet, '-frames:v', '1', ...nowhere),
    'file opened': start(...quiet, '-c', 'copy', '-t', '0', ...nowhere),
    'program alone': start('-version'),
  };
  const seconds = new Map(Object.keys(ways).map((way) => [way, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [way, action] of Object.entries(ways)) {
      const cpu = await measure(action);
      if (round > 0) seconds.get(way)!.push(cpu);
    }
  }
  const medians = new Map([...seconds].map(([way, values]) => [way, median(values)]));
  const thumbnail = medians.get('thumbnail')!;
  for (const [way, cpu] of medians) {
    console.log(
      `${name}, ${way}: ${(cpu * 1000).toFixed(0)} CPU ms, thumbnail ${(thumbnail / cpu).toFixed(2)}x`,
    );
  }
  return thumbnail / medians.get('first frame to nowhere')!;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
