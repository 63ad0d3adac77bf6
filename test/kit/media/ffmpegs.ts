import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import bundledFfprobe from '@ffprobe-installer/ffprobe';
import { spawnSync } from 'node:child_process';
import { findFfmpeg, type FfmpegOptions, type FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { byEffort } from '../effort.js';
import { testFfmpeg } from './media.js';

const BUNDLED: FfmpegOptions = { ffmpegPath: bundledFfmpeg.path, ffprobePath: bundledFfprobe.path };

/** Looked up once per file. */
const bundled = once(() => findFfmpeg(BUNDLED));
const onPath = once(() => (process.env.FFMPEG_PATH === undefined ? testFfmpeg() : findFfmpeg()));
const isOnPath = once(() => spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0);

/** npm's pair, for work that is the same with either: it starts sixteen times as fast as Debian's. */
export function bundledTools(): Promise<FfmpegTools> {
  return bundled();
}

/**
 * The ffmpegs that a test runs on: npm's of 2018, which starts fastest, and at full effort the machine's own if it has
 * one.
 */
function ffmpegsHere(): [name: string, find: () => Promise<FfmpegTools>][] {
  const first = ['bundled ffmpeg', bundled] as [string, () => Promise<FfmpegTools>];
  const both = byEffort({ quick: false, full: true }) && isOnPath();
  return both ? [first, ['ffmpeg on PATH', onPath]] : [first];
}

/** Declares the same tests for each available ffmpeg; call `tools` only inside tests and hooks. */
export function eachFfmpeg(declare: (tools: () => FfmpegTools) => void): void {
  describe.each(ffmpegsHere())('with the %s', (_name, find) => {
    let found: FfmpegTools;
    beforeAll(async () => {
      found = await find();
    });
    declare(() => found);
  });
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
