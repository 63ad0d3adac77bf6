import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Adjustment } from '../../../core/adjustments/adjustment.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import type { LookedAt } from '../../../runner/video/builtin/looks/look-filters.js';
import { lookChain } from '../../../runner/video/builtin/looks.js';
import { makeClip, type ClipOptions } from './media.js';

/** Frames of a clip as red, green and blue of each pixel. */
export interface Pixels {
  width: number;
  height: number;
  frames: Uint8Array[];
}

export const FOOTAGE = ['graphics', 'dark room', 'desert'] as const;
export type FootageName = (typeof FOOTAGE)[number];

/** Saturated and hard-edged; dark, dull and noisy; bright, warm and smooth. */
export const PATTERNS: Record<FootageName, Pick<ClipOptions, 'pattern' | 'filters'>> = {
  graphics: { pattern: 'testsrc2' },
  'dark room': {
    pattern: 'testsrc2',
    filters: "gblur=sigma=6,curves=all='0/0.02 1/0.28',noise=alls=8:allf=t",
  },
  desert: {
    pattern: 'mandelbrot',
    filters:
      "geq=r='150+80*X/W+20*sin((X+N/2)/9)':g='110+70*Y/H+20*sin((X+N/2)/9)':b='70+50*X/W',format=yuv420p",
  },
};

/** Frames of the small clips on which a song would have a beat. */
export const BEATS: readonly number[] = [2, 7];

/** What looks are drawn over where every one is measured at many strengths: small, to be cheap. */
const DRAWN: LookedAt = { width: 128, height: 72, frameCount: 12, frameRate: 12, beatFrames: BEATS };

/** Without it, gray comes out up to 3 of 255 off. */
const EXACT = 'scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp';

/** One second of footage of that size. */
export async function makeSmallClip(folder: string, name: FootageName): Promise<string> {
  const file = path.join(folder, `${name.replace(' ', '-')}-small.mp4`);
  const { pattern, filters } = PATTERNS[name];
  const { width, height, frameRate } = DRAWN;
  // Sand: at this size the desert is too smooth for what blurs.
  const textured = name === 'desert' ? `${filters},noise=alls=10` : filters;
  const footage = { pattern, ...(textured === undefined ? {} : { filters: textured }) };
  return await makeClip({ file, seconds: 1, fps: frameRate, width, height, ...footage });
}

/**
 * Draws many recipes over one clip, in one process: most of what a small look costs is the start of ffmpeg, decoding and
 * encoding. The renderer's own run is proven in local-renderer.integration.test.ts.
 */
export async function drawLooks(
  file: string,
  recipes: readonly (readonly Adjustment[])[],
  { ffmpegPath }: FfmpegTools,
): Promise<Pixels[]> {
  const outputs = recipes.map((_, at) => `${file}-${at}.rgb`);
  const names = recipes.map((_, at) => `[in${at}]`).join('');
  const chains = recipes.map(
    (looks, at) => `[in${at}]${lookChain(looks, DRAWN) ?? 'null'},${EXACT},format=rgb24[out${at}]`,
  );
  // The labels inside a chain begin with "look", and are unique in a graph of one chain only.
  const unique = chains.map((chain, at) => chain.replaceAll('[look', `[chain${at}look`));
  const graph = [
    `[0:v]format=yuv420p,setparams=colorspace=smpte170m,split=${recipes.length}${names}`,
    ...unique,
  ].join(';');
  const written = outputs.flatMap((output, at) => [
    ...['-map', `[out${at}]`, '-vsync', '0', '-f', 'rawvideo', '-y', output],
  ]);
  const one = ['-filter_complex_threads', '1', '-filter_complex', graph];
  await promisify(execFile)(ffmpegPath, ['-nostdin', '-loglevel', 'error', '-i', file, ...one, ...written]);
  return await Promise.all(outputs.map(readPixels));
}

async function readPixels(file: string): Promise<Pixels> {
  const bytes = await readFile(file);
  await rm(file);
  const size = DRAWN.width * DRAWN.height * 3;
  const frames = Array.from({ length: bytes.length / size }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  return { width: DRAWN.width, height: DRAWN.height, frames };
}
