import { RegenerationFailure } from '../../core/errors.js';
import { concurrently } from '../compose/concurrently.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { checkDecodable, decodeSong } from '../ffmpeg/length/check-decodable.js';
import { declaredSoundLength } from '../ffmpeg/length/sound-length.js';
import { whyNotRead } from './other-formats.js';
import {
  clipViolations,
  NO_VIDEO_TRACK,
  SONG_SECONDS,
  songLengthViolations,
  songViolations,
} from '../ffmpeg/media-limits.js';
import { probeMedia, UnreadableMedia, UnusableMedia, type MediaProbe } from '../ffmpeg/probe.js';
import type { CheckedMedia } from './plan.js';
import type { ImportReport } from './output.js';

type MediaKind = keyof typeof VIOLATIONS;

/** A file that cannot be imported; the message is one sentence and names no path. */
export class BadMedia extends Error {}

const VIOLATIONS = {
  clip: clipViolations,
  song: songViolations,
  video: (probe: MediaProbe) => (probe.video === null ? [NO_VIDEO_TRACK] : []),
};

/** A difference of lengths that is worth a sentence. */
export const TOLERATED_SECONDS = 0.1;

/** Files that are decoded at a time. */
const CHECKS_AT_ONCE = 2;

/** A file to check; `label` says which it is: "clip 3 of 6". */
export interface FileToCheck {
  path: string;
  kind: MediaKind;
  label: string;
}

/** checkMedia for many files: each file's media, or what is wrong with it, in the files' order. */
export function checkEach(
  files: readonly FileToCheck[],
  ffmpeg: FfmpegTools,
  { progress }: Pick<ImportReport, 'progress'>,
  signal: AbortSignal,
): Promise<(CheckedMedia | BadMedia)[]> {
  let checked = 0;
  return concurrently(files, CHECKS_AT_ONCE, signal, async ({ path, kind, label }, each) => {
    progress('checking', checked / files.length, `Checking ${label}`);
    try {
      return await checkMedia(path, kind, ffmpeg, each);
    } catch (error) {
      if (error instanceof BadMedia) return error;
      throw error;
    } finally {
      checked++;
    }
  });
}

/**
 * Probes a file, checks it against the limits of its kind and decodes all of it that will be used. The result has the
 * lengths that were measured. Rejects with BadMedia.
 */
export async function checkMedia(
  path: string,
  kind: MediaKind,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<CheckedMedia> {
  try {
    const probe = await probeMedia(path, ffmpeg, signal);
    rejectIf(VIOLATIONS[kind](probe));
    if (kind === 'song') return await measuredSong(path, probe, ffmpeg, signal);
    await checkDecodable(path, probe, ffmpeg, signal, kind === 'video' ? 'heard' : 'unused');
    return { path, probe, declaredSeconds: probe.video?.declaredSeconds ?? null };
  } catch (error) {
    throw signal.aborted ? error : await asBadMedia(error, path);
  }
}

function rejectIf(violations: string[]): void {
  if (violations.length > 0) throw new BadMedia(violations.join(' '));
}

async function measuredSong(
  path: string,
  probe: MediaProbe,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<CheckedMedia> {
  const durationSeconds = await decodeSong(path, probe, SONG_SECONDS + 1, ffmpeg, signal);
  rejectIf(songLengthViolations(durationSeconds));
  // A picture beside the sound, such as a cover, has no part in the song.
  return {
    path,
    probe: { ...probe, durationSeconds, video: null },
    declaredSeconds: declaredSoundLength(probe),
  };
}

/**
 * A sentence where a file's headers say another length than was measured, by more than a tenth of a second: other
 * programs show that one. Null if they agree or say nothing. `name` begins the sentence.
 */
export function lengthWarning(name: string, { probe, declaredSeconds }: CheckedMedia): string | null {
  const measured = probe.video?.durationSeconds ?? probe.durationSeconds;
  if (declaredSeconds === null || Math.abs(measured - declaredSeconds) <= TOLERATED_SECONDS) return null;
  const [is, says] = [measured, declaredSeconds].map((seconds) => seconds.toFixed(2));
  return `${name} lasts ${is} seconds, although the file says ${says}. The measured length counts.`;
}

async function asBadMedia(error: unknown, path: string): Promise<unknown> {
  if (error instanceof UnreadableMedia)
    return new BadMedia((await whyNotRead(path)) ?? error.message, { cause: error });
  if (error instanceof UnusableMedia || error instanceof RegenerationFailure) {
    return new BadMedia(error.message, { cause: error });
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new BadMedia('The file is not there.', { cause: error });
  if (code === 'EACCES' || code === 'EISDIR')
    return new BadMedia(`The file cannot be read (${code}).`, { cause: error });
  return error;
}
