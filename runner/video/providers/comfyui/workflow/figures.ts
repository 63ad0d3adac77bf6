import { z } from 'zod';
import { outputSize, type AspectRatio } from '../../../../../core/job/frames.js';

/** The entry of a workflow file that is no node: what the workflow's model makes. It is not sent. */
export const FIGURES_KEY = 'clip_chatbot';

const step = z.number().int().positive().max(256);

/** Defaults are Wan's: pictures of 480 lines at 16 frames a second, a number of frames that is four times any, plus one. */
export const figuresSchema = z.strictObject({
  /** The model's name for people. */
  label: z.string().trim().min(1).max(100).default('ComfyUI'),
  /** Lengths that it makes, seconds. */
  seconds: z.array(z.number().positive().max(120)).min(1).max(60).optional(),
  fps: z.number().positive().max(120).default(16),
  /** Frames are a multiple of this, plus one. */
  frameStep: step.default(4),
  /** Pixels of the shorter side. */
  shortSide: z.number().int().min(64).max(2160).default(480),
  /** Sides are multiples of this. */
  sideStep: step.default(16),
  /** Seconds of waiting, which are the GPU's, for one second of video. */
  secondsPerSecond: z.number().positive().max(3600).default(30),
});

/** Lengths of a workflow with a placeholder for frames, and of one that always makes the same. */
const ANY_SECONDS = [1, 2, 3, 4, 5];
const ONE_LENGTH = [5];

export interface Figures extends z.infer<typeof figuresSchema> {
  seconds: number[];
}

/** @param takesFrames the workflow is told how many frames to make */
export function withSeconds(read: z.infer<typeof figuresSchema>, takesFrames: boolean): Figures {
  const seconds = read.seconds ?? (takesFrames ? ANY_SECONDS : ONE_LENGTH);
  return { ...read, seconds: seconds.toSorted((one, other) => one - other) };
}

/** The least number of frames of the workflow's kind that lasts as long. */
export function framesFor(seconds: number, { fps, frameStep }: Pick<Figures, 'fps' | 'frameStep'>): number {
  // A thousandth of a frame is rounding, not a length.
  return 1 + frameStep * Math.max(0, Math.ceil((seconds * fps - 1 - 1e-3) / frameStep));
}

/** Pixels of an aspect ratio, in the workflow's steps. */
export function sizeFor(
  ratio: AspectRatio,
  { shortSide, sideStep }: Pick<Figures, 'shortSide' | 'sideStep'>,
): { width: number; height: number } {
  const { width, height } = outputSize(ratio, shortSide);
  const stepped = (side: number): number => sideStep * Math.max(1, Math.round(side / sideStep));
  return { width: stepped(width), height: stepped(height) };
}
