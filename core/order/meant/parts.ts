import { isSamePart, type Part } from '../../adjustments/part.js';
import { ApiError } from '../../errors.js';
import { frameAt, secondsAt } from '../../job/frames.js';
import type { ClipRecord } from '../../job/job-record.js';

/** A part of a clip as a client asks for it, in seconds. */
export interface RangeInput {
  from: number;
  to: number;
}

/** Two digits tell all frames apart. */
const toFrame = (seconds: number): number => Number(secondsAt(frameAt(seconds)).toFixed(2));

/** A part to the frame. BAD_USER_INPUT where there is none. */
export function parseRange(given: RangeInput | null | undefined): Part | null {
  if (given === null || given === undefined) return null;
  const { from, to } = given;
  if (!Number.isFinite(from) || !Number.isFinite(to) || from < 0)
    throw new ApiError(
      'BAD_USER_INPUT',
      'A part of a clip begins at 0 s or later: from and to are seconds from its start.',
    );
  const part = { from: toFrame(from), to: toFrame(to) };
  if (part.to > part.from) return part;
  const sentence = `From ${from} s to ${to} s there is no frame of a clip: a part ends after it begins.`;
  throw new ApiError('BAD_USER_INPUT', sentence);
}

/** The part that a change is for, null for all of the clip. BAD_USER_INPUT where the clip does not have it. */
export function partOf({ startFrame, endFrame }: ClipRecord, asked: Part | null): Part | null {
  if (asked === null) return null;
  const whole = { from: 0, to: toFrame(secondsAt(endFrame - startFrame)) };
  if (asked.to > whole.to) {
    const sentence = `This clip is ${whole.to} s long: there is no part from ${asked.from} s to ${asked.to} s.`;
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  return isSamePart(asked, whole) ? null : asked;
}
