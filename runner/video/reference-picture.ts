import sharp, { type Sharp } from 'sharp';
import { OUTPUT_SIZES, type AspectRatio } from '../../core/job/frames.js';

const LONG_SIDES = [1280, 960, 640];
const QUALITIES = [90, 75, 55];
/** A bomb of a picture is refused before it is decoded. */
const MAX_PIXELS = 50_000_000;

/**
 * A reference picture as a JPEG of 1280 pixels at most and so many bytes; cut to an aspect ratio where it is to be a
 * clip's first frame. Rejects where the file is no picture.
 */
export async function referenceJpeg(
  path: string,
  maxBytes: number,
  cutTo: AspectRatio | null,
): Promise<Buffer> {
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
