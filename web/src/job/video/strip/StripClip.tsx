import { memo } from 'react';
import type { CSSProperties } from 'react';
import { useStableMediaUrl } from '../../../layout/media-url.js';

interface StripClipProps {
  clipIndex: number;
  /** Signed URL of its picture. */
  picture: string | null;
  /** Where it shows what a change has made of it: the number of its version. */
  version: number | null;
  picked: boolean;
  /** Percentage while it is being changed. */
  progress: number | null;
  left: string;
  width: string;
}

/** A clip as a piece of film; its picture is repeated along it. Memoized, so that of many only the changed one renders. */
export const StripClip = memo(function StripClip(props: StripClipProps) {
  const { clipIndex, version, picked, progress, left, width } = props;
  const picture = useStableMediaUrl(props.picture);
  return (
    <span
      className={['strip-clip', version !== null && 'edited', picked && 'selected'].filter(Boolean).join(' ')}
      data-testid={`timeline-clip-${clipIndex}`}
      style={{ left, width }}
    >
      <span
        className="strip-clip-film"
        style={picture === null ? undefined : { backgroundImage: `url(${JSON.stringify(picture)})` }}
      />
      {progress !== null && (
        <span
          className="strip-clip-progress"
          data-testid={`strip-progress-${clipIndex}`}
          style={{ '--progress': progress / 100 } as CSSProperties}
        >
          <span className="strip-clip-percent">{progress} %</span>
        </span>
      )}
      <span className="strip-clip-number">{clipIndex + 1}</span>
      {version !== null && (
        <span className="strip-clip-version">
          <span>v{version}</span>
        </span>
      )}
    </span>
  );
});
