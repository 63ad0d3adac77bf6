import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const WIDTH = 800;
const FRAMES_PER_SECOND = 6;
/** A longer still bores the viewer. */
const STILL_AT_MOST_SECONDS = 1.2;

/** Records what a page shows, frame by frame as it changes. */
export async function record(page, folder) {
  const frames = [];
  const writes = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    const path = join(folder, `frame-${String(frames.length).padStart(5, '0')}.jpg`);
    frames.push({ path, seconds: metadata.timestamp });
    writes.push(writeFile(path, Buffer.from(data, 'base64')));
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 90 });
  return {
    async writeGif(path) {
      await session.send('Page.stopScreencast');
      await Promise.all(writes);
      const list = join(folder, 'frames.txt');
      await writeFile(list, concatList(frames));
      await promisify(execFile)('ffmpeg', gifArgs(list, path));
    },
  };
}

/** The frames for ffmpeg's concat reader, each as long as it was shown, up to that limit. */
function concatList(frames) {
  const lines = frames.map(({ path, seconds }, index) => {
    const shown = (frames[index + 1]?.seconds ?? seconds + STILL_AT_MOST_SECONDS) - seconds;
    return `file '${path}'\nduration ${Math.min(shown, STILL_AT_MOST_SECONDS).toFixed(3)}`;
  });
  return `ffconcat version 1.0\n${lines.join('\n')}\n`;
}

/** One palette for all frames, no dithering: flat surfaces stay flat, and the file stays small. */
function gifArgs(list, path) {
  const frames = `fps=${FRAMES_PER_SECOND},scale=${WIDTH}:-2:flags=lanczos`;
  const palette =
    'split[a][b];[a]palettegen=max_colors=128:stats_mode=diff[p];[b][p]paletteuse=dither=none:diff_mode=rectangle';
  return ['-v', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', list, '-vf', `${frames},${palette}`, path];
}
