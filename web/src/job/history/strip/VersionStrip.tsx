import { use, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { problemOf } from '../../../errors/problem.js';
import { VersionDetails } from './VersionDetails.js';
import { VersionTile } from './VersionTile.js';
import { rootOf, useClipVersions } from './use-clip-versions.js';
import type { Version } from './use-clip-versions.js';
import { VideoHistoryContext } from '../video-history.js';
import { t } from '../../../languages/t.js';

interface VersionStripProps {
  clip: { jobId: string; clipIndex: number; versionNumber: number };
  /** Changes when there may be new versions. */
  stamp: string;
}

/**
 * The versions of the picked clip, the original first: one stop of the Tab key, in which arrows move. Below it, what was
 * asked for and what can be done with the one that is picked. Its height never changes.
 */
export function VersionStrip({ clip, stamp }: VersionStripProps) {
  const { jobId, clipIndex, versionNumber: current } = clip;
  const { versions, error, reload, more } = useClipVersions(jobId, clipIndex, stamp);
  const { restoreClip, audition, tryOut } = use(VideoHistoryContext);
  const [pick, setPick] = useState({ version: current, at: current });
  const list = useRef<HTMLDivElement>(null);
  // A new current version is what the user wants to know of.
  if (pick.at !== current) setPick({ version: current, at: current });
  const oldestFirst = versions?.toReversed() ?? [];
  const picked = oldestFirst.find(({ versionNumber }) => versionNumber === pick.version);
  const shown = oldestFirst.find(({ versionNumber }) => versionNumber === current);
  const count = oldestFirst.length;

  useEffect(() => {
    const tile = list.current?.querySelector<HTMLElement>('[aria-selected=true]');
    // Only the strip scrolls, not the page.
    const { clientWidth = 0 } = list.current ?? {};
    if (tile) list.current?.scrollTo({ left: tile.offsetLeft - (clientWidth - tile.offsetWidth) / 2 });
  }, [current, count]);

  const choose = (version: number) => setPick({ version, at: current });
  const tried = audition?.clip === clipIndex ? audition.version : null;
  /** Plays a version in its place; the current one is what the stage shows anyway. */
  const hear = ({ versionNumber: version, videoUrl: url }: Version) =>
    tryOut(url && version !== current ? { clip: clipIndex, version, url } : null);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const position = oldestFirst.findIndex(({ versionNumber }) => versionNumber === pick.version);
    const next = oldestFirst[placeAfter(event.key, position, count)];
    if (!next) return;
    event.preventDefault();
    choose(next.versionNumber);
    if (tried !== null) hear(next);
    event.currentTarget
      .querySelector<HTMLElement>(`[data-version="${next.versionNumber}"]`)
      ?.focus({ preventScroll: false });
  };

  return (
    <section
      className="version-strip"
      data-choice={current > 1 || count > 1 || error !== undefined || undefined}
      data-testid="versions"
      aria-label={t('version.ofClip', { number: clipIndex + 1 })}
    >
      <div className="version-row">
        {more && (
          <button type="button" className="version-older" onClick={more}>
            {t('version.olderShort')}
          </button>
        )}
        <div
          ref={list}
          role="listbox"
          aria-orientation="horizontal"
          aria-label={t('version.oldestFirst', { number: clipIndex + 1 })}
          className="version-tiles"
          onKeyDown={move}
        >
          {versions === null && !error && <span className="version-tile skeleton" aria-hidden="true" />}
          {oldestFirst.map((version) => (
            <VersionTile
              key={version.versionNumber}
              version={version}
              isCurrent={version.versionNumber === current}
              isPicked={version.versionNumber === pick.version}
              isTried={version.versionNumber === tried}
              onPick={() => {
                choose(version.versionNumber);
                hear(version);
              }}
            />
          ))}
        </div>
      </div>
      {error && !versions ? (
        <p className="version-details" role="alert">
          <span className="version-asked">{problemOf(error).sentence}</span>
          <button type="button" className="button button-small" onClick={reload}>
            {t('common.tryAgain')}
          </button>
        </p>
      ) : (
        <VersionDetails
          clipIndex={clipIndex}
          version={picked ?? null}
          isCurrent={picked?.versionNumber === current}
          canStartOver={canStartOver(shown, oldestFirst)}
          onUse={(versionNumber) => restoreClip(clip, versionNumber)}
        />
      )}
    </section>
  );
}

/** Where the clip shows something else than its original, and that is kept. */
function canStartOver(shown: Version | undefined, versions: readonly Version[]): boolean {
  if (!shown || rootOf(shown) === 1) return false;
  const original = versions.find(({ versionNumber }) => versionNumber === 1);
  return !original || Boolean(original.videoUrl);
}

function placeAfter(key: string, position: number, count: number): number {
  switch (key) {
    case 'ArrowLeft':
      return position - 1;
    case 'ArrowRight':
      return position + 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
