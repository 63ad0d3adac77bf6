import { use } from 'react';
import type { MouseEvent } from 'react';
import { problemOf } from '../../errors/problem.js';
import { formatPrice, isZero } from '../../format/money.js';
import { formatMoment } from '../../format/time.js';
import { Notice } from '../../layout/Notice.js';
import { t } from '../../languages/t.js';
import { useVideoVersions } from './use-video-versions.js';
import type { VersionOfVideo } from './use-video-versions.js';
import { VideoHistoryContext } from './video-history.js';

interface VideoVersionsProps {
  jobId: string;
  /** Number of the version that plays. */
  current: number;
  /** Something was chosen that the page shows. */
  onDone: () => void;
}

/** Who made which version of the video, when and for what price, newest first; each can come back or be compared. */
export function VideoVersions({ jobId, current, onDone }: VideoVersionsProps) {
  const { versions, error, reload, more } = useVideoVersions(jobId, String(current));
  const { compare, restoreVideo, blocked } = use(VideoHistoryContext);
  if (error) {
    return (
      <div className="history-note">
        <Notice tone="error" title={problemOf(error).sentence} onRetry={reload} />
      </div>
    );
  }
  if (!versions) return <p className="history-note muted">{t('version.lookingUp')}</p>;
  const then = (act: () => void) => () => {
    onDone();
    act();
  };
  return (
    <>
      {blocked !== null && <p className="history-note muted">{blocked}</p>}
      {/* Reachable by keyboard, since a long list scrolls. */}
      <ol className="history-entries" tabIndex={0} aria-label={t('version.newestFirst')}>
        {versions.map((version) => (
          <VideoVersionEntry
            key={version.id}
            version={version}
            isCurrent={version.versionNumber === current}
            blocked={blocked}
            onRestore={then(() => restoreVideo(version.versionNumber))}
            onCompare={then(() => compare({ clip: null, version: version.versionNumber }))}
          />
        ))}
        {more && (
          <li>
            <button type="button" className="button button-small history-older" onClick={more}>
              {t('version.older')}
            </button>
          </li>
        )}
      </ol>
    </>
  );
}

interface EntryProps {
  version: VersionOfVideo;
  isCurrent: boolean;
  blocked: string | null;
  onRestore: () => void;
  onCompare: () => void;
}

function VideoVersionEntry({ version, isCurrent, blocked, onRestore, onCompare }: EntryProps) {
  const { versionNumber, summary, videoUrl, isRestorable } = version;
  const restore = ({ detail }: MouseEvent) => {
    if (blocked === null && detail < 2) onRestore();
  };
  return (
    <li
      className="history-entry"
      data-testid={`video-version-${versionNumber}`}
      aria-current={isCurrent ? 'true' : undefined}
    >
      <span className="history-number">{t('version.short', { version: versionNumber })}</span>
      <div>
        <p className="history-what">
          <bdi>{summary}</bdi>
        </p>
        <p className="history-facts">{factsOf(version)}</p>
      </div>
      <div className="history-actions">
        {isCurrent && <span className="history-current">{t('version.current')}</span>}
        {!isCurrent && videoUrl && (
          <button
            type="button"
            className="button button-small"
            aria-label={t('version.compareNamed', { version: versionNumber })}
            onClick={onCompare}
          >
            {t('common.compare')}
          </button>
        )}
        {!isCurrent && isRestorable && (
          <button
            type="button"
            className="button button-small"
            aria-label={t('version.restoreNamed', { version: versionNumber })}
            aria-disabled={blocked !== null}
            onClick={restore}
          >
            {t('version.restore')}
          </button>
        )}
        {!isCurrent && !isRestorable && <span title={t('version.goneWhy')}>{t('version.gone')}</span>}
      </div>
    </li>
  );
}

function factsOf({ createdAt, regeneration }: VersionOfVideo): string {
  if (!regeneration) return formatMoment(createdAt);
  const { cost } = regeneration;
  const price = cost.known && isZero(cost.total) ? t('common.free') : formatPrice(cost.total, cost.known);
  return [t('version.you'), formatMoment(createdAt), price].join(' · ');
}
