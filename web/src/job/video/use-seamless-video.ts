import { useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { mediaIdentity } from '../../layout/media-url.js';

interface SeamlessVideoInput {
  /** Signed URL of the newest version; null while there is none. */
  url: string | null;
  /** Where to go, once per id, when the next version loads. */
  jump: { id: string; toSeconds: number } | null;
  onUnplayable: () => void;
}

type VideoEvent = SyntheticEvent<HTMLVideoElement>;

/**
 * Keeps a player at its place over new versions of its video. A new signature for the same object loads nothing;
 * another object takes over where the last one was, or at the jump, playing if that one played.
 */
export function useSeamlessVideo({ url, jump, onUnplayable }: SeamlessVideoInput) {
  const [src, setSrc] = useState(url);
  const [failed, setFailed] = useState(false);
  const place = useRef({ seconds: 0, playing: false, jumpDone: null as string | null, askedForUrl: false });

  if (url !== src && (failed || isAnotherObject(src, url))) {
    setSrc(url);
    setFailed(false);
  }

  const settle = ({ currentTarget: video }: VideoEvent) => {
    const { seconds, playing, jumpDone } = place.current;
    const jumpNow = jump !== null && jump.id !== jumpDone;
    const target = jumpNow ? jump.toSeconds : seconds;
    place.current = { ...place.current, jumpDone: jump?.id ?? null, askedForUrl: false };
    if (target > 0) video.currentTime = Math.min(target, video.duration);
    // A browser may refuse to start by itself; then the controls are there.
    if (jumpNow || playing) video.play().catch(() => undefined);
  };
  const giveUp = () => {
    setFailed(true);
    if (place.current.askedForUrl) return;
    place.current.askedForUrl = true;
    onUnplayable();
  };

  return {
    src,
    failed,
    reload: () => {
      place.current.askedForUrl = false;
      setFailed(false);
      setSrc(null);
      onUnplayable();
    },
    handlers: {
      onLoadedMetadata: settle,
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
