import { exceedsBt709, matrixOf } from '../../ffmpeg/picture/color.js';
import type { VideoStream } from '../../ffmpeg/picture/video-stream.js';

const NAMED_MATRICES = ['bt709', 'smpte170m', 'bt470bg', 'smpte240m', 'fcc', 'bt2020nc'];

/** The matrix of a rendered file: its source's own, or the one that it is taken to have; RGB is converted with ffmpeg's default. */
export function writtenMatrix(video: VideoStream): string {
  if (exceedsBt709(video)) return 'bt709';
  const matrix = matrixOf(video);
  return NAMED_MATRICES.includes(matrix) && !/rgb|bgr|gbr|pal8/.test(video.pixelFormat)
    ? matrix
    : 'smpte170m';
}
