import { useEffect, useState } from 'react';
import { formatClockTenths } from '../../../format/time.js';
import type { StripFragment } from '../../../generated/graphql.js';
import { Thumbnail } from '../../../layout/Thumbnail.js';
import { frameAt, frameStyle } from './film.js';
import { slotAt } from '../timeline-scale.js';
import { t } from '../../../languages/t.js';
import { nameOfSection, sectionAt } from './sections.js';

interface HoverPictureProps {
  track: HTMLElement | null;
  clips: StripFragment['clips'];
  sections: StripFragment['sections'];
  duration: number;
}

/** Over the pointer: what is seen and heard there. Alone in rendering while the pointer moves. */
export function HoverPicture({ track, clips, sections, duration }: HoverPictureProps) {
  const [at, setAt] = useState<{ x: number; seconds: number } | null>(null);
  useEffect(() => {
    if (!track) return undefined;
    const move = ({ clientX, pointerType }: PointerEvent) => {
      if (pointerType === 'touch') return;
      const { left, width } = track.getBoundingClientRect();
      const strip = track.parentElement!.getBoundingClientRect();
      setAt({ x: clientX - strip.left, seconds: ((clientX - left) / width) * duration });
    };
    const leave = () => setAt(null);
    track.addEventListener('pointermove', move);
    track.addEventListener('pointerleave', leave);
    return () => {
      track.removeEventListener('pointermove', move);
      track.removeEventListener('pointerleave', leave);
    };
  }, [track, duration]);

  const clip = at && slotAt(clips, at.seconds);
  if (!clip) return null;
  const section = sectionAt(sections, at.seconds);
  return (
    <div
      className="strip-hover"
      data-testid="strip-hover"
      aria-hidden="true"
      style={{ left: `clamp(0px, ${at.x}px - 5rem, 100% - 10rem)` }}
    >
      {clip.filmstrip ? (
        <span
          className="strip-hover-frame"
          data-frame={frameAt(clip.filmstrip, at.seconds - clip.timestampStart)}
          style={{
            aspectRatio: clip.filmstrip.width / clip.filmstrip.height,
            ...frameStyle(clip.filmstrip, frameAt(clip.filmstrip, at.seconds - clip.timestampStart)),
          }}
        />
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
