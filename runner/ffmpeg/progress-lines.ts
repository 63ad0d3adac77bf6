import { FRAME_RATE } from '../../core/job/frames.js';

const STDERR_TAIL_LINES = 20;
/** What grows as long as ffmpeg works. */
const SIGNS_OF_LIFE = new Set(['frame', 'out_time_ms', 'total_size']);

/** What ffmpeg says on stderr: `-progress` writes `key=value` lines there, everything else is words. */
export interface FfmpegOutput {
  readonly read: (line: string) => void;
  /** The last lines of words. */
  readonly tail: string[];
}

/**
 * Reads it. `onFrames` hears of frames done, each number once; where there is only sound, of as many as would have been
 * shown meanwhile. `onMoved` hears of every sign of life.
 */
export function ffmpegOutput(onFrames: (frames: number) => void, onMoved: () => void): FfmpegOutput {
  const tail: string[] = [];
  const last = new Map<string, string>();
  const changed = (key: string, value: string): boolean => {
    if (last.get(key) === value) return false;
    last.set(key, value);
    return true;
  };
  return {
    tail,
    read(line) {
      const [, key, value] = /^(\w+)=\s*(\S*)$/.exec(line) ?? [];
      if (key === undefined || value === undefined) {
        if (line.trim() !== '') tail.push(line);
        if (tail.length > STDERR_TAIL_LINES) tail.shift();
      } else if (SIGNS_OF_LIFE.has(key) && changed(key, value)) {
        onMoved();
        if (key === 'frame') onFrames(Number(value));
        else if (key === 'out_time_ms' && !last.has('frame')) onFrames(framesAt(Number(value)));
      }
    },
  };
}

/** ffmpeg calls them milliseconds, but they are microseconds; N/A and negative before there is any sound. */
function framesAt(microseconds: number): number {
  return microseconds > 0 ? Math.floor((microseconds * FRAME_RATE) / 1e6) : 0;
}
