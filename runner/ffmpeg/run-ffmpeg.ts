import type { ChildProcess } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { FfmpegTools } from './binaries.js';
import { DECODER_GUARD } from './decoders.js';
import { failureOf, hiddenFailure, overrunFailure } from './ffmpeg-failure.js';
import type { FfmpegRun } from './ffmpeg-run.js';
import { ffmpegOutput } from './progress-lines.js';
import { watchTime, type Overrun } from './time-limits.js';

export { FfmpegRefusal } from './ffmpeg-failure.js';
export type { FfmpegInput, FfmpegRun } from './ffmpeg-run.js';

/** Of stdout, where nothing is ever said. */
const STDOUT_LINES = 20;

/**
 * Runs ffmpeg to its end. `onFrames` hears of frames done, about twice a second.
 *
 * Rejects with the signal's reason when aborted (ffmpeg is gone by then), with `FfmpegRefusal` on a non-zero exit,
 * and with a `RegenerationFailure` of its own sentence when disk or memory do not suffice, when it ran longer than its
 * work can take or came to a standstill (TIMEOUT), or when somebody killed it.
 */
export async function runFfmpeg(
  binaries: FfmpegTools,
  run: FfmpegRun,
  signal: AbortSignal,
  onFrames: (frames: number) => void = () => undefined,
): Promise<void> {
  signal.throwIfAborted();
  const partPath = run.outputPath === null ? '-' : `${run.outputPath}.part`;
  try {
    await spawned(buildCommand(binaries, run, partPath), run, signal, onFrames);
    if (run.outputPath !== null) await rename(partPath, run.outputPath);
  } catch (error) {
    if (run.outputPath !== null) await rm(partPath, { force: true });
    throw error;
  }
}

function buildCommand(binaries: FfmpegTools, run: FfmpegRun, target: string): FfmpegCommand {
  const command = ffmpeg({ stdoutLines: STDOUT_LINES });
  pinBinary(command, binaries.ffmpegPath);
  for (const input of run.inputs) {
    const reader = input.format === undefined ? [] : ['-f', input.format];
    const guards = ['-protocol_whitelist', 'file', ...DECODER_GUARD, ...reader];
    command.input(input.file).inputOptions(...pair(guards), ...(input.options ?? []));
  }
  if (run.filterGraph !== undefined) command.complexFilter(run.filterGraph);
  const quiet = ['-nostdin', '-loglevel', 'error', '-nostats', '-progress', 'pipe:2'];
  const strict = run.strict ? ['-xerror'] : [];
  command
    .output(target)
    .outputOptions(...pair([...quiet, ...strict, ...run.outputOptions, '-f', run.format]));
  return command;
}

/** fluent-ffmpeg keeps options as they are only when it gets two or more of them; TypeScript wants that said. */
function pair(options: string[]): [string, string, ...string[]] {
  return options as [string, string, ...string[]];
}

type Ring = { get(): string };
type SpawnEnd = (error?: Error, stdout?: Ring, stderr?: Ring) => void;
type Spawn = (args: string[], options: object, onProcess: unknown, onEnd: SpawnEnd) => void;

/**
 * Fixes the program for this one command. fluent-ffmpeg's own setter is global to the process, and its look at
 * the capabilities (two more processes, and a parser that fails on ffmpeg 7) repeats what findFfmpeg did. And where
 * the program cannot be started it throws out of an event, for want of the output that was never there.
 */
function pinBinary(command: FfmpegCommand, ffmpegPath: string): void {
  const { _spawnFfmpeg: spawn } = command as unknown as { _spawnFfmpeg: Spawn };
  const nothing: Ring = { get: () => '' };
  const withOutput = (onEnd: SpawnEnd): SpawnEnd => {
    return (error, stdout = nothing, stderr = nothing) => onEnd(error, stdout, stderr);
  };
  Object.assign(command, {
    _getFfmpegPath: (answer: (error: null, path: string) => void) => answer(null, ffmpegPath),
    _checkCapabilities: (answer: (error: null) => void) => answer(null),
    availableEncoders: (answer: (error: null, encoders: object) => void) => answer(null, {}),
    _spawnFfmpeg: ((args, options, onProcess, onEnd) =>
      spawn.call(command, args, options, onProcess, withOutput(onEnd))) satisfies Spawn,
  });
}

function spawned(
  command: FfmpegCommand,
  run: FfmpegRun,
  signal: AbortSignal,
  onFrames: (frames: number) => void,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let overrun: Overrun | null = null;
    const watch = watchTime(run, (why) => {
      overrun = why;
      kill(command);
    });
    const { tail, read } = ffmpegOutput(onFrames, watch.moved);
    const abort = (): void => kill(command);
    signal.addEventListener('abort', abort);
    const ended = (failure: Error | null): void => {
      watch.stop();
      signal.removeEventListener('abort', abort);
      if (failure === null) resolve();
      else reject(failure);
    };
    command.on('start', () => signal.aborted && abort());
    command.on('stderr', read);
    command.on('error', (error: Error) => {
      if (signal.aborted) ended(signal.reason as Error);
      else ended(overrun === null ? failureOf(run, error, tail) : overrunFailure(overrun, run, tail));
    });
    command.on('end', () => ended(hiddenFailure(run, tail)));
    command.run();
  });
}

/**
 * A killed process has nothing more to say. Whatever it has started itself, where it is a script, may hold its
 * output open, and fluent-ffmpeg would wait for that.
 */
function kill(command: FfmpegCommand): void {
  command.kill('SIGKILL');
  const { ffmpegProc } = command as unknown as { ffmpegProc?: ChildProcess };
  for (const stream of [ffmpegProc?.stdout, ffmpegProc?.stderr]) stream?.destroy();
}
