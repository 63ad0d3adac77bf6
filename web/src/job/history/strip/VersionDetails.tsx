import { use } from 'react';
import type { MouseEvent } from 'react';
import { formatUsd, isZero } from '../../../format/money.js';
import { formatMoment } from '../../../format/time.js';
import type { Version } from './use-clip-versions.js';
import { VideoHistoryContext } from '../video-history.js';
import { t } from '../../../languages/t.js';

interface VersionDetailsProps {
  clipIndex: number;
  version: Version | null;
  isCurrent: boolean;
  canStartOver: boolean;
  onUse: (versionNumber: number) => void;
}

/** What was asked for in the picked version, and what can be done with it. */
export function VersionDetails(props: VersionDetailsProps) {
  const { clipIndex, version, isCurrent, canStartOver, onUse } = props;
  const { compare, blocked } = use(VideoHistoryContext);
  if (!version) return <div className="version-details" />;
  const { versionNumber, videoUrl } = version;
  const press = (of: number) => ({
    'aria-disabled': blocked !== null,
    title: blocked ?? undefined,
    onClick: ({ detail }: MouseEvent) => {
      if (blocked === null && detail < 2) onUse(of);
    },
  });
  return (
    <div className="version-details">
      <p className="version-asked" title={wishOf(version)}>
        <bdi>{wishOf(version)}</bdi>
        <span className="version-facts">{factsOf(version, isCurrent)}</span>
      </p>
      {!isCurrent && videoUrl && (
        <button
          type="button"
          className="button button-small"
          onClick={() => compare({ clip: clipIndex, version: versionNumber })}
        >
          {t('common.compare')}
        </button>
      )}
      {!isCurrent && videoUrl && (
        <button type="button" className="button button-small button-primary" {...press(versionNumber)}>
          {t('version.use')}
        </button>
      )}
      {isCurrent && canStartOver && (
        <button
          type="button"
          className="button button-small"
          aria-label={t('version.startOverNamed', { number: clipIndex + 1 })}
          {...press(1)}
        >
          {t('version.startOver')}
        </button>
      )}
    </div>
  );
}

function wishOf({ versionNumber, instruction, origin, restoredFrom }: Version): string {
  if (origin === 'RESTORE') {
    const version = restoredFrom ?? 1;
    return instruction
      ? t('version.backWith', { version, words: instruction })
      : t('version.back', { version });
  }
  if (instruction) return t('common.quoted', { words: instruction });
  return versionNumber === 1 ? t('version.asItCame') : t('version.numbered', { version: versionNumber });
}

function factsOf(version: Version, isCurrent: boolean): string {
  const { origin, createdAt, cost, videoUrl, regeneration } = version;
  return [
    isCurrent && t('version.current'),
    origin === 'TAKE' && t('version.take'),
    !videoUrl && t('version.fileGone'),
    regeneration?.status === 'CANCELED' && t('version.canceledMade'),
    regeneration?.status === 'FAILED' && t('version.notPublished'),
    origin !== 'ORIGINAL' && (isZero(cost) ? t('common.free') : formatUsd(cost)),
    formatMoment(createdAt),
  ]
    .filter(Boolean)
    .join(' · ');
}
