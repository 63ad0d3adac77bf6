import { join } from 'node:path';
import { packagePath } from '../../../core/util/package-path.js';
import { ffmpeg } from './media.js';

const CLIPS = 'prisma/demo/video-clips/c1e7a3d2-5b46-4f0e-9a8d-2f6b7c3d9e10';

/** Small copies of the first seconds of the demo video's six clips, in a folder: drawn scenes of one style, each of its own. */
export async function demoClips(folder: string, seconds = 3): Promise<string[]> {
  const copies = Array.from({ length: 6 }, (_, clip) => join(folder, `demo-${clip}.mp4`));
  for (const [clip, copy] of copies.entries()) {
    const small = ['-t', String(seconds), '-vf', 'scale=320:180', '-an'];
    const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '14'];
    await ffmpeg(['-i', join(packagePath(CLIPS), `clip_${clip}.mp4`), ...small, ...encoder, copy]);
  }
  return copies;
}
