import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { frameAt, middleOf, stepped } from './frames.js';

const FASTEST = 4;
/** A loop turns this much before its end, in the middle of its last frame. */
const HALF_FRAME_SECONDS = 1 / 60;

/** A stretch of the video, in seconds. */
export interface Stretch {
  start: number;
  end: number;
}

interface TransportInput {
  element: HTMLVideoElement | null;
  /** Seconds. */
  duration: number;
  /** What is played over and over; null where nothing is. */
  loop: Stretch | null;
  /** Where the player is, or goes next. */
  place: () => number;
  seek: (seconds: number) => void;
}

/** How the player is driven. */
export interface Transport {
  toggle: () => void;
  play: () => void;
  stop: () => void;
  /** Stands still, so many frames on. */
  step: (frames: number) => void;
  /** Plays on or back; where it does already, twice as fast. */
  shuttle: (direction: 1 | -1) => void;
}

/** Plays, steps and shuttles. Browsers play no video backward, so that it is sought back, one frame after the other. */
export function useTransport({ element, duration, loop, place, seek }: TransportInput): Transport {
  const [speedBack, setSpeedBack] = useState(0);
  const shuttled = useRef(false);
  const seekTo = useEffectEvent(seek);
  const placeNow = useEffectEvent(place);

  useEffect(() => {
    if (speedBack === 0) return undefined;
    const from = placeNow();
    const since = performance.now();
    let request = 0;
    const goBack = () => {
      const seconds = from - ((performance.now() - since) / 1000) * speedBack;
      seekTo(middleOf(frameAt(Math.max(0, seconds))));
      if (seconds > 0) request = requestAnimationFrame(goBack);
      else setSpeedBack(0);
    };
    request = requestAnimationFrame(goBack);
    return () => cancelAnimationFrame(request);
  }, [speedBack]);
  useLoop(element, loop, seek);

  const rate = (value: number) => {
    shuttled.current = value !== 1;
    if (element) element.playbackRate = value;
  };
  const stop = () => {
    setSpeedBack(0);
    element?.pause();
    if (shuttled.current) rate(1);
  };
  const play = () => {
    setSpeedBack(0);
    // A browser may refuse; its button remains.
    element?.play().catch(() => undefined);
  };
  return {
    play,
    stop,
    toggle: () => (element?.paused && speedBack === 0 ? play() : stop()),
    step: (frames) => {
      stop();
      seek(stepped(place(), frames, duration));
    },
    shuttle: (direction) => {
      if (direction < 0) {
        stop();
        setSpeedBack(Math.min(FASTEST, Math.max(1, speedBack * 2)));
      } else {
        rate(element?.paused === false ? Math.min(FASTEST, element.playbackRate * 2) : 1);
        play();
      }
    },
  };
}

/** Goes back to the start of a stretch when playing comes to its end; who goes elsewhere is let go. */
function useLoop(element: HTMLVideoElement | null, loop: Stretch | null, seek: (seconds: number) => void) {
  const { start, end } = loop ?? { start: 0, end: Infinity };
  const turn = useEffectEvent(() => seek(start));
  useEffect(() => {
    if (!element || end === Infinity) return undefined;
    let request = 0;
    let last = element.currentTime;
    const watch = () => {
      const now = element.currentTime;
      const turnsAt = end - HALF_FRAME_SECONDS;
      if (!element.seeking && !element.paused && last < turnsAt && now >= turnsAt) turn();
      else last = now;
      request = requestAnimationFrame(watch);
    };
    const again = () => {
      if (last < end) void element.play().catch(() => undefined);
      turn();
    };
    watch();
    element.addEventListener('ended', again);
    return () => {
      cancelAnimationFrame(request);
      element.removeEventListener('ended', again);
    };
  }, [element, end]);
}
