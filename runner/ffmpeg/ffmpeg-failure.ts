import { assertNever, RegenerationFailure } from '../../core/errors.js';
import type { FfmpegRun } from './ffmpeg-run.js';
import type { Overrun } from './time-limits.js';

const DISK_FULL = /No space left on device|ENOSPC/;
/**
 * Messages of ffmpeg, x264, the C++ runtime and the dynamic loader; EAGAIN when a thread cannot start (all
 * observed).
 */
const NO_MEMORY =
  /(Cannot|Could not) allocate memory|malloc of size|std::bad_alloc|[Oo]ut of memory|failed to map segment|Resource temporarily unavailable/;
/** ffmpeg 5.1 exits with 0 although the last bytes did not fit on the disk. */
const UNWRITTEN_OUTPUT = /Error writing trailer|Error closing file|No space left on device/;
const DAMAGED_INPUT = /File ended prematurely|Read error|corrupt input packet/;

/** ffmpeg rejected its input or arguments; `cause` holds the end of its stderr. */
export class FfmpegError extends RegenerationFailure {}

/** The failure for an ffmpeg that exited with an error; `tail` is the end of its stderr. */
export function failureOf(run: FfmpegRun, error: Error, tail: string[]): RegenerationFailure {
  const cause = new Error([error.message, ...tail].join('\n'), { cause: error });
  const fails = (message: string, transient = false): RegenerationFailure =>
    new RegenerationFailure(run.failureCode, message, { cause, transient });
  if (DISK_FULL.test(cause.message)) return fails(`There is no disk space left to ${run.doing}.`);
  if (NO_MEMORY.test(cause.message)) return fails(`There is not enough memory to ${run.doing}.`, true);
  // Only a kernel that has run out of memory sends SIGKILL to a runner's children.
  if (/was killed with signal SIGKILL/.test(error.message))
    return fails(`FFmpeg was stopped before it could ${run.doing}, probably because memory ran out.`, true);
  if (/was killed with signal/.test(error.message))
    return fails(`FFmpeg was stopped before it could ${run.doing}.`, true);
  return new FfmpegError(run.failureCode, `FFmpeg could not ${run.doing}.`, { cause });
}

/** The failure for an ffmpeg that had to be killed. */
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

/** The failure if stderr reports one although ffmpeg exited with 0; null otherwise. */
export function hiddenFailure(run: FfmpegRun, tail: string[]): RegenerationFailure | null {
  const messages = tail.join('\n');
  if (UNWRITTEN_OUTPUT.test(messages)) return failureOf(run, new Error('The output is incomplete'), tail);
  if (run.strict && DAMAGED_INPUT.test(messages))
    return failureOf(run, new Error('The input is damaged'), tail);
  return null;
}
