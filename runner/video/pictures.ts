import type { Logger } from 'pino';
import { RegenerationFailure } from '../../core/errors.js';
import type { AspectRatio } from '../../core/job/frames.js';
import type { Storage } from '../../core/storage/storage.js';
import type { VideoModelCard } from './providers/replicate/models.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { firstFrameJpeg } from '../ffmpeg/first-frame.js';
import { UnusableMedia } from '../ffmpeg/probe.js';
import { referenceJpeg } from './reference-picture.js';
import type { VideoRequest } from './video-model.js';

/** Replicate takes files of up to 256 kB as data: URIs; a picture in base64 is a third larger than its bytes. */
const MAX_PICTURE_BYTES = 190_000;

export interface PictureDeps {
  ffmpeg: FfmpegTools;
  storage: Storage;
  log: Logger;
}

/**
 * The pictures of an order, as data: URIs. A clip with footage goes on from its first frame. One that was never made is
 * made from pictures of its scene and characters, where the model takes several; else from the scene's picture as its
 * first frame; else of the prompt alone, where the model can do that.
 */
export async function orderPictures(
  card: VideoModelCard,
  request: VideoRequest,
  seconds: number,
  deps: PictureDeps,
  signal: AbortSignal,
): Promise<Record<string, string | string[]>> {
  const frame = await footageFrame(request, deps, signal);
  if (frame !== null) return { [card.imageInput]: frame };
  const { scene, characters } = request.references;
  const several = takesSeveral(card, request, seconds) && characters.length > 0 ? card.references : null;
  if (several !== null) {
    const keys = [...(scene === null ? [] : [scene]), ...characters].slice(0, several.most);
    const pictures = await stored(keys, null, request, deps, signal);
    if (pictures.length > 0) return { [several.input]: pictures };
  }
  const [first] = scene === null ? [] : await stored([scene], request.aspectRatio, request, deps, signal);
  if (first !== undefined) return { [card.imageInput]: first };
  if (card.textAlone) return {};
  throw nothingToStartFrom(request.model);
}

async function footageFrame(
  request: VideoRequest,
  { ffmpeg }: PictureDeps,
  signal: AbortSignal,
): Promise<string | null> {
  if (request.sourcePath === null) return null;
  const scratch = `${request.outputPath}.first-frame`;
  try {
    return dataUri(await firstFrameJpeg(request.sourcePath, scratch, MAX_PICTURE_BYTES, ffmpeg, signal));
  } catch (error) {
    if (!(error instanceof UnusableMedia)) throw error;
    const message = `The clip's footage cannot be used. ${error.message} {charged}`;
    throw new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause: error });
  }
}

function takesSeveral({ references }: VideoModelCard, request: VideoRequest, seconds: number): boolean {
  if (references === null) return false;
  const { aspectRatios = [request.aspectRatio], seconds: only = seconds } = references;
  return aspectRatios.includes(request.aspectRatio) && only === seconds;
}

/** The pictures that can be had: a clip is not given up for one that is missing or broken. */
async function stored(
  keys: string[],
  cutTo: AspectRatio | null,
  { outputPath }: VideoRequest,
  { storage, log }: PictureDeps,
  signal: AbortSignal,
): Promise<string[]> {
  const found: string[] = [];
  for (const [index, key] of keys.entries()) {
    const path = `${outputPath}.reference-${index}`;
    try {
      await storage.fetchToFile(key, path, signal);
      found.push(dataUri(await referenceJpeg(path, MAX_PICTURE_BYTES, cutTo)));
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ err: error, key }, 'A reference picture cannot be used; the clip is made without it');
    }
  }
  return found;
}

function dataUri(jpeg: Buffer): string {
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

function nothingToStartFrom(model: string): RegenerationFailure {
  const message =
    `The clip was never made, there is no picture of its scene, and ${model} needs a picture to start from. ` +
    'Another video model could make it from words alone. {charged}';
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message);
}
