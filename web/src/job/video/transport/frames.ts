/** The final video's clock, whatever its clips have. */
const FRAME_RATE = 30;
/** Frame-exact times like 8.2 must not fall into the frame before. */
const SLACK_FRAMES = 0.06;

/** The number of the frame that is seen at a time, from 0. */
export function frameAt(seconds: number): number {
  return Math.floor(seconds * FRAME_RATE + SLACK_FRAMES);
}

/** Where to seek for a frame: its middle, since browsers disagree on which one is seen where two meet. */
export function middleOf(frame: number): number {
  return (frame + 0.5) / FRAME_RATE;
}

/** Where a step of so many frames leads, inside a video of that length. */
export function stepped(seconds: number, frames: number, duration: number): number {
  const last = Math.max(0, Math.round(duration * FRAME_RATE) - 1);
  return middleOf(Math.min(Math.max(frameAt(seconds) + frames, 0), last));
}
