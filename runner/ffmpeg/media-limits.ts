import { MAX_MEDIA_MEBIBYTES } from '../../core/import/import-files.js';
import { MAX_LONG_SIDE, MAX_SHORT_SIDE, tooLarge } from './decoders.js';
import type { VideoStream } from './picture/video-stream.js';
import type { MediaProbe } from './probe.js';

const CLIP_SECONDS = 60;
export const SONG_SECONDS = 15 * 60;
const MEBIBYTE = 1024 * 1024;
const CLIP_CONTAINERS: MediaProbe['container'][] = ['mp4', 'mov', 'webm', 'matroska'];

/** Reasons are sentences about the file: "It has no video track." or "The file is empty." */
export const NO_VIDEO_TRACK = 'It has no video track.';
export const NO_SOUND_TRACK = 'It has no sound track.';

/** A reason as a sentence about `name`: "Clip 3 has no video track." or "Clip 3 cannot be used. The file is …" */
export function whatIsWrong(name: string, reason: string): string {
  return reason.startsWith('It ') ? `${name}${reason.slice(2)}` : `${name} cannot be used. ${reason}`;
}

/** Why a file cannot be a clip, one sentence each; empty if it can. */
export function clipViolations(probe: MediaProbe): string[] {
  const { video } = probe;
  const wrong = [...sizeViolations(probe), ...lengthViolations(secondsOf(probe), CLIP_SECONDS)];
  if (video === null) return [NO_VIDEO_TRACK, ...wrong];
  if (!CLIP_CONTAINERS.includes(probe.container)) {
    wrong.push(`A clip must be an MP4, MOV, WebM or Matroska file, not ${probe.container}.`);
  }
  return [...wrong, ...pictureSizeViolations(video)];
}

/** Pictures that share colors in pairs have sides of two pixels or more. */
const MIN_SIDE = 2;

function pictureSizeViolations({ width, height }: VideoStream): string[] {
  const most = `larger than ${MAX_LONG_SIDE}x${MAX_SHORT_SIDE}, the most that is supported.`;
  // The probe does not allocate a picture beyond MAX_PIXELS either, so it does not learn its size.
  if (width === 0 || height === 0) return [`Its picture cannot be read, or it is ${most}`];
  const [size, sides] = [`${width}x${height}`, [width, height]];
  if (Math.max(...sides) > MAX_LONG_SIDE || Math.min(...sides) > MAX_SHORT_SIDE) return [tooLarge(size)];
  const least = `${MIN_SIDE}x${MIN_SIDE}, the least that is supported.`;
  return Math.min(...sides) < MIN_SIDE ? [`Its picture of ${size} is smaller than ${least}`] : [];
}

/** A sound track may be longer than the picture, but a clip's is not used. */
function secondsOf({ video, durationSeconds }: MediaProbe): number {
  return video === null ? durationSeconds : video.durationSeconds;
}

/**
 * Why a file cannot be the song, by its headers, one sentence each; empty if it can. Where they only guess its length,
 * the length is not among them: see songLengthViolations.
 */
export function songViolations(probe: MediaProbe): string[] {
  const { demuxer, durationSeconds } = probe;
  const wrong = sizeViolations(probe);
  if (!GUESSED_LENGTH.includes(demuxer) && durationSeconds > 0)
    wrong.push(...lengthViolations(durationSeconds, SONG_SECONDS));
  return probe.audio === null ? [...wrong, NO_SOUND_TRACK] : wrong;
}

/** MP3 and AAC have no length of their own; a WAV or FLAC that was written to a pipe may have any or none. */
const GUESSED_LENGTH: MediaProbe['demuxer'][] = ['mp3', 'aac', 'wav', 'flac'];

/** Why a song of this measured length cannot be used, one sentence each. */
export function songLengthViolations(seconds: number): string[] {
  return lengthViolations(seconds, SONG_SECONDS);
}

function sizeViolations({ sizeBytes }: MediaProbe): string[] {
  const mebibytes = sizeBytes / MEBIBYTE;
  if (mebibytes <= MAX_MEDIA_MEBIBYTES) return [];
  return [
    `Its ${Math.ceil(mebibytes)} MiB are more than ${MAX_MEDIA_MEBIBYTES} MiB, the most that is supported.`,
  ];
}

function lengthViolations(seconds: number, maxSeconds: number): string[] {
  if (!(seconds > 0)) return ['It has no length.'];
  if (seconds <= maxSeconds) return [];
  return [`Its ${seconds.toFixed(1)} seconds are more than ${maxSeconds}, the most that is supported.`];
}
