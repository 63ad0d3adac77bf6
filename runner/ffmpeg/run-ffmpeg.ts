import type { ChildProcess } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { FfmpegTools } from './binaries.js';
import { DECODER_GUARD } from './decoders.js';
import { failureOf, hiddenFailure, overrunFailure } from './ffmpeg-failure.js';
import type { FfmpegOutput, FfmpegRun } from './ffmpeg-run.js';
import { ffmpegOutput } from './progress-lines.js';
import { watchTime, type Overrun } from './time-limits.js';

export { FfmpegError } from './ffmpeg-failure.js';
export type { FfmpegInput, FfmpegOutput, FfmpegRun } from './ffmpeg-run.js';

/** What a finished ffmpeg reported. */
export interface FfmpegEnd {
  /** Where the output ended on its own clock. */
  seconds: number;
  /** How many messages it wrote, of damage that it went past, and the last of them. */
  messageCount: number;
  messages: readonly string[];
}

/** Of stdout, which stays empty. */
const STDOUT_LINES = 20;

/**
 * Runs ffmpeg to its end. `onFrames` receives the number of finished frames about twice a second.
 *
 * Rejects with the signal's reason when aborted (ffmpeg has ended by then), with `FfmpegError` on a non-zero exit,
 * and with a `RegenerationFailure` when disk or memory run out, when the run exceeds its time limit or makes no
 * progress (TIMEOUT), or when the process was killed.
 */
export async function runFfmpeg(
  binaries: FfmpegTools,
  run: FfmpegRun,
  signal: AbortSignal,
  onFrames: (frames: number) => void = () => undefined,
): Promise<FfmpegEnd> {
  signal.throwIfAborted();
  const written = outputsOf(run).flatMap(({ outputPath }) => outputPath ?? []);
  try {
    const end = await spawned(buildCommand(binaries, run), binaries, run, signal, onFrames);
    for (const path of written) await rename(partOf(path), path);
    return end;
  } catch (error) {
    for (const path of written) await rm(partOf(path), { force: true });
    throw error;
  }
}

const outputsOf = (run: FfmpegRun): FfmpegOutput[] => [run, ...(run.beside ?? [])];

const partOf = (outputPath: string): string => `${outputPath}.part`;

function buildCommand(binaries: FfmpegTools, run: FfmpegRun): FfmpegCommand {
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
  outputsOf(run).forEach(({ filters, outputOptions, format, outputPath }, index) => {
    const ofRun = index === 0 ? [...quiet, ...strict] : [];
    const drawn = filters === undefined ? [] : ['-map', filters.track, '-vf', filters.chain];
    command
      .output(outputPath === null ? '-' : partOf(outputPath))
      .outputOptions(...pair([...ofRun, ...drawn, ...outputOptions, '-f', format]));
  });
  return command;
}

/** fluent-ffmpeg keeps options unchanged only if it receives two or more of them. */
function pair(options: string[]): [string, string, ...string[]] {
  return options as [string, string, ...string[]];
}

type Ring = { get(): string };
type SpawnEnd = (error?: Error, stdout?: Ring, stderr?: Ring) => void;
type Spawn = (args: string[], options: object, onProcess: unknown, onEnd: SpawnEnd) => void;

/**
 * Sets the program for this one command. fluent-ffmpeg's own setter is global to the process, and its capability
 * check (two more processes, and a parser that fails on ffmpeg 7) repeats findFfmpeg. If the program cannot start,
 * it also throws inside an event handler because there is no output stream.
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
  binaries: FfmpegTools,
  run: FfmpegRun,
  signal: AbortSignal,
  onFrames: (frames: number) => void,
): Promise<FfmpegEnd> {
  return new Promise<FfmpegEnd>((resolve, reject) => {
    let overrun: Overrun | null = null;
    const watch = watchTime(run, (why) => {
      overrun = why;
      kill(command);
    });
    const { tail, read, seconds, messageCount } = ffmpegOutput(onFrames, watch.moved);
    const abort = (): void => kill(command);
    signal.addEventListener('abort', abort);
    const ended = (failure: Error | null): void => {
      watch.stop();
      signal.removeEventListener('abort', abort);
      if (failure === null) resolve({ seconds: seconds(), messageCount: messageCount(), messages: tail });
      else reject(failure);
    };
    command.on('start', () => signal.aborted && abort());
    if (binaries.yields === true) command.on('start', () => yieldProcessor(command));
    command.on('stderr', read);
    command.on('error', (error: Error) => {
      if (signal.aborted) ended(signal.reason as Error);
      else ended(overrun === null ? failureOf(run, error, tail) : overrunFailure(overrun, run, tail));
    });
    command.on('end', () => ended(hiddenFailure(run, tail)));
    command.run();
  });
}

const processOf = (command: FfmpegCommand): ChildProcess | undefined =>
  (command as unknown as { ffmpegProc?: ChildProcess }).ffmpegProc;

/** Before it has started threads of its own. */
function yieldProcessor(command: FfmpegCommand): void {
  const pid = processOf(command)?.pid;
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended, or the system does not let us: then it runs as any other.
  }
}

/**
 * A killed process reports nothing more. If it is a script, its children may keep its output open, and
 * fluent-ffmpeg would wait for that.
 */
function kill(command: FfmpegCommand): void {
  command.kill('SIGKILL');
  const killed = processOf(command);
  for (const stream of [killed?.stdout, killed?.stderr]) stream?.destroy();
}
