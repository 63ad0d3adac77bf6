import { memo, useState } from 'react';
import type { StripFragment } from '../../../generated/graphql.js';
import { t } from '../../../languages/t.js';
import type { FilmLoader } from './films/film-loader.js';
import { StripClip } from './StripClip.js';
import { WaveRow } from './WaveRow.js';
import { nameOfSection } from './sections.js';
import { useSize } from './use-size.js';

interface StripRowsProps {
  clips: StripFragment['clips'];
  films: FilmLoader;
  sections: StripFragment['sections'];
  /** Seconds. */
  beats: readonly number[];
  /** Signed URL of the song's peaks. */
  wave: string | null;
  duration: number;
  picked: readonly number[];
  progress: ReadonlyMap<number, number>;
}

/** Sections, film, wave and lyrics. Visual only: the slider is the accessible control, and the storyboard the list. */
export const StripRows = memo(function StripRows(props: StripRowsProps) {
  const { clips, films, sections, beats, wave, duration, picked, progress } = props;
  const [film, setFilm] = useState<HTMLElement | null>(null);
  const size = useSize(film);
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
              title={section.isGuess ? t('strip.guessed') : undefined}
            >
              <span>{nameOfSection(section, sections)}</span>
            </span>
          ))}
        </span>
      )}
      <span ref={setFilm} className="strip-row strip-film" aria-hidden="true">
        {clips.map((clip) => (
          <StripClip
            key={clip.clipIndex}
            clipIndex={clip.clipIndex}
            picture={clip.thumbnailUrl ?? null}
            film={clip.filmstrip ?? null}
            films={films}
            seconds={clip.duration}
            pixels={Math.round((clip.duration / duration) * size.width)}
            height={size.height}
            version={clip.isRegenerated ? clip.versionNumber : null}
            picked={picked.includes(clip.clipIndex)}
            progress={progress.get(clip.clipIndex) ?? null}
            left={percent(clip.timestampStart)}
            width={percent(clip.timestampEnd - clip.timestampStart)}
          />
        ))}
      </span>
      {(wave !== null || beats.length > 0) && (
        <WaveRow url={wave} beats={beats} duration={duration} width={size.width} />
      )}
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
