import { useEffect, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { mediaIdentity } from '../../layout/media-url.js';
import { useStill } from './use-still.js';

interface SeamlessVideoInput {
  element: HTMLVideoElement | null;
  /** Signed URL of the newest version; null while there is none. */
  url: string | null;
  /** Where the first version starts. */
  startAt: number;
  /** Where to go, once per id, when the next version loads. */
  jump: { id: string; toSeconds: number } | null;
  onUnplayable: () => void;
}

type VideoEvent = SyntheticEvent<HTMLVideoElement>;

/**
 * Keeps a player at its place over new versions of its video. A new signature for the same object loads nothing;
 * another object takes over where the last one was, or at the jump, at the same speed, playing only if that one
 * played. Until its picture is there, a still of the last one covers it.
 */
export function useSeamlessVideo({ element, url, startAt, jump, onUnplayable }: SeamlessVideoInput) {
  const [src, setSrc] = useState(url);
  const [failed, setFailed] = useState(false);
  const still = useStill();
  const place = useRef({
    seconds: startAt,
    playing: false,
    rate: 1,
    jumpDone: null as string | null,
    askedForUrl: false,
  });

  const outdated = url !== src && (failed || isAnotherObject(src, url));
  useEffect(() => {
    if (!outdated) return;
    if (element && element.readyState > 0) {
      still.take(element);
      place.current.rate = element.playbackRate;
      place.current.playing = !element.paused;
    }
    // The element must give its picture away before it gets another source, so this cannot be done while rendering.
    setSrc(url);
    setFailed(false);
  }, [outdated, url, element, still]);

  const settle = ({ currentTarget: video }: VideoEvent) => {
    const { seconds, playing, rate, jumpDone } = place.current;
    const jumpNow = jump !== null && jump.id !== jumpDone;
    const target = jumpNow ? jump.toSeconds : seconds;
    place.current = { ...place.current, jumpDone: jump?.id ?? null, askedForUrl: false };
    video.playbackRate = rate;
    if (target > 0) video.currentTime = Math.min(target, video.duration);
    // A browser may refuse autoplay; the controls remain.
    if (playing) video.play().catch(() => undefined);
  };
  const giveUp = () => {
    setFailed(true);
    still.remove();
    if (place.current.askedForUrl) return;
    place.current.askedForUrl = true;
    onUnplayable();
  };
  const pictureMayBeThere = ({ currentTarget: video }: VideoEvent) => {
    if (!video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) still.remove();
  };

  return {
    src,
    failed,
    still: still.ref,
    seek: (seconds: number) => {
      place.current.seconds = seconds;
      if (element && element.readyState > 0) element.currentTime = seconds;
    },
    reload: () => {
      place.current.askedForUrl = false;
      setFailed(false);
      setSrc(null);
      onUnplayable();
    },
    handlers: {
      onLoadedMetadata: settle,
      onLoadedData: pictureMayBeThere,
      onSeeked: pictureMayBeThere,
      onError: giveUp,
      onPlay: () => (place.current.playing = true),
      onPause: () => (place.current.playing = false),
      onTimeUpdate: ({ currentTarget: video }: VideoEvent) => {
        // Taking a source away resets the time to 0 with nothing loaded; that is not a place.
        if (video.readyState > 0) place.current.seconds = video.currentTime;
      },
    },
  };
}

function isAnotherObject(src: string | null, url: string | null): boolean {
  return src === null || url === null || mediaIdentity(src) !== mediaIdentity(url);
}
