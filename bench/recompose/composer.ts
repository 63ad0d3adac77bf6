import { pino } from 'pino';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import { composeVideo, type ComposeInput } from '../../runner/compose/compose.js';
import type { FfmpegTools } from '../../runner/ffmpeg/binaries.js';

/** What the bench tells the process that composes. */
export interface ComposerOrder {
  input: ComposeInput;
  storageFolder: string;
  workDir: string;
  tools: FfmpegTools;
}

/** What that process answers with: its own CPU seconds, without those of the programs that it started. */
export interface ComposerReport {
  ownCpuSeconds: number;
  wallSeconds: number;
  encodedFrames: number;
}

/** A program of its own, like a runner: nothing in it is warm but its modules, and its memory is its own. */
process.once('message', (order: ComposerOrder) => {
  void compose(order).then((report) => process.send!(report, () => process.disconnect()));
});

async function compose({ input, storageFolder, workDir, tools }: ComposerOrder): Promise<ComposerReport> {
  const storage = createLocalDiskStorage(storageFolder);
  const log = pino({ level: 'silent' });
  const started = performance.now();
  const before = process.cpuUsage();
  const { encodedFrames } = await composeVideo(
    input,
    { storage, ffmpeg: tools, workDir, log },
    new AbortController().signal,
  );
  const { user, system } = process.cpuUsage(before);
  return {
    ownCpuSeconds: (user + system) / 1e6,
    wallSeconds: (performance.now() - started) / 1000,
    encodedFrames,
  };
}
