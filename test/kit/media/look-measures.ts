import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Adjustment } from '../../../core/adjustments/adjustment.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import type { LookedAt } from '../../../runner/video/builtin/looks/look-filters.js';
import { lookChain } from '../../../runner/video/builtin/looks.js';
import { KIT_FFMPEG } from './media.js';

/** Visible properties of a whole clip. Each is a mean over its frames and can be compared between clips. */
export interface LookMeasures {
  /** Luma above black, 0 to 219. */
  light: number;
  /** Distance from gray. */
  saturation: number;
  /** Red divided by blue: 1 is neutral, more is warmer. */
  warmth: number;
  /** Span of luma between the darkest and the brightest tenth, relative to the light. */
  contrast: number;
  /** Change of luma between neighboring frames, without grain, relative to the light. */
  motion: number;
  /** Edges of luma, relative to the light. */
  detail: number;
}

/** What is printed of each frame: all figures would be five times as many lines. */
const print = (part: string, ...figures: string[]): string =>
  ['signalstats', ...figures.map((key) => `metadata@${part}=print:key=lavfi.signalstats.${key}`)].join(',');

/**
 * Prints the measures of each frame; `name` tells several pictures of one graph apart. Grain is removed before motion is
 * measured: a still wall in bad light does not move.
 */
const measuring = (name = ''): string =>
  `${print(`colors${name}`, 'YAVG', 'UAVG', 'VAVG', 'SATAVG', 'YLOW', 'YHIGH')},split[picture${name}][copy${name}];` +
  `[copy${name}]format=gray,sobel,${print(`edges${name}`, 'YAVG')},nullsink;` +
  `[picture${name}]format=gray,gblur=sigma=2,${print(`motion${name}`, 'YDIF')}`;

export async function measureLook(file: string): Promise<LookMeasures> {
  const printed = await run(KIT_FFMPEG, ['-i', file, '-map', '0:v:0', '-vf', measuring(), '-f', 'null', '-']);
  return measuresIn(printed)('');
}

/**
 * Draws many recipes over one clip and measures each, in one process: most of what a small look costs is the starts of
 * ffmpeg, decoding and encoding. The renderer's own run is proven in local-renderer.integration.test.ts.
 */
export async function measureLooks(
  file: string,
  recipes: readonly (readonly Adjustment[])[],
  size: LookedAt,
  { ffmpegPath }: FfmpegTools,
): Promise<LookMeasures[]> {
  const names = recipes.map((_, at) => `_${at}`);
  const chains = recipes.map((looks, at) => {
    // The labels inside a chain begin with "look", and are unique in a graph of one chain only.
    const chain = (lookChain(looks, size) ?? 'null').replaceAll('[look', `[chain${at}look`);
    return `[in_${at}]${chain},format=yuv420p,${measuring(names[at])}[out_${at}]`;
  });
  const inputs = names.map((name) => `[in${name}]`).join('');
  const graph = [`[0:v]format=yuv420p,split=${recipes.length}${inputs}`, ...chains].join(';');
  const outputs = names.flatMap((name) => ['-map', `[out${name}]`, '-vsync', '0', '-f', 'null', '-']);
  const one = ['-filter_complex_threads', '1', '-filter_complex', graph];
  return names.map(measuresIn(await run(ffmpegPath, ['-i', file, ...one, ...outputs])));
}

async function run(ffmpegPath: string, args: string[]): Promise<string> {
  const quiet = ['-nostdin', '-nostats', '-hide_banner'];
  const { stderr } = await promisify(execFile)(ffmpegPath, [...quiet, ...args], { maxBuffer: 64 << 20 });
  return stderr;
}

/** What was printed of a picture, by its name. */
function measuresIn(printed: string): (name: string) => LookMeasures {
  const values = new Map<string, number[]>();
  for (const [, part, key, value] of printed.matchAll(/metadata@(\w+) @ .*signalstats\.(\w+)=([\d.]+)/g)) {
    const name = `${part} ${key}`;
    const known = values.get(name);
    if (known === undefined) values.set(name, [Number(value)]);
    else known.push(Number(value));
  }
  return (name) => measuresOf((part, key) => values.get(`${part}${name} ${key}`)!);
}

function measuresOf(valuesOf: (part: string, key: string) => number[]): LookMeasures {
  const mean = (part: string, key: string): number => meanOf(valuesOf(part, key));
  const y = mean('colors', 'YAVG') - 16;
  const [u, v] = [mean('colors', 'UAVG') - 128, mean('colors', 'VAVG') - 128];
  const light = Math.max(y, 0.1);
  return {
    light,
    saturation: mean('colors', 'SATAVG'),
    warmth: Math.max(1.164 * y + 1.596 * v, 1) / Math.max(1.164 * y + 2.017 * u, 1),
    contrast: (mean('colors', 'YHIGH') - mean('colors', 'YLOW')) / light,
    motion: meanOf(valuesOf('motion', 'YDIF').slice(1)) / light,
    detail: mean('edges', 'YAVG') / light,
  };
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
