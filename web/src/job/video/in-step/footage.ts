/** Of the final video, whatever its clips have. */
const FRAME_RATE = 30;
/** As core/timeline/fit.ts, which footage.test.ts compares. */
const HELD_FRAMES = 3;
const LEAST_LOOPED_FRAMES = 15;

/** A moment in a clip's own file, in seconds, and how fast the file is played there; 0 where a frame is held. */
export interface FileMoment {
  seconds: number;
  pace: number;
}

/** Where a clip's file is when so many seconds of its place in the song have passed: as the composer fits it. */
export function momentInFile(passed: number, slotSeconds: number, fileSeconds: number): FileMoment {
  const slot = Math.round(slotSeconds * FRAME_RATE);
  const footage = Math.max(1, Math.round(fileSeconds * FRAME_RATE));
  switch (fitOf(footage, slot)) {
    case 'slow': {
      const pace = footage / slot;
      return { seconds: passed * pace, pace };
    }
    case 'loop':
      return { seconds: passed % (footage / FRAME_RATE), pace: 1 };
    default: {
      const last = (footage - 0.5) / FRAME_RATE;
      return passed < last ? { seconds: passed, pace: 1 } : { seconds: last, pace: 0 };
    }
  }
}

/** How footage fills its place. Both in frames of the final video. */
export function fitOf(footage: number, slot: number): 'trim' | 'hold' | 'slow' | 'loop' {
  if (footage >= slot) return 'trim';
  if (slot - footage <= HELD_FRAMES) return 'hold';
  if (3 * footage >= 2 * slot) return 'slow';
  return footage >= LEAST_LOOPED_FRAMES ? 'loop' : 'hold';
}
