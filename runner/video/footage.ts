import { RegenerationFailure } from '../../core/errors.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { conformedEnd, conformedVideo, type PictureForm } from '../ffmpeg/conformed.js';
import { UnusableMedia } from '../ffmpeg/probe.js';
import type { VideoRequest } from './video-model.js';

export type { PictureForm };

/**
 * A clip's footage, from the beginning of its slot, in the form that a model takes; held at its end where it is too short.
 * As data: URIs. Both reject with RegenerationFailure if there is none.
 */
export interface Footage {
  video(request: VideoRequest, form: PictureForm, signal: AbortSignal): Promise<string>;
  lastPicture(request: VideoRequest, form: PictureForm, signal: AbortSignal): Promise<string>;
}

/** More is not kept in memory. */
const MAX_BYTES = 64_000_000;

export function footageOf(ffmpeg: FfmpegTools): Footage {
  return {
    video: async (request, form, signal) => {
      const bytes = await taken(request, async (source, scratch) => {
        return await conformedVideo(source, scratch, form, ffmpeg, signal);
      });
      if (bytes.length > MAX_BYTES) throw unusable('It is larger than the video model takes.');
      return `data:video/mp4;base64,${bytes.toString('base64')}`;
    },
    lastPicture: async (request, form, signal) => {
      const bytes = await taken(request, async (source, scratch) => {
        return await conformedEnd(source, scratch, form, ffmpeg, signal);
      });
      return `data:image/jpeg;base64,${bytes.toString('base64')}`;
    },
  };
}

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
