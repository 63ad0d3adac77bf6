/** How a change is made. */
export const CHANGE_ACTIONS = ['ADJUST_FOOTAGE', 'EDIT_FOOTAGE', 'NEW_SHOT'] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/**
 * The properties of a video model that quotes and runs need, for every provider. A provider's own cards may have more.
 * Prices and times are defaults that an operator can override with RATE_CARD.
 */
export interface VideoModelCard {
  /** Its name for people. */
  label: string;
  /** Makes a clip from a prompt alone; other models need a first frame. */
  textAlone: boolean;
  /** Takes a seed. */
  seed: boolean;
  /** Lengths that it makes, seconds, ascending. */
  durations: readonly number[];
  /** USD for a second of video, decimal string. */
  usdPerSecond: string;
  /** False where no reliable price was found: the figure is reserved and booked, but never called a price. */
  priceKnown: boolean;
  /** Seconds of waiting for one second of video. */
  secondsPerSecond: number;
}

/** Video models by their keys (`jobs.video_model`). */
export type VideoModelCards = Readonly<Record<string, VideoModelCard>>;

/** Seconds by which a clip may be shorter than its slot: the last frame is held, too briefly to notice. */
export const HELD_SECONDS = 0.1;

/** The length to request for a slot: the shortest that fills it, else the longest there is. */
export function requestedSeconds(durations: readonly number[], slotSeconds: number): number {
  return (
    durations.find((seconds) => seconds + HELD_SECONDS >= slotSeconds) ?? durations.at(-1) ?? slotSeconds
  );
}
