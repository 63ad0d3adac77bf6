import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { lineIsSlow, onLineChange } from '../../quality/line.js';
import { slotAt } from '../../timeline-scale.js';
import type { Slot } from '../../timeline-scale.js';
import type { Film } from '../film.js';
import { afterPaint } from './after-paint.js';
import { FilmLoader } from './film-loader.js';
import { filmOrder } from './film-order.js';

interface FilmedClip extends Slot {
  filmstrip?: Film | null;
}

interface FilmsInput {
  clips: readonly FilmedClip[];
  /** Seconds. */
  duration: number;
  /** Shows a part of the strip. */
  scroller: RefObject<HTMLElement | null>;
  /** How much the strip is widened. */
  factor: number;
  /** Signed URL of the largest picture of the page, which comes first. */
  poster: string | null;
}

export interface Films {
  loader: FilmLoader;
  /** Loads the film at a place, in seconds, and those around it first; null: nothing is pointed at. */
  point: (seconds: number | null) => void;
}

/**
 * The films of a strip, loaded before the pointer comes to them: around it first, else from the middle of what the strip
 * shows. On a slow line only those that are shown, and what is pointed at.
 */
export function useFilms({ clips, duration, scroller, factor, poster }: FilmsInput): Films {
  const [loader] = useState(() => new FilmLoader());
  const pointed = useRef<number | null>(null);
  const order = useEffectEvent(() => {
    const { scrollLeft = 0, clientWidth = 0, scrollWidth = 0 } = scroller.current ?? {};
    const view = { left: scrollLeft, width: clientWidth, of: scrollWidth };
    return filmOrder(clips, { duration, view, pointed: pointed.current, onlyShown: lineIsSlow() });
  });
  const begin = useEffectEvent(() => afterPaint(poster, () => loader.begin(() => order())));
  useEffect(() => {
    const cancel = begin();
    return () => {
      cancel();
      loader.stop();
    };
  }, [loader]);
  useEffect(() => loader.keep(clips.flatMap(({ filmstrip }) => filmstrip?.url ?? [])), [loader, clips]);
  useEffect(() => loader.goOn(), [loader, duration, factor]);
  useEffect(() => {
    const view = scroller.current;
    const goOn = () => loader.goOn();
    view?.addEventListener('scroll', goOn);
    const forgetLine = onLineChange(goOn);
    return () => {
      view?.removeEventListener('scroll', goOn);
      forgetLine();
    };
  }, [loader, scroller]);
  return {
    loader,
    point: (seconds) => {
      pointed.current = seconds;
      const film = seconds === null ? null : slotAt(clips, seconds)?.filmstrip;
      if (film) loader.hurry(film.url);
    },
  };
}

/** The picture of a film; null until it is there. */
export function useFilmPicture(loader: FilmLoader, film: Film | null): HTMLImageElement | 'failed' | null {
  return useSyncExternalStore(loader.subscribe, () => film && loader.look(film.url));
}
