import { rename, rm } from 'node:fs/promises';
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import { RegenerationFailure, type RegenerationErrorCode } from '../../core/errors.js';
import type { FfmpegTools } from './binaries.js';

const STDERR_TAIL_LINES = 20;
const STARTUP_SECONDS = 60;
/** 0.5 s a frame is about 20 times what a busy core needs for 1080p. */
const SECONDS_PER_FRAME = 0.5;
const DAMAGED_INPUT = /File ended prematurely|Read error|corrupt input packet/;
/** ffmpeg 5.1 ends with 0 although the last bytes did not fit on the disk. */
const UNWRITTEN_OUTPUT = /Error writing trailer|Error closing file|No space left on device/;

export interface FfmpegInput {
  file: string;
  /**
   * The demuxer that the probe saw (`mov`, `matroska`, …): nothing else may read the file. What was not probed needs a
   * `-format_whitelist` among the options.
   */
  format?: string;
  /** Further options before `-i`. */
  options?: string[];
}

/** One ffmpeg command, complete: what goes in, through which graph, and what comes out. */
export interface FfmpegRun {
  inputs: FfmpegInput[];
  filterGraph?: string;
  outputOptions: string[];
  /** The muxer, e.g. `mp4`; with `null` everything is decoded and nothing is written. */
  format: string;
  /** Appears only when ffmpeg ended well; until then `<outputPath>.part`. */
  outputPath: string | null;
  /** Frames of work, by which the wall-clock limit is set. */
  frameCount: number;
  /** Fails on damaged input instead of doing what can be done with the rest. */
  strict?: boolean;
  /** Completes the sentence "… could not / no disk space left to": `put the video together`. */
  doing: string;
  /** The code of a failure. */
  failureCode: RegenerationErrorCode;
  /** Replaces the limit that follows from frameCount. */
  limitSeconds?: number;
}

/** ffmpeg refused its input or arguments; `cause` holds the end of its stderr. */
export class FfmpegRefusal extends RegenerationFailure {}

/**
 * Runs ffmpeg to its end. `onFrames` hears of frames done, about twice a second.
 *
 * Rejects with the signal's reason when aborted (ffmpeg is gone by then), with `FfmpegRefusal` on a non-zero exit,
 * and with a `RegenerationFailure` of its own sentence when the disk is full, the time limit passed or somebody
 * killed ffmpeg.
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
  const command = ffmpeg({ stdoutLines: STDERR_TAIL_LINES });
  pinBinary(command, binaries.ffmpegPath);
  for (const input of run.inputs) {
    const reader = input.format === undefined ? [] : ['-f', input.format];
    const guards = ['-protocol_whitelist', 'file', ...reader];
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
  const tail: string[] = [];
  const limitSeconds = run.limitSeconds ?? STARTUP_SECONDS + SECONDS_PER_FRAME * run.frameCount;
  return new Promise<void>((resolve, reject) => {
    let timedOut = false;
    const kill = () => command.kill('SIGKILL');
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, limitSeconds * 1000);
    signal.addEventListener('abort', kill);
    const ended = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      settle();
    };
    command.on('start', () => signal.aborted && kill());
    command.on('stderr', (line: string) => readLine(line, tail, onFrames));
    command.on('error', (error: Error) =>
      ended(() => reject(signal.aborted ? (signal.reason as Error) : failure(run, error, tail, timedOut))),
    );
    command.on('end', () =>
      ended(() => {
        const said = tail.join('\n');
        if (UNWRITTEN_OUTPUT.test(said))
          reject(failure(run, new Error('The output is not whole'), tail, false));
        else if (run.strict && DAMAGED_INPUT.test(said)) reject(refusal(run, tail));
        else resolve();
      }),
    );
    command.run();
  });
}

/** `-progress` and errors share stderr: `key=value` lines are progress. */
function readLine(line: string, tail: string[], onFrames: (frames: number) => void): void {
  const progress = /^(\w+)=\s*(\S*)$/.exec(line);
  if (progress === null) {
    if (line.trim() !== '') tail.push(line);
    if (tail.length > STDERR_TAIL_LINES) tail.shift();
  } else if (progress[1] === 'frame') {
    onFrames(Number(progress[2]));
  }
}

function failure(run: FfmpegRun, error: Error, tail: string[], timedOut: boolean): RegenerationFailure {
  const cause = new Error([error.message, ...tail].join('\n'), { cause: error });
  if (timedOut) return new RegenerationFailure('TIMEOUT', `It took too long to ${run.doing}.`, { cause });
  if (/No space left on device|ENOSPC/.test(cause.message)) {
    return new RegenerationFailure(run.failureCode, `There is no disk space left to ${run.doing}.`, {
      cause,
    });
  }
  if (/was killed with signal/.test(error.message)) {
    const message = `FFmpeg was stopped before it could ${run.doing}.`;
    return new RegenerationFailure(run.failureCode, message, { cause, transient: true });
  }
  return refusal(run, [error.message, ...tail]);
}

function refusal(run: FfmpegRun, tail: string[]): FfmpegRefusal {
  return new FfmpegRefusal(run.failureCode, `FFmpeg could not ${run.doing}.`, {
    cause: new Error(tail.join('\n')),
  });
}
