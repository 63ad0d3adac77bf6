import { pino } from 'pino';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import { composeVideo, type ComposeInput } from '../../runner/compose/compose.js';
import type { FfmpegTools } from '../../runner/ffmpeg/binaries.js';

/** The benchmark's message to the composing process. */
export interface ComposerCommand {
  input: ComposeInput;
  storageFolder: string;
  workDir: string;
  tools: FfmpegTools;
}

/** That process's answer: its own CPU seconds, without those of the programs that it started. */
export interface ComposerReport {
  ownCpuSeconds: number;
  wallSeconds: number;
  encodedFrames: number;
}

/** A separate program, like a runner: only its modules are warm, and its memory is its own. */
process.once('message', (command: ComposerCommand) => {
  void compose(command).then((report) => process.send!(report, () => process.disconnect()));
});

async function compose({ input, storageFolder, workDir, tools }: ComposerCommand): Promise<ComposerReport> {
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
