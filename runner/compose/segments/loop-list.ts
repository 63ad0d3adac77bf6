import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FRAME_RATE } from '../../../core/job/frames.js';

/**
 * Repetitions of footage: the first one to read, counted from 0, and the frame of the slot up to which they go on.
 */
export interface Loop {
  footageFrames: number;
  repetition: number;
  toFrame: number;
}

/**
 * Whole seconds from one repetition to the next on the list's clock, so that every time base holds them exactly. At least
 * a second too long, so that repetitions never meet; the filter graph removes the gap.
 */
export function loopSpacingSeconds({ footageFrames }: Pick<Loop, 'footageFrames'>): number {
  return Math.ceil(footageFrames / FRAME_RATE) + 1;
}

/** The path of a clip's loop list, beside the clip's local file. */
export function loopListFile(file: string, { repetition, toFrame }: Loop): string {
  return `${file}-from-${repetition}-to-${toFrame}.ffconcat`;
}

/**
 * The clip's file repeated, as a list for ffmpeg's concat reader: one decoder and a few frames in memory for any number
 * of repetitions. That reader cannot seek reliably, so repetitions that are not shown are left out.
 */
function loopList(file: string, loop: Loop): string {
  const repetitions = Math.ceil(loop.toFrame / loop.footageFrames) - loop.repetition;
  const entry = `file ${path.basename(file)}\nduration ${loopSpacingSeconds(loop)}\n`;
  return `ffconcat version 1.0\n${entry.repeat(repetitions)}`;
}

/** Writes the list atomically: segments made at the same time may write the same one. */
export async function writeLoopList(file: string, loop: Loop): Promise<void> {
  const listFile = loopListFile(file, loop);
  const partFile = `${listFile}.${randomUUID()}.part`;
  await writeFile(partFile, loopList(file, loop));
  await rename(partFile, listFile);
}
