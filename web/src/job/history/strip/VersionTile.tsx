import { Thumbnail } from '../../../layout/Thumbnail.js';
import { shortName } from '../history-words.js';
import { t } from '../../../languages/t.js';
import { wordsOf } from './use-clip-versions.js';
import type { Version } from './use-clip-versions.js';

interface VersionTileProps {
  version: Version;
  isCurrent: boolean;
  isPicked: boolean;
  /** It plays in its place on the stage. */
  isTried: boolean;
  onPick: () => void;
}

/** The picture and number of a version. */
export function VersionTile({ version, isCurrent, isPicked, isTried, onPick }: VersionTileProps) {
  const { versionNumber, instruction, thumbnailUrl, videoUrl } = version;
  const gone = !videoUrl;
  const words = wordsOf(version);
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
        `${shortName(versionNumber)} ${words}`.trim(),
        instruction !== words && instruction && t('common.quoted', { words: instruction }),
        isCurrent && t('version.isCurrent'),
        isTried && t('version.plays'),
        gone && t('version.itsFileGone'),
      ]
        .filter(Boolean)
        .join(', ')}
      title={[instruction, !isCurrent && !gone && t('version.press')].filter(Boolean).join(': ') || undefined}
      onClick={onPick}
    >
      <Thumbnail url={thumbnailUrl} />
      <span className="version-name">
        {shortName(versionNumber)} <span>{words}</span>
      </span>
      {isTried && (
        <svg className="version-tried" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M6 4v12l10-6Z" />
        </svg>
      )}
      {isCurrent && <span className="version-current" />}
    </button>
  );
}
