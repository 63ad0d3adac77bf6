import { findFfmpeg } from '../../runner/ffmpeg/binaries.js';
import type { Check } from './check.js';

const SOURCES = {
  env: 'the one of FFMPEG_PATH',
  path: 'the one on PATH',
  bundled: 'the bundled build of 2018; install a current one before you process untrusted files',
};

/** Checks that ffmpeg has everything runners need. In a cluster they use the image's ffmpeg. */
export const checkFfmpeg: Check = async (env, signal) => {
  const { source } = await findFfmpeg({ ffmpegPath: env.FFMPEG_PATH, ffprobePath: env.FFPROBE_PATH }, signal);
  return SOURCES[source];
};
