import { readFile, stat } from 'node:fs/promises';
import { RegenerationFailure } from '../../core/errors.js';
import { sha256OfFile } from '../../core/storage/file-hash.js';
import { SharedWork } from '../../core/util/shared-work.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { BEST_QUALITY, conformedEnd, conformedVideo, type PictureForm } from '../ffmpeg/conformed.js';
import { UnusableMedia } from '../ffmpeg/probe.js';
import type { FootageEdit } from './edit/edit-window.js';
import type { VideoRequest } from './video-model.js';

export type { PictureForm };

/**
 * A clip's footage, from the beginning of its slot, in the form that a model takes; held at its end where it is too short.
 * As data: URIs. All reject with RegenerationFailure if there is none.
 */
export interface Footage {
  /** What is sent for an edit: the window of it in its own shape, as the model's limits want it. */
  edited(request: VideoRequest, edit: FootageEdit, signal: AbortSignal): Promise<string>;
  video(request: VideoRequest, form: PictureForm, signal: AbortSignal): Promise<string>;
  lastPicture(request: VideoRequest, form: PictureForm, signal: AbortSignal): Promise<string>;
}

/** More is not kept in memory. */
const MAX_BYTES = 64_000_000;

/** Of the files that are tried: each about half as large as the one before. */
const QUALITIES = [BEST_QUALITY, BEST_QUALITY + 6, BEST_QUALITY + 12];

export function footageOf(ffmpeg: FfmpegTools): Footage {
  // Takes of a clip are sent the same.
  const edits = new SharedWork<Buffer>();
  return {
    edited: async (request, edit, signal) =>
      videoUri(
        await taken(request, async (source, scratch) => {
          const key = JSON.stringify([await sha256OfFile(source, signal), edit]);
          return await edits.share(key, async () => await windowOf(source, scratch, edit, ffmpeg, signal));
        }),
      ),
    video: async (request, form, signal) => {
      const bytes = await taken(request, async (source, scratch) => {
        return await conformedVideo(source, scratch, form, ffmpeg, signal);
      });
      if (bytes.length > MAX_BYTES) throw unusable('It is larger than the video model takes.');
      return videoUri(bytes);
    },
    lastPicture: async (request, form, signal) => {
      const bytes = await taken(request, async (source, scratch) => {
        return await conformedEnd(source, scratch, form, ffmpeg, signal);
      });
      return `data:image/jpeg;base64,${bytes.toString('base64')}`;
    },
  };
}

async function windowOf(
  source: string,
  scratch: string,
  { limits, form, isAsWanted }: FootageEdit,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<Buffer> {
  const limit = Math.min(MAX_BYTES, limits.maxMegabytes * 1_000_000);
  if (isAsWanted && (await stat(source)).size <= limit) return await readFile(source);
  for (const quality of QUALITIES) {
    const made = await conformedVideo(source, scratch, form, ffmpeg, signal, quality);
    if (made.length <= limit) return made;
  }
  throw new UnusableMedia('It is larger than the video model takes.');
}

const videoUri = (bytes: Buffer): string => `data:video/mp4;base64,${bytes.toString('base64')}`;

async function taken(
  { sourcePath, outputPath }: VideoRequest,
  take: (source: string, scratch: string) => Promise<Buffer>,
): Promise<Buffer> {
  if (sourcePath === null)
    throw new RegenerationFailure(
      'VIDEO_MODEL_FAILED',
      'The clip was never made, and this video model starts from footage. {charged}',
    );
  try {
    return await take(sourcePath, `${outputPath}.sent`);
  } catch (error) {
    throw error instanceof UnusableMedia ? unusable(error.message, error) : error;
  }
}

function unusable(why: string, cause?: unknown): RegenerationFailure {
  const message = `The clip's footage cannot be used. ${why} {charged}`;
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause });
}
