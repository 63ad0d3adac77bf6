/** A clip's place on the song, in seconds. */
export interface Slot {
  clipIndex: number;
  timestampStart: number;
  timestampEnd: number;
  /** Where the clip is first seen alone: the end of the transition that leads into it. */
  pictureStart: number;
}

/** Frame-exact starts like 8.2 must not fall into the frame before. */
const FRAME_SLACK_SECONDS = 0.002;
/** The final video has 30 frames a second. Browsers disagree on which one is seen at the time where two meet. */
const HALF_FRAME_SECONDS = 1 / 60;

/** The clip that is seen at a time; the last one at and after the end, null without clips. */
export function slotAt<S extends Slot>(slots: readonly S[], seconds: number): S | null {
  return (
    slots.findLast(({ timestampStart }) => timestampStart <= seconds + FRAME_SLACK_SECONDS) ??
    slots[0] ??
    null
  );
}

/** Where a key of the timeline leads from a time: a clip, or to the ends; null for other keys. */
export function timeAfter(
  key: string,
  from: number,
  slots: readonly Slot[],
  duration: number,
): number | null {
  switch (key) {
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

/** Where to seek for a clip: the middle of the first frame that shows nothing of the clip before it. */
export function startOf({ pictureStart }: Pick<Slot, 'pictureStart'>): number {
  return pictureStart > 0 ? pictureStart + HALF_FRAME_SECONDS : 0;
}

function startBeyond(from: number, slots: readonly Slot[]): number | undefined {
  return slots.map(startOf).find((start) => start > from + FRAME_SLACK_SECONDS);
}

function startBefore(from: number, slots: readonly Slot[]): number | undefined {
  return slots.map(startOf).findLast((start) => start < from - FRAME_SLACK_SECONDS);
}
