import { useEffect, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useKeys } from '../../keys/use-keys.js';
import { t } from '../../../languages/t.js';
import type { View } from './compared.js';
import type { Way } from './draw.js';

const STEP = 0.05;

/** How the two pictures stand against each other now, and what moves them. */
export interface Moved extends Way {
  set: (share: number) => void;
  /** Moves the wipe, or the strength of the overlay, by a step. */
  move: (direction: 1 | -1) => void;
  showFirst: (shows: boolean) => void;
  /** While the picture is held, a flicker shows the first one. */
  hold: {
    onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp?: () => void;
    onPointerCancel?: () => void;
  };
}

export function useWay(view: View): Moved {
  const [share, set] = useState(0.5);
  const [shows, showFirst] = useState(false);
  const showsFirst = shows && view === 'flicker';
  useKeys({ x: () => showFirst(true) });
  useEffect(() => {
    if (!shows) return undefined;
    const release = ({ key }: globalThis.KeyboardEvent) => key.toLowerCase() === 'x' && showFirst(false);
    addEventListener('keyup', release);
    return () => removeEventListener('keyup', release);
  }, [shows]);
  const hold = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      showFirst(true);
    },
    onPointerUp: () => showFirst(false),
    onPointerCancel: () => showFirst(false),
  };
  return {
    ...{ view, share, showsFirst, set, showFirst },
    move: (direction) => set((was) => Math.min(1, Math.max(0, was + direction * STEP))),
    hold: view === 'flicker' ? hold : {},
  };
}

/** Holds a button by the keyboard as by a finger. */
export function holdByKeys(showFirst: (shows: boolean) => void) {
  const isHold = ({ key }: KeyboardEvent) => key === ' ' || key === 'Enter';
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (!isHold(event)) return;
      event.preventDefault();
      showFirst(true);
    },
    onKeyUp: (event: KeyboardEvent) => isHold(event) && showFirst(false),
    onBlur: () => showFirst(false),
  };
}

/** What is seen, for those who do not see it. */
export function pictureWords({ first, second }: Record<'first' | 'second', string>, way: Way): string {
  switch (way.view) {
    case 'side':
      return t('compare.leftRight', { first, second });
    case 'wipe':
      return t('compare.wipeWords', { first, second });
    case 'overlay':
      return t('compare.over', { first, second });
    case 'flicker':
      return way.showsFirst ? first : second;
  }
}
