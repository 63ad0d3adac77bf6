import type { CSSProperties } from 'react';

/** Frames of a clip side by side in one picture. */
export interface Film {
  url: string;
  frames: number;
  /** Seconds between two frames. */
  interval: number;
  width: number;
  height: number;
}

/** Which frame is seen at a time inside the clip. */
export function frameAt({ frames, interval }: Film, seconds: number): number {
  return Math.min(Math.max(Math.floor(seconds / interval), 0), frames - 1);
}

/** The frames that fill a piece of the strip, each in its own shape: one for the middle of each place. */
export function framesAlong(film: Film, seconds: number, size: { width: number; height: number }): number[] {
  const places = Math.max(1, Math.ceil(size.width / widthOf(film, size.height)));
  return Array.from({ length: places }, (_, place) => frameAt(film, ((place + 0.5) / places) * seconds));
}

/** Pixels that a frame takes at a height. */
export function widthOf({ width, height }: Film, shownHeight: number): number {
  return Math.max(1, (width / height) * shownHeight);
}

/** Shows one frame in a box of its shape. */
export function frameStyle({ url, frames }: Film, frame: number): CSSProperties {
  return {
    backgroundImage: `url(${JSON.stringify(url)})`,
    backgroundSize: `${100 * frames}% 100%`,
    backgroundPosition: `${frames > 1 ? (100 * frame) / (frames - 1) : 0}% 0`,
  };
}
