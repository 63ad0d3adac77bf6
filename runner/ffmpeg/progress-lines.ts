import { FRAME_RATE } from '../../core/job/frames.js';

const STDERR_TAIL_LINES = 20;
/** Values that grow while ffmpeg works. */
const SIGNS_OF_LIFE = new Set(['frame', 'out_time_ms', 'total_size']);

/** ffmpeg's stderr: `-progress` writes `key=value` lines there, all other lines are messages. */
export interface FfmpegOutput {
  readonly read: (line: string) => void;
  /** The last messages. */
  readonly tail: string[];
  /** How many messages there were in all. */
  readonly messageCount: () => number;
  /** How far the output has come on its own clock, in seconds. */
  readonly seconds: () => number;
}

/**
 * Reads stderr. `onFrames` receives the number of finished frames, each number once; for sound alone, the frames of
 * picture that last as long. `onMoved` is called for each sign of progress.
 */
export function ffmpegOutput(onFrames: (frames: number) => void, onMoved: () => void): FfmpegOutput {
  const tail: string[] = [];
  const last = new Map<string, string>();
  let messages = 0;
  const changed = (key: string, value: string): boolean => {
    if (last.get(key) === value) return false;
    last.set(key, value);
    return true;
  };
  return {
    tail,
    messageCount: () => messages,
    seconds: () => Math.max(0, Number(last.get('out_time_ms')) || 0) / 1e6,
    read(line) {
      const [, key, value] = /^(\w+)=\s*(\S*)$/.exec(line) ?? [];
      if (key === undefined || value === undefined) {
        if (line.trim() === '') return;
        messages++;
        tail.push(line);
        if (tail.length > STDERR_TAIL_LINES) tail.shift();
      } else if (SIGNS_OF_LIFE.has(key) && changed(key, value)) {
        onMoved();
        if (key === 'frame') onFrames(Number(value));
        else if (key === 'out_time_ms' && !last.has('frame')) onFrames(framesAt(Number(value)));
      }
    },
  };
}

/** ffmpeg calls them milliseconds, but they are microseconds; N/A and negative before the first sound. */
function framesAt(microseconds: number): number {
  return microseconds > 0 ? Math.floor((microseconds * FRAME_RATE) / 1e6) : 0;
}
