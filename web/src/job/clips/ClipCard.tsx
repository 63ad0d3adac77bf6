import { useId } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { formatLength, formatRange } from '../../format/time.js';
import { Thumbnail } from '../../layout/Thumbnail.js';

const CLIP_CARD = graphql(`
  fragment ClipCard on Clip {
    jobId
    clipIndex
    thumbnailUrl
    timestampStart
    timestampEnd
    duration
    lyricsPreview
    isRegenerated
  }
`);

interface ClipCardProps {
  clip: FragmentType<typeof CLIP_CARD>;
  selected: boolean;
  onSelect: () => void;
  /** Percentage while this clip is being changed, else null. */
  progress: number | null;
}

/** One clip: how it looks, where it lies on the song, what is sung in it. */
export function ClipCard({ clip: clipRef, selected, onSelect, progress }: ClipCardProps) {
  const clip = readFragment(CLIP_CARD, clipRef);
  const lyricsId = useId();
  const name = `Clip ${clip.clipIndex + 1}`;
  const range = formatRange(clip.timestampStart, clip.timestampEnd);
  return (
    <button
      type="button"
      className="clip-card card"
      data-testid={`clip-card-${clip.clipIndex}`}
      aria-pressed={selected}
      aria-label={[name, range, clip.isRegenerated && 'regenerated'].filter(Boolean).join(', ')}
      aria-describedby={lyricsId}
      onClick={onSelect}
    >
      <span className="clip-card-frame">
        <Thumbnail url={clip.thumbnailUrl} />
        <span className="overlay-tag overlay-top-left">{name}</span>
        <span className="overlay-tag overlay-bottom-right">{formatLength(clip.duration)}</span>
        {clip.isRegenerated && (
          <span
            className="overlay-tag overlay-accent overlay-bottom-left"
            data-testid={`regenerated-badge-${clip.clipIndex}`}
          >
            Regenerated
          </span>
        )}
        {progress !== null && (
          <span className="clip-card-progress">
            <span>{progress} %</span>
          </span>
        )}
      </span>
      <span className="clip-card-text">
        <span className="clip-card-range">{range}</span>
        <span
          id={lyricsId}
          className={clip.lyricsPreview ? 'clip-card-lyrics' : 'clip-card-lyrics faint'}
          dir="auto"
        >
          {clip.lyricsPreview ?? 'No lyrics here'}
        </span>
      </span>
    </button>
  );
}
