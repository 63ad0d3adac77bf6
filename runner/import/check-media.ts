import { RegenerationFailure } from '../../core/errors.js';
import { concurrently } from '../compose/concurrently.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { clipViolations, NO_VIDEO_TRACK, songViolations } from '../ffmpeg/media-limits.js';
import { checkDecodable, probeMedia, UnusableMedia, type MediaProbe } from '../ffmpeg/probe.js';
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

/** Probes a file, checks it against the limits of its kind and decodes all of it. Rejects with BadMedia. */
export async function checkMedia(
  path: string,
  kind: MediaKind,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<CheckedMedia> {
  try {
    const probe = await probeMedia(path, ffmpeg, signal);
    const violations = VIOLATIONS[kind](probe);
    if (violations.length > 0) throw new BadMedia(violations.join(' '));
    await checkDecodable(path, probe, ffmpeg, signal);
    return { path, probe };
  } catch (error) {
    throw signal.aborted ? error : asBadMedia(error);
  }
}

function asBadMedia(error: unknown): unknown {
  if (error instanceof UnusableMedia || error instanceof RegenerationFailure) {
    return new BadMedia(error.message, { cause: error });
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new BadMedia('The file is not there.', { cause: error });
  if (code === 'EACCES' || code === 'EISDIR')
    return new BadMedia(`The file cannot be read (${code}).`, { cause: error });
  return error;
}
