import { join } from 'node:path';
import type { Filmstrip } from '../../core/previews/preview.js';
import type { FfmpegOutput } from '../ffmpeg/ffmpeg-run.js';
import { jpegEncoder, JPEG_PIXELS, jpegFilters } from '../ffmpeg/picture/jpeg.js';
import { displayedAspect, displayedSize, type VideoStream } from '../ffmpeg/picture/video-stream.js';

/** Longest side of a poster: what the stage of a laptop shows. */
const POSTER_PIXELS = 1280;
/** Longest side of a frame in a filmstrip. */
const FRAME_PIXELS = 160;
/** The row stays below 6400 pixels, which every browser decodes. */
const MOST_FRAMES = 40;
const INTERVAL_SECONDS = 0.5;

/** Pictures of a clip that one reading of it has left in files. */
export interface ClipPictures {
  posterPath: string;
  filmstripPath: string;
  filmstrip: Omit<Filmstrip, 'key'>;
}

/** The pictures that are to be made of the first `seconds` of a clip, in a folder, and ffmpeg's outputs that make them. */
export function clipPictures(
  video: VideoStream,
  seconds: number,
  folder: string,
): ClipPictures & { outputs: FfmpegOutput[] } {
  const filmstrip = filmstripOf(video, seconds);
  const [posterPath, filmstripPath] = [join(folder, 'poster.jpg'), join(folder, 'filmstrip.jpg')];
  const output = (outputPath: string, quality: number, chain: string[]): FfmpegOutput => ({
    filters: { track: `0:${video.specifier}`, chain: chain.join(',') },
    outputOptions: jpegEncoder(quality),
    format: 'mjpeg',
    outputPath,
  });
  const outputs = [
    output(posterPath, 4, [...jpegFilters(video, sizeOf(fitted(video, POSTER_PIXELS))), ...JPEG_PIXELS]),
    output(filmstripPath, 5, filmstripChain(video, filmstrip)),
  ];
  return { posterPath, filmstripPath, filmstrip, outputs };
}

function filmstripOf(video: VideoStream, seconds: number): Omit<Filmstrip, 'key'> {
  const shown = Math.min(seconds, video.durationSeconds);
  const frames = Math.min(MOST_FRAMES, Math.max(1, Math.round(shown / INTERVAL_SECONDS)));
  const interval = Math.max(INTERVAL_SECONDS, Number((shown / frames).toFixed(3)));
  return {
    frames,
    intervalSeconds: frames < MOST_FRAMES ? INTERVAL_SECONDS : interval,
    ...fitted(video, FRAME_PIXELS),
  };
}

/** Always whole: what a file lacks is filled with its last frame. */
function filmstripChain(
  video: VideoStream,
  { frames, intervalSeconds, ...size }: Omit<Filmstrip, 'key'>,
): string[] {
  return [
    `fps=1/${intervalSeconds}:eof_action=pass`,
    ...jpegFilters(video, `${sizeOf(size)}:flags=area`),
    ...JPEG_PIXELS,
    `tpad=stop_mode=clone:stop=${frames}`,
    `trim=end_frame=${frames}`,
    `tile=${frames}x1`,
  ];
}

interface Size {
  width: number;
  height: number;
}

/** The picture's size as a viewer sees it, with square pixels, reduced to a longest side; even, and never enlarged. */
function fitted(video: VideoStream, longest: number): Size {
  const { height } = displayedSize(video);
  const width = height * displayedAspect(video);
  const scale = Math.min(1, longest / Math.max(width, height));
  const even = (side: number): number => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { width: even(width), height: even(height) };
}

const sizeOf = ({ width, height }: Size): string => `${width}:${height}`;
