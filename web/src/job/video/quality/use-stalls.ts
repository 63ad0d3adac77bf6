import { useEffect } from 'react';
import { noteSlowLine } from './line.js';

/** Longer than a seek or a start takes on a good line. All waiting of one stretch of playing counts together. */
const PATIENCE_MS = 2000;
/** With more of the video there, a player waits for the machine. */
const SUPPLY_SECONDS = 3;

const BEGINNINGS = ['loadstart', 'seeking', 'waiting'] as const;
const ENDS = [
  'loadedmetadata',
  'playing',
  'canplay',
  'seeked',
  'pause',
  'emptied',
  'error',
  'ended',
] as const;
/** What begins another stretch. */
const BREAKS = ['loadstart', 'seeking', 'play'] as const;

/** Watches a player for bytes that do not come: then the line is slow. */
export function useStalls(video: HTMLVideoElement | null, watched: boolean): void {
  useEffect(() => (video && watched ? watch(video) : undefined), [video, watched]);
}

function watch(video: HTMLVideoElement): () => void {
  const stop = new AbortController();
  let waited = 0;
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(timer);
    if (since !== null) waited += performance.now() - since;
    since = null;
  };
  const begin = () => {
    // A seek of a video that plays is also said to wait.
    if (since !== null) return;
    since = performance.now();
    timer = setTimeout(() => lacksBytes(video) && noteSlowLine(), PATIENCE_MS - waited);
  };
  const forget = () => {
    end();
    waited = 0;
  };
  const on = (events: readonly string[], listener: () => void) =>
    events.forEach((event) => video.addEventListener(event, listener, { signal: stop.signal }));
  on(BREAKS, forget);
  on(ENDS, end);
  on(BEGINNINGS, begin);
  if (video.readyState === 0) begin();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}

function lacksBytes({ buffered, currentTime, networkState, readyState }: HTMLVideoElement): boolean {
  if (networkState !== HTMLMediaElement.NETWORK_LOADING) return false;
  if (readyState === HTMLMediaElement.HAVE_NOTHING) return true;
  const ahead = Array.from({ length: buffered.length }, (_, range) =>
    buffered.start(range) <= currentTime ? buffered.end(range) - currentTime : 0,
  );
  return Math.max(0, ...ahead) < SUPPLY_SECONDS;
}
