/**
 * What quotes and runs need to know of any provider's video model; what else a provider's own cards say is its business.
 * Figures are defaults, which an operator overrides by RATE_CARD.
 */
export interface VideoModelCard {
  /** Makes a clip of a prompt alone; the others must be given a first frame. */
  textAlone: boolean;
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

/** Seconds by which a clip may be shorter than its slot: the last frame is held that long, which goes unnoticed. */
export const HELD_SECONDS = 0.1;

/** The length to request for a slot: the shortest that fills it, else the longest there is. */
export function requestedSeconds(durations: readonly number[], slotSeconds: number): number {
  return (
    durations.find((seconds) => seconds + HELD_SECONDS >= slotSeconds) ?? durations.at(-1) ?? slotSeconds
  );
}
