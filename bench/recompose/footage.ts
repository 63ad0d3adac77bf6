import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { FRAME_RATE, OUTPUT_SIZES } from '../../core/job/frames.js';
import type { FfmpegTools } from '../../runner/ffmpeg/binaries.js';
import { makeClip } from '../../test/kit/media/media.js';

const exec = promisify(execFile);

const LONG_SECONDS = 12;

/** Files of 1080p, made once, from which every case takes its clips. */
export interface Footage {
  /** Six clips of 12 s. */
  clips: string[];
  /** The same clip mirrored, so equally hard to encode. */
  mirrored(clip: number): Promise<string>;
  /**
   * A piece of a clip from one of its keyframes (every two seconds), without encoding: a different file with the
   * same frames.
   */
  piece(clip: string, fromSeconds: number, seconds: number): Promise<string>;
}

/** Detail, motion and a little grain: at 14 Mbit/s, about as hard as models' clips in 1080p. */
export async function makeFootage(tools: FfmpegTools, folder: string): Promise<Footage> {
  const clips: string[] = [];
  for (let clip = 0; clip < 6; clip++) {
    clips.push(await drawn(path.join(folder, `clip-${clip}.mp4`), clip * 50));
  }
  let pieces = 0;
  const mirrored = new Map<number, Promise<string>>();
  return {
    clips,
    mirrored(clip) {
      const made =
        mirrored.get(clip) ?? drawn(path.join(folder, `mirrored-${clip}.mp4`), clip * 50, ',hflip');
      mirrored.set(clip, made);
      return made;
    },
    async piece(clip, fromSeconds, seconds) {
      const file = path.join(folder, `piece-${pieces++}.mp4`);
      const frames = ['-frames:v', String(Math.round(seconds * FRAME_RATE))];
      const ownContent = ['-metadata', `comment=${pieces}`];
      const copy = ['-ss', String(fromSeconds), '-i', clip, ...frames, '-c', 'copy', ...ownContent, file];
      await exec(tools.ffmpegPath, ['-nostdin', '-v', 'error', ...copy]);
      return file;
    },
  };
}

const { width, height } = OUTPUT_SIZES['16:9'];
/** Makes 1080p of a pattern: a moving camera, and a little grain. */
export const FILMED = `scale=2112:1188,crop=${width}:${height}:x=(iw-ow)/2*(1+sin(t)):y=(ih-oh)/2*(1+cos(1.3*t)),noise=alls=2:allf=t`;

function drawn(file: string, hue: number, more = ''): Promise<string> {
  const filters = `hue=h=${hue},${FILMED}${more}`;
  return makeClip({ file, seconds: LONG_SECONDS, width: 960, height: 540, pattern: 'testsrc2', filters });
}
