import type { MediaProbe } from './probe.js';

const LONG_SIDE = 4096;
const SHORT_SIDE = 2304;
const CLIP_SECONDS = 60;
const SONG_SECONDS = 15 * 60;
const MEBIBYTE = 1024 * 1024;
const MAX_MEBIBYTES = 512;
const CLIP_CONTAINERS: MediaProbe['container'][] = ['mp4', 'mov', 'webm', 'matroska'];

/** Why a file cannot be a clip, one sentence each; empty where it can. */
export function clipViolations(probe: MediaProbe): string[] {
  const { video } = probe;
  const wrong = commonViolations(probe, CLIP_SECONDS);
  if (!CLIP_CONTAINERS.includes(probe.container)) {
    wrong.push(`A clip must be an MP4, MOV, WebM or Matroska file, not ${probe.container}.`);
  }
  if (video === null || video.width === 0 || video.height === 0) return [...wrong, 'It holds no picture.'];
  const sides = [video.width, video.height];
  if (Math.max(...sides) > LONG_SIDE || Math.min(...sides) > SHORT_SIDE) {
    const size = `${video.width}x${video.height}`;
    wrong.push(
      `Its picture of ${size} is larger than ${LONG_SIDE}x${SHORT_SIDE}, the most that is supported.`,
    );
  }
  return wrong;
}

/** Why a file cannot be the song, one sentence each; empty where it can. */
export function songViolations(probe: MediaProbe): string[] {
  const wrong = commonViolations(probe, SONG_SECONDS);
  return probe.audio === null ? [...wrong, 'It holds no sound.'] : wrong;
}

function commonViolations(probe: MediaProbe, maxSeconds: number): string[] {
  const wrong: string[] = [];
  const mebibytes = probe.sizeBytes / MEBIBYTE;
  if (mebibytes > MAX_MEBIBYTES) {
    wrong.push(
      `Its ${Math.ceil(mebibytes)} MiB are more than ${MAX_MEBIBYTES} MiB, the most that is supported.`,
    );
  }
  if (!(probe.durationSeconds > 0)) wrong.push('It has no length.');
  if (probe.durationSeconds > maxSeconds) {
    const seconds = probe.durationSeconds.toFixed(1);
    wrong.push(`Its ${seconds} seconds are more than ${maxSeconds}, the most that is supported.`);
  }
  return wrong;
}
