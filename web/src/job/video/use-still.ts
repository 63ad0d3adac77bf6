import { useMemo, useRef } from 'react';
import type { RefObject } from 'react';

export interface Still {
  /** The canvas over the player; hidden while there is nothing to cover. */
  ref: RefObject<HTMLCanvasElement | null>;
  /** Covers the player with its current frame. */
  take: (video: HTMLVideoElement) => void;
  /** Uncovers it with the next frame that the page paints. */
  remove: () => void;
}

/**
 * The last picture of a player, over it while its source changes. Done on the canvas itself and not by rendering: a
 * frame between the two would show the player black.
 */
export function useStill(): Still {
  const ref = useRef<HTMLCanvasElement>(null);
  return useMemo(
    () => ({
      ref,
      take: (video) => {
        const canvas = ref.current;
        if (!canvas || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        canvas.getContext('2d')?.drawImage(video, 0, 0);
        canvas.hidden = false;
      },
      remove: () => requestAnimationFrame(() => ref.current && (ref.current.hidden = true)),
    }),
    [],
  );
}
