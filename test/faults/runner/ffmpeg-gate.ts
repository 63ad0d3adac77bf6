import { existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testFfmpeg } from '../../kit/media/media.js';
import { until } from '../../kit/server/until.js';

/** The ffmpeg runs of a regeneration, recognized by their arguments. */
const FFMPEG_RUNS = {
  rendering: 'generated.mp4.part',
  joining: 'final.mp4.part',
  thumbnail: 'thumbnail.jpg.part',
} as const;
export type FfmpegRun = keyof typeof FFMPEG_RUNS;
const RUNS = Object.keys(FFMPEG_RUNS) as FfmpegRun[];

/** An ffmpeg that waits before one of its runs, so that a test can act in the middle of a step. */
export interface FfmpegGate {
  /** The value for FFMPEG_PATH. */
  path: string;
  /** Waits until a run has reached the gate. */
  reached(): Promise<void>;
  /** Lets the run continue, and every later one. */
  open(): Promise<void>;
  /** Stops the next run again, or the next one of another kind. */
  close(run?: FfmpegRun): Promise<void>;
}

/** Makes a closed gate in a new folder. */
export async function ffmpegGate(folder: string, first: FfmpegRun): Promise<FfmpegGate> {
  const waiting = join(folder, 'waiting');
  const closed = (run: FfmpegRun): string => join(folder, `closed-${run}`);
  const close = async (run = first): Promise<void> => {
    await rm(waiting, { force: true });
    await writeFile(closed(run), '');
  };
  await close();
  const path = await writeScript(folder, (run) => {
    const isClosed = `[ -e ${closed(run)} ]`;
    return `if ${isClosed}; then : > ${waiting}; while ${isClosed}; do sleep 0.05; done; fi`;
  });
  return {
    path,
    reached: async () =>
      await until(() => existsSync(waiting), { limitMs: 40_000, what: 'a run of ffmpeg at the gate' }),
    open: async () => {
      for (const run of RUNS) await rm(closed(run), { force: true });
    },
    close,
  };
}

/** An ffmpeg that runs a shell snippet first when it reaches a run. Returns its path. */
export async function ffmpegScript(folder: string, run: FfmpegRun, instead: string): Promise<string> {
  return await writeScript(folder, (one) => (one === run ? instead : ':'));
}

async function writeScript(folder: string, before: (run: FfmpegRun) => string): Promise<string> {
  const { ffmpegPath } = await testFfmpeg();
  const path = join(folder, 'ffmpeg');
  const cases = RUNS.map((run) => `*${FFMPEG_RUNS[run]}*) ${before(run)};;`);
  await writeFile(path, `#!/bin/sh\ncase "$*" in ${cases.join(' ')} esac\nexec ${ffmpegPath} "$@"\n`);
  await chmod(path, 0o755);
  return path;
}
