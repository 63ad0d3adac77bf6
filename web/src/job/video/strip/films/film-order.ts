import type { Film } from '../film.js';

/** As in strip.css: pictures that narrow would say nothing. */
export const NARROW_PX = 16;

interface FilmedClip {
  timestampStart: number;
  timestampEnd: number;
  filmstrip?: Film | null;
}

interface Sight {
  /** Seconds. */
  duration: number;
  /** What is seen of the strip, in pixels, and how wide all of it is. */
  view: { left: number; width: number; of: number };
  /** Seconds: the place that the pointer is at, or was last; null before it came. */
  pointed: number | null;
  /** Leaves out what the strip does not show. */
  onlyShown: boolean;
}

/** URLs of films, the most wanted first: by their distance from the pointer, or from the middle of what is seen. */
export function filmOrder(clips: readonly FilmedClip[], sight: Sight): string[] {
  const { duration, view, pointed, onlyShown } = sight;
  const perPixel = view.of > 0 ? duration / view.of : 0;
  const [from, to] = [view.left * perPixel, (view.left + view.width) * perPixel];
  const center = pointed ?? (from + to) / 2;
  const isShown = ({ timestampStart: start, timestampEnd: end }: FilmedClip) =>
    end - start >= NARROW_PX * perPixel && end > from && start < to;
  return clips
    .filter((clip) => !onlyShown || isShown(clip))
    .toSorted((one, other) => distance(one, center) - distance(other, center))
    .flatMap(({ filmstrip }) => filmstrip?.url ?? []);
}

function distance({ timestampStart, timestampEnd }: FilmedClip, seconds: number): number {
  return Math.max(timestampStart - seconds, seconds - timestampEnd, 0);
}
