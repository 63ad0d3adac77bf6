import { Thumbnail } from '../../../layout/Thumbnail.js';
import { shortName } from '../history-words.js';
import type { Version } from './use-clip-versions.js';

interface VersionTileProps {
  version: Version;
  isCurrent: boolean;
  isPicked: boolean;
  onPick: () => void;
}

/** The picture and number of a version. */
export function VersionTile({ version, isCurrent, isPicked, onPick }: VersionTileProps) {
  const { versionNumber, instruction, thumbnailUrl, videoUrl } = version;
  const gone = !videoUrl;
  return (
    <button
      type="button"
      role="option"
      className={gone ? 'version-tile gone' : 'version-tile'}
      data-version={versionNumber}
      data-testid={`version-${versionNumber}`}
      tabIndex={isPicked ? 0 : -1}
      aria-selected={isPicked}
      aria-label={[
        shortName(versionNumber),
        instruction && `“${instruction}”`,
        isCurrent && 'current',
        gone && 'its file is gone',
      ]
        .filter(Boolean)
        .join(', ')}
      title={instruction ?? undefined}
      onClick={onPick}
    >
      <Thumbnail url={thumbnailUrl} />
      <span className="version-name">{shortName(versionNumber)}</span>
      {isCurrent && <span className="version-current" />}
    </button>
  );
}
