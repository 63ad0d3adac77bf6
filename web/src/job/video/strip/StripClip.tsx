import { memo } from 'react';
import type { CSSProperties } from 'react';
import { useStableMediaUrl } from '../../../layout/media-url.js';
import { percentWords } from '../../../format/number.js';
import { t } from '../../../languages/t.js';
import { framesAlong, frameStyle, widthOf } from './film.js';
import type { Film } from './film.js';
import type { FilmLoader } from './films/film-loader.js';
import { NARROW_PX } from './films/film-order.js';
import { useFilmPicture } from './films/use-films.js';

interface StripClipProps {
  clipIndex: number;
  /** Signed URL of its picture. */
  picture: string | null;
  /** Its frames; without them, its picture is repeated. */
  film: Film | null;
  films: FilmLoader;
  seconds: number;
  /** Of its piece of the strip; 0 before they are known. */
  pixels: number;
  height: number;
  /** Where it shows what a change has made of it: the number of its version. */
  version: number | null;
  picked: boolean;
  /** Percentage while it is being changed. */
  progress: number | null;
  left: string;
  width: string;
}

/** A clip as a piece of film. Memoized, so that of many only the changed one renders. */
export const StripClip = memo(function StripClip(props: StripClipProps) {
  const { clipIndex, film, films, seconds, pixels, height, version, picked, progress, left, width } = props;
  const loaded = useFilmPicture(films, film);
  const picture = useStableMediaUrl(film && loaded !== 'failed' ? null : props.picture);
  return (
    <span
      className={['strip-clip', version !== null && 'edited', picked && 'selected'].filter(Boolean).join(' ')}
      data-testid={`timeline-clip-${clipIndex}`}
      style={{ left, width }}
    >
      <span
        className="strip-clip-film"
        style={picture === null ? undefined : { backgroundImage: `url(${JSON.stringify(picture)})` }}
      >
        {film && loaded instanceof HTMLImageElement && pixels >= NARROW_PX && (
          <Frames film={{ ...film, url: loaded.src }} seconds={seconds} size={{ width: pixels, height }} />
        )}
      </span>
      {progress !== null && (
        <span
          className="strip-clip-progress"
          data-testid={`strip-progress-${clipIndex}`}
          style={{ '--progress': progress / 100 } as CSSProperties}
        >
          <span className="strip-clip-percent">{percentWords(progress)}</span>
        </span>
      )}
      <span className="strip-clip-number">{clipIndex + 1}</span>
      {version !== null && (
        <span className="strip-clip-version">
          <span>{t('version.short', { version })}</span>
        </span>
      )}
    </span>
  );
});

interface FramesProps {
  film: Film;
  /** Of the clip. */
  seconds: number;
  size: { width: number; height: number };
}

function Frames({ film, seconds, size }: FramesProps) {
  const width = widthOf(film, size.height);
  return framesAlong(film, seconds, size).map((frame, place) => (
    <span
      key={width * place}
      className="strip-frame"
      style={{ ...frameStyle(film, frame), left: width * place, width }}
    />
  ));
}
