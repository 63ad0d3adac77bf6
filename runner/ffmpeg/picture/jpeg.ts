import { colorsIn, toBt709 } from './color.js';
import { deinterlaceFilters } from './deinterlace.js';
import { uprightFilters } from './orientation.js';
import type { VideoStream } from './video-stream.js';

/** A JPEG does not name its colors; they are these. */
export const JPEG_COLORS = 'out_color_matrix=bt601:out_range=pc';

/** Filters from stored pictures to upright ones in a JPEG's colors. `size`: options of ffmpeg's scale filter. */
export function jpegFilters(video: VideoStream, size: string): string[] {
  return [
    ...deinterlaceFilters(video),
    ...uprightFilters(video),
    `scale=${size}:${colorsIn(video)}`,
    ...toBt709(video),
    // ffmpeg of 2018 keeps the range of colors whose matrix it changes: black becomes gray.
    'format=gbrp',
    `scale=${JPEG_COLORS}`,
  ];
}

/** The last filters before a JPEG's encoder. */
export const JPEG_PIXELS = ['setsar=1', 'format=yuvj420p'];

/** Encodes one picture. One thread: a pool takes longer to start than the picture to encode. */
export const jpegEncoder = (quality: number): string[] => [
  ...['-frames:v', '1', '-c:v', 'mjpeg', '-threads', '1', '-q:v', String(quality)],
];
