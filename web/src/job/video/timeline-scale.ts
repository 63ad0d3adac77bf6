/** A clip's place on the song, in seconds. */
export interface Slot {
  clipIndex: number;
  timestampStart: number;
  timestampEnd: number;
}

/** Frame-exact starts like 8.2 must not fall into the frame before. */
const FRAME_SLACK_SECONDS = 0.002;

/** The clip that is seen at a time; the last one at and after the end, null without clips. */
export function slotAt<S extends Slot>(slots: readonly S[], seconds: number): S | null {
  return (
    slots.findLast(({ timestampStart }) => timestampStart <= seconds + FRAME_SLACK_SECONDS) ??
    slots[0] ??
    null
  );
}

/** Where a key of the timeline leads from a time: a second, a clip, or to the ends; null for other keys. */
export function timeAfter(
  key: string,
  from: number,
  slots: readonly Slot[],
  duration: number,
): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(from + 1, duration);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(from - 1, 0);
    case 'PageUp':
      return startBeyond(from, slots) ?? duration;
    case 'PageDown':
      return startBefore(from, slots) ?? 0;
    case 'Home':
      return 0;
    case 'End':
      return duration;
    default:
      return null;
  }
}

/** The exact start of a clip to seek to: inside its first frame, wherever floats round to. */
export function startOf({ timestampStart }: Slot): number {
  return timestampStart > 0 ? timestampStart + FRAME_SLACK_SECONDS / 2 : 0;
}

function startBeyond(from: number, slots: readonly Slot[]): number | undefined {
  const next = slots.find(({ timestampStart }) => timestampStart > from + FRAME_SLACK_SECONDS);
  return next && startOf(next);
}

function startBefore(from: number, slots: readonly Slot[]): number | undefined {
  const last = slots.findLast(({ timestampStart }) => timestampStart < from - FRAME_SLACK_SECONDS);
  return last && startOf(last);
}
