import { findFfmpeg } from './ffmpeg/binaries.js';

/** Trying ffmpeg takes as long as loading the rest of the program; it is a process of its own, so both happen at once. */
async function main(): Promise<number> {
  const ffmpeg = findFfmpeg({
    ffmpegPath: process.env['FFMPEG_PATH'],
    ffprobePath: process.env['FFPROBE_PATH'],
  });
  ffmpeg.catch(() => undefined);
  const { run } = await import('./runner.js');
  const exitCode = await run(process.env, ffmpeg);
  await ffmpeg.catch(() => undefined);
  return exitCode;
}

void main().then((exitCode) => process.exit(exitCode));
