import { use } from 'react';
import type { MouseEvent } from 'react';
import { formatUsd, isZero } from '../../../format/money.js';
import { formatMoment } from '../../../format/time.js';
import { nameOfVersion } from '../history-words.js';
import type { Version } from './use-clip-versions.js';
import { VideoHistoryContext } from '../video-history.js';

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
          Compare
        </button>
      )}
      {!isCurrent && videoUrl && (
        <button type="button" className="button button-small button-primary" {...press(versionNumber)}>
          Use this
        </button>
      )}
      {isCurrent && canStartOver && (
        <button
          type="button"
          className="button button-small"
          aria-label={`Start over: clip ${clipIndex + 1} shows its original again`}
          {...press(1)}
        >
          Start over
        </button>
      )}
    </div>
  );
}

function wishOf({ versionNumber, instruction, origin, restoredFrom }: Version): string {
  if (origin === 'RESTORE') {
    const source = `Back to ${nameOfVersion(restoredFrom ?? 1)}`;
    return instruction ? `${source}: “${instruction}”` : source;
  }
  if (instruction) return `“${instruction}”`;
  return versionNumber === 1 ? 'As it came' : `Version ${versionNumber}`;
}

function factsOf(version: Version, isCurrent: boolean): string {
  const { origin, createdAt, cost, videoUrl, regeneration } = version;
  return [
    isCurrent && 'Current',
    origin === 'TAKE' && 'Take',
    !videoUrl && 'File gone, cannot come back',
    regeneration?.status === 'CANCELED' && 'Canceled, but made',
    regeneration?.status === 'FAILED' && 'Made, but not published',
    origin !== 'ORIGINAL' && (isZero(cost) ? 'free' : formatUsd(cost)),
    formatMoment(createdAt),
  ]
    .filter(Boolean)
    .join(' · ');
}
