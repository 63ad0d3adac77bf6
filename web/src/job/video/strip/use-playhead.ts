import { useEffect, useState } from 'react';

const MOVES = ['play', 'pause', 'timeupdate', 'seeking', 'seeked', 'loadedmetadata'] as const;

/**
 * Where a player is, in whole seconds, for words. `onMove` gets the exact place, with every frame while it plays, for
 * what moves without React.
 */
export function usePlayhead(video: HTMLVideoElement | null, onMove: (seconds: number) => void): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!video) return undefined;
    let frame = 0;
    const move = () => {
      cancelAnimationFrame(frame);
      // With nothing loaded (between two versions of the video) the time is 0, which is no position.
      if (video.readyState > 0) {
        onMove(video.currentTime);
        setSeconds(Math.floor(video.currentTime));
      }
      if (!video.paused) frame = requestAnimationFrame(move);
    };
    MOVES.forEach((event) => video.addEventListener(event, move));
    move();
    return () => {
      cancelAnimationFrame(frame);
      MOVES.forEach((event) => video.removeEventListener(event, move));
    };
  }, [video, onMove]);
  return seconds;
}
