import { useEffect, useState } from 'react';

/** Less than two frames at 30 fps: nearer than the eye, and without endless seeking. */
const DRIFT_SECONDS = 0.06;

/** Plays a stretch of two videos over and over, the second one following the first. Returns play or pause, and which. */
export function useVideosInSync(
  leader: HTMLVideoElement | null,
  follower: HTMLVideoElement | null,
  { start, end, followerStart }: { start: number; end: number; followerStart: number },
) {
  const [playing, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches);

  useEffect(() => {
    if (!leader || !follower) return undefined;
    let frame = 0;
    const both = [leader, follower];
    const keepInStep = () => {
      if (leader.currentTime >= end || leader.currentTime < start || leader.ended) leader.currentTime = start;
      // A shorter file stands at its end until the other one begins again.
      const place = Math.min(leader.currentTime - start + followerStart, follower.duration || Infinity);
      const drift = Math.abs(follower.currentTime - place);
      if (drift > DRIFT_SECONDS && !follower.seeking) follower.currentTime = place;
      if (playing) frame = requestAnimationFrame(keepInStep);
    };
    // Muted playback may start by itself; if a browser refuses, the button remains.
    both.forEach((video) => (playing ? void video.play().catch(() => undefined) : video.pause()));
    const step = () => {
      cancelAnimationFrame(frame);
      keepInStep();
    };
    both.forEach((video) => video.addEventListener('loadedmetadata', step));
    step();
    return () => {
      cancelAnimationFrame(frame);
      both.forEach((video) => video.removeEventListener('loadedmetadata', step));
    };
  }, [leader, follower, playing, start, end, followerStart]);

  return { playing, toggle: () => setPlaying((was) => !was) };
}
