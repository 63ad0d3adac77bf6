import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FfmpegTools } from '../../runner/ffmpeg/binaries.js';

/** An ffmpeg pair whose cost is measured. */
export interface CpuMeter {
  tools: FfmpegTools;
  /** CPU seconds (user and system) of an action: every ffmpeg and ffprobe in it, and this process. */
  measure: (action: () => Promise<unknown>) => Promise<number>;
  /** The same without this process, for an action in another process, which measures itself. */
  measurePrograms: (action: () => Promise<unknown>) => Promise<number>;
}

/**
 * Node cannot read its children's CPU time, so each program starts through a shell that logs it: `times` is in
 * every POSIX shell.
 */
export async function cpuMeter(tools: FfmpegTools, folder: string): Promise<CpuMeter> {
  const log = path.join(folder, 'times.log');
  const metered = async (program: string, name: string) => {
    const script = path.join(folder, name);
    await writeFile(script, `#!/bin/sh\n'${program}' "$@"\ncode=$?\ntimes >> '${log}'\nexit $code\n`);
    await chmod(script, 0o755);
    return script;
  };
  const measurePrograms = async (action: () => Promise<unknown>) => {
    await writeFile(log, '');
    await action();
    return childSeconds(await readFile(log, 'utf8'));
  };
  return {
    tools: {
      ...tools,
      ffmpegPath: await metered(tools.ffmpegPath, 'ffmpeg'),
      ffprobePath: await metered(tools.ffprobePath, 'ffprobe'),
    },
    measurePrograms,
    async measure(action) {
      const before = process.cpuUsage();
      const programs = await measurePrograms(action);
      const { user, system } = process.cpuUsage(before);
      return programs + (user + system) / 1e6;
    },
  };
}
/** Each `times` writes two lines: the shell's own, then its children's, as `0m1.23s 0m0.04s`. */
function childSeconds(log: string): number {
  const children = log.split('\n').filter((_, line) => line % 2 === 1);
  const parts = children.flatMap((line) => [...line.matchAll(/(\d+)m([\d.]+)s/g)]);
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}
