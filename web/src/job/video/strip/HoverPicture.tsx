import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatClockTenths } from '../../../format/time.js';
import type { StripFragment } from '../../../generated/graphql.js';
import { Thumbnail } from '../../../layout/Thumbnail.js';
import { frameAt } from './film.js';
import type { Film } from './film.js';
import { useFilmPicture } from './films/use-films.js';
import type { Films } from './films/use-films.js';
import { slotAt } from '../timeline-scale.js';
import { t } from '../../../languages/t.js';
import { nameOfSection, sectionAt } from './sections.js';

interface HoverPictureProps {
  track: HTMLElement | null;
  clips: StripFragment['clips'];
  films: Films;
  sections: StripFragment['sections'];
  duration: number;
  /** Whether fingers scrub, too. */
  forFingers: boolean;
}

/** Over the pointer: what is seen and heard there. Alone in rendering while the pointer moves. */
export function HoverPicture({ track, clips, films, sections, duration, forFingers }: HoverPictureProps) {
  const [at, setAt] = useState<{ x: number; seconds: number } | null>(null);
  const show = useEffectEvent(({ clientX, pointerType }: PointerEvent) => {
    if (!track || (pointerType === 'touch' && !forFingers)) return;
    const { left, width } = track.getBoundingClientRect();
    const strip = track.closest('.strip')!.getBoundingClientRect();
    const seconds = ((clientX - left) / width) * duration;
    films.point(seconds);
    // With the frame that is about to be drawn: React would take the one after it.
    flushSync(() => setAt({ x: clientX - strip.left, seconds }));
  });
  useEffect(() => {
    if (!track) return undefined;
    const move = (event: PointerEvent) => show(event);
    const leave = () => setAt(null);
    const leavings = ['pointerleave', 'pointercancel'] as const;
    track.addEventListener('pointermove', move);
    leavings.forEach((event) => track.addEventListener(event, leave));
    return () => {
      track.removeEventListener('pointermove', move);
      leavings.forEach((event) => track.removeEventListener(event, leave));
    };
  }, [track]);

  const clip = at && slotAt(clips, at.seconds);
  const film = clip?.filmstrip ?? null;
  const picture = useFilmPicture(films.loader, film);
  if (!clip) return null;
  const section = sectionAt(sections, at.seconds);
  return (
    <div
      className="strip-hover"
      data-testid="strip-hover"
      aria-hidden="true"
      style={{ left: `clamp(0px, ${at.x}px - 5rem, 100% - 10rem)` }}
    >
      {film && picture instanceof HTMLImageElement ? (
        <Frame film={film} picture={picture} frame={frameAt(film, at.seconds - clip.timestampStart)} />
      ) : (
        <Thumbnail url={clip.thumbnailUrl} loading="eager" />
      )}
      <span className="strip-hover-words">
        <b>{formatClockTenths(at.seconds)}</b> {t('common.clip', { number: clip.clipIndex + 1 })}
        {section && ` · ${nameOfSection(section, sections)}`}
      </span>
    </div>
  );
}

interface FrameProps {
  film: Film;
  picture: HTMLImageElement;
  frame: number;
}

/** Drawn rather than a background, which browsers decode when they like to, a frame or two later. */
function Frame({ film: { frames, width, height }, picture, frame }: FrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const of = picture.naturalWidth / frames;
    canvas.current
      ?.getContext('2d')
      ?.drawImage(picture, of * frame, 0, of, picture.naturalHeight, 0, 0, width, height);
  }, [picture, frame, frames, width, height]);
  return (
    <canvas ref={canvas} className="strip-hover-frame" data-frame={frame} width={width} height={height} />
  );
}
