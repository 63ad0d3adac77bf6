import { useState } from 'react';
import { useStableMediaUrl } from '../../layout/media-url.js';
import { useVideosInSync } from './use-videos-in-sync.js';
import './before-after.css';

interface BeforeAfterProps {
  clipNumber: number;
  /** Signed URLs of the whole video before and after the clip's last change. */
  before: string;
  after: string;
  slot: { start: number; end: number };
  onClose: () => void;
}

/** A clip's place in two versions of the video, side by side and in step, in the player's place. */
export function BeforeAfter({ clipNumber, before, after, slot, onClose }: BeforeAfterProps) {
  const [beforeVideo, setBeforeVideo] = useState<HTMLVideoElement | null>(null);
  const [afterVideo, setAfterVideo] = useState<HTMLVideoElement | null>(null);
  const [failed, setFailed] = useState(false);
  const { playing, toggle } = useVideosInSync(afterVideo, beforeVideo, slot);
  const sides = [
    { name: 'Before', url: useStableMediaUrl(before), take: setBeforeVideo },
    { name: 'After', url: useStableMediaUrl(after), take: setAfterVideo },
  ];
  return (
    <div
      className="before-after"
      data-testid="before-after"
      role="group"
      aria-label={`Clip ${clipNumber} before and after its last change`}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      {sides.map(({ name, url, take }) => (
        <figure key={name}>
          <video
            ref={take}
            src={url ?? undefined}
            muted
            playsInline
            preload="auto"
            aria-label={name}
            onError={() => setFailed(true)}
          />
          <figcaption className="overlay-tag overlay-top-left">{name}</figcaption>
        </figure>
      ))}
      <div className="before-after-controls">
        {failed && <span role="alert">One of the two could not be loaded.</span>}
        <button type="button" className="button button-small" onClick={toggle}>
          {playing ? 'Pause' : 'Play'}
        </button>
        <button type="button" className="button button-small" autoFocus onClick={onClose}>
          Back to the video
        </button>
      </div>
    </div>
  );
}
