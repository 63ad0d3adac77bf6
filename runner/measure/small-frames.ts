import { readFile, rm } from 'node:fs/promises';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { MAX_PIXELS } from '../ffmpeg/decoders.js';
import { colorsIn, toBt709 } from '../ffmpeg/picture/color.js';
import { deinterlaceFilters } from '../ffmpeg/picture/deinterlace.js';
import { AS_STORED, uprightFilters } from '../ffmpeg/picture/orientation.js';
import type { VideoStream } from '../ffmpeg/picture/video-stream.js';
import type { MediaProbe } from '../ffmpeg/probe.js';
import { runFfmpeg, type FfmpegOutput } from '../ffmpeg/run-ffmpeg.js';

/** Frames in one buffer, each `width` x `height` pixels of red, green and blue. */
export interface SmallFrames {
  pixels: Buffer;
  width: number;
  height: number;
  count: number;
}

export interface Sampling {
  width: number;
  height: number;
  /** Frames a second. */
  rate: number;
  /** `area`: each pixel is the mean of what it covers; `neighbor`: it is one of them, so that values keep their spread. */
  flags: 'area' | 'neighbor';
}

/** Seconds that no clip's slot is longer than; more is not looked at. */
export const MOST_SECONDS = 60;

/** A video, read once. */
export interface ReadVideo {
  path: string;
  probe: MediaProbe;
  video: VideoStream;
}

/** How a file is read for them. */
interface Reading {
  /** Fails on damage among them. */
  strict?: boolean;
  /** What else is made by the same reading. */
  beside?: readonly FfmpegOutput[];
  /** Decodes on one thread: a fifth less CPU, and later. */
  isUnhurried?: boolean;
}

/** Small frames of the first seconds of a file, as they are displayed. `scratch`: the path of a temporary file. */
export async function smallFrames(
  { path, probe, video }: ReadVideo,
  seconds: number,
  sampling: Sampling,
  scratch: string,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  { strict = false, beside = [], isUnhurried = false }: Reading = {},
): Promise<SmallFrames> {
  const { width, height, rate } = sampling;
  const length = Math.min(seconds, MOST_SECONDS);
  const read = async (chosen: string[], count: string[]): Promise<SmallFrames> => {
    const threads = isUnhurried ? ['-threads', '1'] : [];
    const options = ['-max_pixels', String(MAX_PIXELS), ...threads, ...AS_STORED, '-an', '-sn', '-dn'];
    await runFfmpeg(
      ffmpeg,
      {
        inputs: [{ file: path, format: probe.demuxer, options: [...options, '-t', length.toFixed(3)] }],
        filters: { track: `0:${video.specifier}`, chain: [...chosen, ...filters(video, sampling)].join(',') },
        outputOptions: [...count, '-c:v', 'rawvideo', '-pix_fmt', 'rgb24'],
        format: 'rawvideo',
        outputPath: scratch,
        beside,
        strict,
        frameCount: Math.max(1, Math.ceil(length * video.frameRate)),
        doing: 'measure the clip',
        failureCode: 'VIDEO_MODEL_FAILED',
      },
      signal,
    );
    try {
      const pixels = await readFile(scratch);
      return { pixels, width, height, count: Math.floor(pixels.length / (width * height * 3)) };
    } finally {
      await rm(scratch, { force: true });
    }
  };
  const frames = await read([`fps=${rate}`], []);
  // Footage of a moment has none at that rate.
  return frames.count > 0 ? frames : await read([], ['-frames:v', '1']);
}

function filters(video: VideoStream, { width, height, flags }: Sampling): string[] {
  return [
    ...deinterlaceFilters(video),
    ...uprightFilters(video),
    `scale=${width}:${height}:${colorsIn(video)}:flags=${flags}+accurate_rnd+full_chroma_int`,
    ...toBt709(video),
    'format=rgb24',
  ];
}
