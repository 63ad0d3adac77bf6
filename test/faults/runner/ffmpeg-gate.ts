import { existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testFfmpeg } from '../../kit/media/media.js';
import { until } from '../../kit/server/until.js';

/** The ffmpeg runs of a regeneration, recognized by their arguments. */
export const FFMPEG_RUNS = {
  rendering: 'generated.mp4.part',
  joining: 'final.mp4.part',
  thumbnail: 'thumbnail.jpg.part',
} as const;

/** An ffmpeg that waits before one of its runs, so that a test can act in the middle of a step. */
export interface FfmpegGate {
  /** The value for FFMPEG_PATH. */
  path: string;
  /** Waits until a run has reached the gate. */
  reached(): Promise<void>;
  /** Lets the run continue, and every later one. */
  open(): Promise<void>;
  /** Stops the next run again. */
  close(): Promise<void>;
}

/** Makes a closed gate in a new folder. */
export async function ffmpegGate(folder: string, run: keyof typeof FFMPEG_RUNS): Promise<FfmpegGate> {
  const [closed, waiting] = [join(folder, 'closed'), join(folder, 'waiting')];
  const close = async (): Promise<void> => {
    await rm(waiting, { force: true });
    await writeFile(closed, '');
  };
  await close();
  const path = await ffmpegScript(
    folder,
    run,
    `if [ -e ${closed} ]; then : > ${waiting}; while [ -e ${closed} ]; do sleep 0.05; done; fi`,
  );
  return {
    path,
    reached: async () => await until(() => existsSync(waiting), { limitMs: 40_000, what: `${run} begins` }),
    open: async () => await rm(closed, { force: true }),
    close,
  };
}

/** An ffmpeg that runs a shell snippet first when it reaches a run. Returns its path. */
export async function ffmpegScript(
  folder: string,
  run: keyof typeof FFMPEG_RUNS,
  instead: string,
): Promise<string> {
  const { ffmpegPath } = await testFfmpeg();
  const path = join(folder, 'ffmpeg');
  await writeFile(
    path,
    `#!/bin/sh\ncase "$*" in *${FFMPEG_RUNS[run]}*) ${instead};; esac\nexec ${ffmpegPath} "$@"\n`,
  );
  await chmod(path, 0o755);
  return path;
}
