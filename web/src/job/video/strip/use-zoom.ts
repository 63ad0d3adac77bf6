import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

const STEP = 2;
/** Nearer than this shows nothing more. */
const WIDEST_SECOND_PX = 240;

/** How much of the song the strip shows. */
export interface Zoom {
  /** 1: all of it. */
  factor: number;
  canZoomIn: boolean;
  zoomIn: () => void;
  zoomOut: () => void;
}

interface ZoomInput {
  /** Seconds. */
  duration: number;
  place: () => number;
}

/** Widens the strip around the playhead, and keeps that in sight: when it leaves by itself, and wherever it is sent. */
export function useZoom(track: HTMLElement | null, { duration, place }: ZoomInput) {
  const scroller = useRef<HTMLDivElement>(null);
  const [factor, setFactor] = useState(1);
  const last = useRef({ x: 0, left: 0 });
  const placeNow = useEffectEvent(place);
  const perSecond = () => (scroller.current?.clientWidth ?? 0) / duration;
  const zoomBy = (by: number) =>
    setFactor((now) => {
      const most = Math.max(1, WIDEST_SECOND_PX / Math.max(1, perSecond()));
      return Math.min(Math.max(now * by, 1), 2 ** Math.floor(Math.log2(most)));
    });

  const follow = useCallback(
    (seconds: number) => {
      const view = scroller.current;
      if (!view || !track || view.scrollWidth <= view.clientWidth + 1) return;
      const { scrollLeft: left, clientWidth, scrollWidth } = view;
      const x = (seconds / duration) * scrollWidth;
      const wasInSight = isIn(last.current.x, left, clientWidth);
      const isSent = Math.abs(x - last.current.x) > clientWidth / 8;
      if (!isIn(x, left, clientWidth) && (wasInSight || isSent)) view.scrollLeft = x - clientWidth / 8;
      last.current = { x, left };
    },
    [track, duration],
  );
  useLayoutEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const x = (placeNow() / duration) * view.scrollWidth;
    view.scrollLeft = x - view.clientWidth / 2;
    last.current = { x, left: view.scrollLeft };
  }, [factor, duration]);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? STEP : 1 / STEP);
  });
  useEffect(() => {
    const view = scroller.current;
    // React's own listener is passive and could not keep the page from zooming.
    const listen = (event: WheelEvent) => onWheel(event);
    view?.addEventListener('wheel', listen, { passive: false });
    return () => view?.removeEventListener('wheel', listen);
  }, []);

  return {
    factor,
    canZoomIn: track === null || factor * STEP * perSecond() <= WIDEST_SECOND_PX,
    zoomIn: () => zoomBy(STEP),
    zoomOut: () => zoomBy(1 / STEP),
    scroller,
    follow,
  };
}

function isIn(x: number, left: number, width: number): boolean {
  return x >= left && x <= left + width;
}
