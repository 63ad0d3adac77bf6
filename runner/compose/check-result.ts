import type { Mp4Picture, Mp4Track } from '../ffmpeg/mp4/mp4-tracks.js';
import type { FrameSize } from './segments/clip-chain.js';

/**
 * Why a joined video must not be shown, as the rest of the sentence "The video came out …"; null if it is right. One
 * picture and one song, the right size and number of frames, in the one format that every browser plays, and nothing
 * that makes players turn or stretch it.
 */
export function resultProblem(
  tracks: readonly Mp4Track[],
  { totalFrames, size }: { totalFrames: number; size: FrameSize },
): string | null {
  const pictures = tracks.filter(({ handler }) => handler === 'vide');
  const sounds = tracks.filter(({ handler }) => handler === 'soun');
  if (pictures.length !== 1 || sounds.length !== 1 || tracks.length !== 2) {
    return `with ${pictures.length} picture and ${sounds.length} sound tracks of ${tracks.length} instead of one each`;
  }
  const [{ samples, picture }] = pictures as [Mp4Track];
  if (samples !== totalFrames) return `with ${samples} frames instead of ${totalFrames}`;
  if (picture === null) return 'without a description of its picture';
  return pictureProblem(picture, size);
}

function pictureProblem(picture: Mp4Picture, { width, height }: FrameSize): string | null {
  const size = `${picture.width}x${picture.height}`;
  if (size !== `${width}x${height}`) return `as ${size} instead of ${width}x${height}`;
  if (picture.codec !== 'avc1') return `coded as ${picture.codec} instead of H.264`;
  const pixels = `${picture.chroma ?? 'unknown'} with ${picture.bitDepth ?? 'unknown'} bits`;
  if (pixels !== '4:2:0 with 8 bits') return `with pixels of ${pixels} instead of 4:2:0 with 8 bits`;
  for (const aspect of [picture.pixelAspect, picture.codedPixelAspect ?? null]) {
    if (aspect !== null && aspect !== 1) return `with pixels of the shape ${aspect} instead of squares`;
  }
  return picture.isUpright ? null : 'with a display matrix that turns it';
}
