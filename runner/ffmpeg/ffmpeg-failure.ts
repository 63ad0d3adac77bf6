import { assertNever, RegenerationFailure } from '../../core/errors.js';
import type { FfmpegRun } from './ffmpeg-run.js';
import type { Overrun } from './time-limits.js';

const DISK_FULL = /No space left on device|ENOSPC/;
/** ffmpeg, x264, the C++ runtime, the loader of libraries; EAGAIN where no thread could be started (all seen). */
const NO_MEMORY =
  /(Cannot|Could not) allocate memory|malloc of size|std::bad_alloc|[Oo]ut of memory|failed to map segment|Resource temporarily unavailable/;
/** ffmpeg 5.1 ends with 0 although the last bytes did not fit on the disk. */
const UNWRITTEN_OUTPUT = /Error writing trailer|Error closing file|No space left on device/;
const DAMAGED_INPUT = /File ended prematurely|Read error|corrupt input packet/;

/** ffmpeg refused its input or arguments; `cause` holds the end of its stderr. */
export class FfmpegRefusal extends RegenerationFailure {}

/** What it means that ffmpeg ended badly, in words; `tail` is what it said last. */
export function failureOf(run: FfmpegRun, error: Error, tail: string[]): RegenerationFailure {
  const cause = new Error([error.message, ...tail].join('\n'), { cause: error });
  const fails = (message: string, transient = false): RegenerationFailure =>
    new RegenerationFailure(run.failureCode, message, { cause, transient });
  if (DISK_FULL.test(cause.message)) return fails(`There is no disk space left to ${run.doing}.`);
  if (NO_MEMORY.test(cause.message)) return fails(`There is not enough memory to ${run.doing}.`, true);
  // Nobody else sends SIGKILL to a runner's children than a kernel that has run out of memory.
  if (/was killed with signal SIGKILL/.test(error.message))
    return fails(`FFmpeg was stopped before it could ${run.doing}, probably for want of memory.`, true);
  if (/was killed with signal/.test(error.message))
    return fails(`FFmpeg was stopped before it could ${run.doing}.`, true);
  return new FfmpegRefusal(run.failureCode, `FFmpeg could not ${run.doing}.`, { cause });
}

/** What it means that ffmpeg had to be killed. */
export function overrunFailure(why: Overrun, run: FfmpegRun, tail: string[]): RegenerationFailure {
  const cause = new Error(tail.join('\n'));
  switch (why) {
    case 'too-long':
      return new RegenerationFailure('TIMEOUT', `It took too long to ${run.doing}.`, { cause });
    case 'standstill':
      return new RegenerationFailure('TIMEOUT', `FFmpeg came to a standstill and could not ${run.doing}.`, {
        cause,
      });
    default:
      return assertNever(why, 'overrun');
  }
}

/** What is wrong although ffmpeg ended as if all were well; null where nothing is. */
export function hiddenFailure(run: FfmpegRun, tail: string[]): RegenerationFailure | null {
  const said = tail.join('\n');
  if (UNWRITTEN_OUTPUT.test(said)) return failureOf(run, new Error('The output is not whole'), tail);
  if (run.strict && DAMAGED_INPUT.test(said)) return failureOf(run, new Error('The input is damaged'), tail);
  return null;
}
