import { useEffect, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { mediaIdentity } from '../../layout/media-url.js';
import { useStill } from './use-still.js';

interface SeamlessVideoInput {
  element: HTMLVideoElement | null;
  /** Signed URL of the newest version, in one rendition or another; null while there is none. */
  url: string | null;
  /** Where the first version starts. */
  startAt: number;
  /** Where to go, once per id, when the next version loads; not while the last one plays. */
  jump: { id: string; toSeconds: number } | null;
  onUnplayable: () => void;
  /** Called when it is unplayable with its new URL, too. */
  onBroken: () => void;
}

type VideoEvent = SyntheticEvent<HTMLVideoElement>;

/**
 * Keeps a player at its place over new versions of its video. A new signature for the same object loads nothing;
 * another object takes over where the last one was, at the same speed, and plays on if that one played; one that stood
 * goes to the jump. Until its picture is there, a still of the last one covers it. One seek is under way at a time, and
 * the newest comes next: a browser that is asked for each move of a pointer shows none of them.
 */
export function useSeamlessVideo(input: SeamlessVideoInput) {
  const { element, url, startAt, jump, onUnplayable, onBroken } = input;
  const [src, setSrc] = useState(url);
  const [failed, setFailed] = useState(false);
  const still = useStill();
  const place = useRef({
    seconds: startAt,
    /** Where to seek when the seek that is under way has ended. */
    next: null as number | null,
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
      place.current.seconds = place.current.next ?? element.currentTime;
      place.current.rate = element.playbackRate;
      place.current.playing = !element.paused;
    }
    // The element must give its picture away before it gets another source, so this cannot be done while rendering.
    setSrc(url);
    setFailed(false);
  }, [outdated, url, element, still]);

  const settle = ({ currentTarget: video }: VideoEvent) => {
    const { seconds, playing, rate, jumpDone } = place.current;
    const jumpNow = jump !== null && jump.id !== jumpDone && !playing;
    const target = jumpNow ? jump.toSeconds : seconds;
    place.current = { ...place.current, next: null, jumpDone: jump?.id ?? null, askedForUrl: false };
    video.playbackRate = rate;
    if (target > 0) video.currentTime = Math.min(target, video.duration);
    // A browser may refuse autoplay; the controls remain.
    if (playing) video.play().catch(() => undefined);
  };
  const giveUp = () => {
    setFailed(true);
    still.remove();
    if (place.current.askedForUrl) return onBroken();
    place.current.askedForUrl = true;
    onUnplayable();
    return undefined;
  };
  const pictureMayBeThere = ({ currentTarget: video }: VideoEvent) => {
    if (!video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) still.remove();
  };

  const afterSeek = (event: VideoEvent) => {
    const { next } = place.current;
    // The event comes a moment after the end of its seek, when another may have begun.
    if (next === null || event.currentTarget.seeking) return pictureMayBeThere(event);
    place.current.next = null;
    event.currentTarget.currentTime = next;
  };

  return {
    src,
    failed,
    still: still.ref,
    /** Seconds: where the player is, or goes next. */
    place: () => {
      const { next, seconds } = place.current;
      return next ?? (element && element.readyState > 0 ? element.currentTime : seconds);
    },
    seek: (seconds: number) => {
      place.current.seconds = seconds;
      if (!element || element.readyState === 0) return;
      // What was to come next is over, though the event of the seek before it may still be on its way.
      place.current.next = element.seeking ? seconds : null;
      if (!element.seeking) element.currentTime = seconds;
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
      onSeeked: afterSeek,
      onError: giveUp,
      onPlay: () => (place.current.playing = true),
      onPause: () => (place.current.playing = false),
      onTimeUpdate: ({ currentTarget: video }: VideoEvent) => {
        // Taking a source away resets the time to 0 with nothing loaded; that is not a place.
        if (video.readyState > 0 && place.current.next === null) place.current.seconds = video.currentTime;
      },
    },
  };
}

function isAnotherObject(src: string | null, url: string | null): boolean {
  return src === null || url === null || mediaIdentity(src) !== mediaIdentity(url);
}
