import { useEffect, useRef } from 'react';
import type { PointerEvent, SyntheticEvent } from 'react';

const LONG_MS = 500;
/** A finger that moves further scrolls or scrubs. */
const STILL_WITHIN_PX = 10;

interface Press {
  x: number;
  y: number;
  timer: ReturnType<typeof setTimeout>;
  /** It was long, so that its end is no tap. */
  long: boolean;
}

/** A finger that rests on something: handlers for its container, and whether the press that ends was a long one. */
export function useLongPress(act: (clip: number) => void, clipAt: (event: PointerEvent) => number | null) {
  const press = useRef<Press | null>(null);
  const stop = () => clearTimeout(press.current?.timer);
  useEffect(() => () => clearTimeout(press.current?.timer), []);

  const begin = (event: PointerEvent) => {
    stop();
    press.current = null;
    const clip = clipAt(event);
    if (event.pointerType !== 'touch' || !event.isPrimary || clip === null) return;
    const timer = setTimeout(() => {
      if (press.current) press.current.long = true;
      act(clip);
    }, LONG_MS);
    press.current = { x: event.clientX, y: event.clientY, timer, long: false };
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    const { x, y } = press.current ?? { x: clientX, y: clientY };
    if (Math.hypot(clientX - x, clientY - y) > STILL_WITHIN_PX) stop();
  };
  return {
    wasLong: () => press.current?.long ?? false,
    handlers: {
      onPointerDown: begin,
      onPointerMove: move,
      onPointerUp: stop,
      onPointerCancel: stop,
      // The browser's own menu of a long press.
      onContextMenu: (event: SyntheticEvent) => press.current && event.preventDefault(),
    },
  };
}
