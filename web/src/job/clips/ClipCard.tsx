import { memo } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { percentWords } from '../../format/number.js';
import { formatLength, formatRange } from '../../format/time.js';
import { Thumbnail } from '../../layout/Thumbnail.js';
import { t } from '../../languages/t.js';
import { ClipPreview } from './ClipPreview.js';

const CLIP_CARD = graphql(`
  fragment ClipCard on Clip {
    jobId
    clipIndex
    thumbnailUrl
    videoUrl
    timestampStart
    timestampEnd
    duration
    lyricsPreview
    isRegenerated
    versionNumber
  }
`);

interface ClipCardProps {
  clip: FragmentType<typeof CLIP_CARD>;
  selected: boolean;
  /** Whether Tab leads to this card; the others are reached with arrows. */
  tabStop: boolean;
  previewing: boolean;
  /** Percentage while this clip is being changed, else null. */
  progress: number | null;
  /** Its change ended while another clip was selected. */
  unread: boolean;
}

/**
 * One clip: its thumbnail, place on the song and lyrics. Memoized and without handlers of its own (the grid has them), so
 * that of many cards only the changed one renders.
 */
export const ClipCard = memo(function ClipCard(props: ClipCardProps) {
  const { selected, tabStop, previewing, progress, unread } = props;
  const clip = readFragment(CLIP_CARD, props.clip);
  return (
    <div
      role="option"
      className="clip-card card"
      data-testid={`clip-card-${clip.clipIndex}`}
      data-clip-index={clip.clipIndex}
      tabIndex={tabStop ? 0 : -1}
      aria-selected={selected}
    >
      <span className="clip-card-frame">
        <Thumbnail url={clip.thumbnailUrl} />
        {previewing && clip.videoUrl && <ClipPreview url={clip.videoUrl} />}
        <span className="overlay-tag overlay-top-left">
          {t('common.clip', { number: clip.clipIndex + 1 })}
        </span>
        <span className="overlay-tag overlay-bottom-right">{formatLength(clip.duration)}</span>
        {clip.isRegenerated && (
          <span
            className="overlay-tag overlay-accent overlay-bottom-left"
            data-testid={`regenerated-badge-${clip.clipIndex}`}
          >
            {t('clips.edited', { version: clip.versionNumber })}
          </span>
        )}
        {unread && (
          <span
            className="overlay-tag overlay-accent overlay-top-right"
            data-testid={`unread-badge-${clip.clipIndex}`}
          >
            {t('clips.newResult')}
          </span>
        )}
        {progress !== null && (
          <span className="clip-card-progress">
            <span>
              <span className="visually-hidden">{t('clips.beingChanged')} </span>
              {progress === 100 ? t('clips.made') : percentWords(progress)}
            </span>
          </span>
        )}
      </span>
      <span className="clip-card-text">
        <span className="clip-card-range">{formatRange(clip.timestampStart, clip.timestampEnd)}</span>
        <span className={clip.lyricsPreview ? 'clip-card-lyrics' : 'clip-card-lyrics faint'} dir="auto">
          {clip.lyricsPreview ?? t('clips.noLyrics')}
        </span>
      </span>
    </div>
  );
});
