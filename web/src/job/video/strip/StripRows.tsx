import { memo } from 'react';
import type { StripFragment } from '../../../generated/graphql.js';
import { StripClip } from './StripClip.js';
import { nameOfSection } from './sections.js';

interface StripRowsProps {
  clips: StripFragment['clips'];
  sections: StripFragment['sections'];
  duration: number;
  picked: readonly number[];
  progress: ReadonlyMap<number, number>;
}

/** Sections, film and lyrics. Visual only: the slider is the accessible control, and the storyboard the list. */
export const StripRows = memo(function StripRows(props: StripRowsProps) {
  const { clips, sections, duration, picked, progress } = props;
  const percent = (seconds: number) => `${(100 * seconds) / duration}%`;
  const across = (start: number, end: number) => ({ left: percent(start), width: percent(end - start) });
  return (
    <>
      {sections.length > 0 && (
        <span className="strip-row strip-sections" aria-hidden="true">
          {sections.map((section) => (
            <span
              key={section.start}
              className="strip-section"
              style={across(section.start, section.end)}
              title={section.isGuess ? 'Guessed from the lyrics' : undefined}
            >
              <span>{nameOfSection(section, sections)}</span>
            </span>
          ))}
        </span>
      )}
      <span className="strip-row strip-film" aria-hidden="true">
        {clips.map((clip) => (
          <StripClip
            key={clip.clipIndex}
            clipIndex={clip.clipIndex}
            picture={clip.thumbnailUrl ?? null}
            version={clip.isRegenerated ? clip.versionNumber : null}
            picked={picked.includes(clip.clipIndex)}
            progress={progress.get(clip.clipIndex) ?? null}
            left={percent(clip.timestampStart)}
            width={percent(clip.timestampEnd - clip.timestampStart)}
          />
        ))}
      </span>
      {clips.some(({ lyricsPreview }) => lyricsPreview) && (
        <span className="strip-row strip-lyrics" aria-hidden="true">
          {clips.map(({ clipIndex, lyricsPreview, timestampStart, timestampEnd }) => (
            <span
              key={clipIndex}
              className="strip-line"
              dir="auto"
              style={across(timestampStart, timestampEnd)}
            >
              <span>{lyricsPreview}</span>
            </span>
          ))}
        </span>
      )}
    </>
  );
});
