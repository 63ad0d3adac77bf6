import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import bundledFfprobe from '@ffprobe-installer/ffprobe';
import { spawnSync } from 'node:child_process';
import { findFfmpeg, type FfmpegOptions, type FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { byEffort } from '../effort.js';

const BUNDLED: FfmpegOptions = { ffmpegPath: bundledFfmpeg.path, ffprobePath: bundledFfprobe.path };

let bundled: Promise<FfmpegTools> | undefined;

/** npm's pair, for work that is the same with either: it starts sixteen times as fast as Debian's. */
export function bundledTools(): Promise<FfmpegTools> {
  return (bundled ??= findFfmpeg(BUNDLED));
}

/**
 * The ffmpegs that a test runs on: npm's of 2018, which starts fastest, and the machine's own if it has one. At quick
 * effort only the first is used.
 */
function ffmpegsHere(): [name: string, options: FfmpegOptions][] {
  const onPath = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' }).status === 0;
  const all: [string, FfmpegOptions][] = [
    ['bundled ffmpeg', BUNDLED],
    ...(onPath ? [['ffmpeg on PATH', {}] as [string, FfmpegOptions]] : []),
  ];
  return all.slice(0, byEffort({ quick: 1, full: 2 }));
}

/** Declares the same tests for each available ffmpeg; call `tools` only inside tests and hooks. */
export function eachFfmpeg(declare: (tools: () => FfmpegTools) => void): void {
  describe.each(ffmpegsHere())('with the %s', (_name, options) => {
    let found: FfmpegTools;
    beforeAll(async () => {
      found = await findFfmpeg(options);
    });
    declare(() => found);
  });
}
