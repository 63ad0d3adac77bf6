import type { Logger } from 'pino';
import type { Sharp } from 'sharp';
import { RegenerationFailure } from '../../core/errors.js';
import { OUTPUT_SIZES, type AspectRatio } from '../../core/job/frames.js';
import type { Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { firstFrameJpeg } from '../ffmpeg/first-frame.js';
import { UnusableMedia } from '../ffmpeg/probe.js';
import type { VideoRequest } from './video-model.js';

/** What a model can start from. */
export interface PictureRules {
  /** It can make a clip from words alone. */
  textAlone: boolean;
  /** It takes several pictures in place of a first frame; null if it does not. */
  references: SeveralPictures | null;
  /** Of one picture, before base64. */
  maxBytes: number;
}

export interface SeveralPictures {
  /** Maximum number of pictures. */
  most: number;
  /** Only with one of these aspect ratios; absent: any. */
  aspectRatios?: readonly string[];
  /** Only with this length; absent: any. */
  seconds?: number;
}

/** As data: URIs. */
export type Pictures =
  | { kind: 'first-frame'; picture: string }
  | { kind: 'references'; pictures: string[] }
  | { kind: 'none' };

/**
 * The pictures for a clip of this length. Rejects with RegenerationFailure if the model needs more than there are.
 */
export type StartingPictures = (
  rules: PictureRules,
  request: VideoRequest,
  seconds: number,
  signal: AbortSignal,
) => Promise<Pictures>;

export interface PictureDeps {
  ffmpeg: FfmpegTools;
  storage: Storage;
  log: Logger;
}

/**
 * A clip with footage starts from its first frame. One that was never made starts from pictures of its scene and
 * characters, if the model takes several; else from the scene's picture as its first frame; else from the prompt
 * alone, if the model can do that.
 */
export function startingPictures(deps: PictureDeps): StartingPictures {
  return async (rules, request, seconds, signal) => {
    const { maxBytes } = rules;
    const frame = await footageFrame(request, maxBytes, deps, signal);
    if (frame !== null) return { kind: 'first-frame', picture: frame };
    const { scene, characters } = request.references;
    const several = characters.length > 0 ? severalFor(rules, request, seconds) : null;
    if (several !== null) {
      const keys = [...(scene === null ? [] : [scene]), ...characters].slice(0, several.most);
      const pictures = await stored(keys, { maxBytes, cutTo: null }, request, deps, signal);
      if (pictures.length > 0) return { kind: 'references', pictures };
    }
    const cut = { maxBytes, cutTo: request.aspectRatio };
    const [first] = scene === null ? [] : await stored([scene], cut, request, deps, signal);
    if (first !== undefined) return { kind: 'first-frame', picture: first };
    if (rules.textAlone) return { kind: 'none' };
    throw nothingToStartFrom(request.model);
  };
}

async function footageFrame(
  request: VideoRequest,
  maxBytes: number,
  { ffmpeg }: PictureDeps,
  signal: AbortSignal,
): Promise<string | null> {
  if (request.sourcePath === null) return null;
  const scratch = `${request.outputPath}.first-frame`;
  try {
    return dataUri(await firstFrameJpeg(request.sourcePath, scratch, maxBytes, ffmpeg, signal));
  } catch (error) {
    if (!(error instanceof UnusableMedia)) throw error;
    const message = `The clip's footage cannot be used. ${error.message} {charged}`;
    throw new RegenerationFailure('VIDEO_MODEL_FAILED', message, { cause: error });
  }
}

/** Null if the model does not take several pictures, or not for this length and shape. */
function severalFor(
  { references }: PictureRules,
  { aspectRatio }: VideoRequest,
  seconds: number,
): SeveralPictures | null {
  if (references === null) return null;
  const { aspectRatios = [aspectRatio], seconds: only = seconds } = references;
  return aspectRatios.includes(aspectRatio) && only === seconds ? references : null;
}

/** The available pictures: a missing or broken one must not fail the clip. */
async function stored(
  keys: string[],
  { maxBytes, cutTo }: { maxBytes: number; cutTo: AspectRatio | null },
  { outputPath }: VideoRequest,
  { storage, log }: PictureDeps,
  signal: AbortSignal,
): Promise<string[]> {
  const found: string[] = [];
  for (const [index, key] of keys.entries()) {
    const path = `${outputPath}.reference-${index}`;
    try {
      await storage.fetchToFile(key, path, signal);
      found.push(dataUri(await referenceJpeg(path, maxBytes, cutTo)));
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

const LONG_SIDES = [1280, 960, 640];
const QUALITIES = [90, 75, 55];
/** A decompression bomb is rejected before it is decoded. */
const MAX_PIXELS = 50_000_000;

/**
 * A reference picture as a JPEG of at most 1280 pixels and `maxBytes`, cropped to an aspect ratio if it becomes a
 * clip's first frame. Rejects if the file is not a picture.
 */
async function referenceJpeg(path: string, maxBytes: number, cutTo: AspectRatio | null): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const picture = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).rotate();
  for (const longSide of LONG_SIDES) {
    const sized = cutTo === null ? inside(picture, longSide) : covering(picture, longSide, cutTo);
    for (const quality of QUALITIES) {
      const jpeg = await sized.clone().flatten({ background: 'black' }).jpeg({ quality }).toBuffer();
      if (jpeg.length <= maxBytes) return jpeg;
    }
  }
  throw new Error('The picture is too large for the video provider');
}

function inside(picture: Sharp, side: number): Sharp {
  return picture.clone().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
}

function covering(picture: Sharp, longSide: number, aspectRatio: AspectRatio): Sharp {
  const { width, height } = OUTPUT_SIZES[aspectRatio];
  const factor = longSide / Math.max(width, height);
  const size = { width: Math.round(width * factor), height: Math.round(height * factor) };
  return picture.clone().resize({ ...size, fit: 'cover' });
}
