import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ApiEnv } from './env.js';

/** A warning when only npm's bundled FFmpeg is available; null if there is a better one. */
export function ffmpegNotice(env: ApiEnv, path: string): string | null {
  if (
    env.FFMPEG_PATH !== undefined ||
    path.split(delimiter).some((folder) => isProgram(join(folder, 'ffmpeg')))
  ) {
    return null;
  }
  return 'No ffmpeg on PATH: using the bundled build of 2018. Install a current one before you process untrusted files.';
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
