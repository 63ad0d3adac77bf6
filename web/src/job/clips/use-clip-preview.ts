import { useEffect, useRef, useState } from 'react';
import { savesData } from '../video/quality/line.js';

/** A pointer that only crosses a card loads nothing. */
const REST_MS = 150;

/**
 * Which clip plays in its card: one at a time, once the pointer or the focus rests on it. None for people who want
 * less motion or fewer bytes.
 */
export function useClipPreview(): [number | null, (clipIndex: number | null) => void] {
  const [playing, setPlaying] = useState<number | null>(null);
  const rest = useRef<{ wanted: number | null; timer?: ReturnType<typeof setTimeout> }>({ wanted: null });

  const show = (clipIndex: number | null) => {
    if (clipIndex === rest.current.wanted) return;
    clearTimeout(rest.current.timer);
    setPlaying(null);
    const timer =
      clipIndex !== null && previewsWanted() ? setTimeout(() => setPlaying(clipIndex), REST_MS) : undefined;
    rest.current = { wanted: clipIndex, timer };
  };
  useEffect(() => () => clearTimeout(rest.current.timer), []);
  return [playing, show];
}

function previewsWanted(): boolean {
  return !savesData() && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
