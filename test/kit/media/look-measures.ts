import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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

const run = promisify(execFile);
/** Grain is removed before motion is measured: a still wall in bad light does not move. */
const GRAPH =
  'signalstats,metadata@colors=print,split[picture][copy];' +
  '[copy]format=gray,sobel,signalstats,metadata@edges=print,nullsink;' +
  '[picture]format=gray,gblur=sigma=2,signalstats,metadata@motion=print';

export async function measureLook(file: string): Promise<LookMeasures> {
  const args = ['-nostdin', '-nostats', '-i', file, '-map', '0:v:0', '-vf', GRAPH, '-f', 'null', '-'];
  const { stderr } = await run(KIT_FFMPEG, args, { maxBuffer: 64 << 20 });
  const values = new Map<string, number[]>();
  for (const [, part, key, value] of stderr.matchAll(/metadata@(\w+) @ .*signalstats\.(\w+)=([\d.]+)/g)) {
    const name = `${part} ${key}`;
    values.set(name, [...(values.get(name) ?? []), Number(value)]);
  }
  const mean = (name: string): number => meanOf(values.get(name)!);
  const [y, u, v] = [mean('colors YAVG') - 16, mean('colors UAVG') - 128, mean('colors VAVG') - 128];
  const light = Math.max(y, 0.1);
  return {
    light,
    saturation: mean('colors SATAVG'),
    warmth: Math.max(1.164 * y + 1.596 * v, 1) / Math.max(1.164 * y + 2.017 * u, 1),
    contrast: (mean('colors YHIGH') - mean('colors YLOW')) / light,
    motion: meanOf(values.get('motion YDIF')!.slice(1)) / light,
    detail: mean('edges YAVG') / light,
  };
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
