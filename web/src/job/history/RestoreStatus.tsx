import { use, useEffect } from 'react';
import { readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { graphql } from '../../generated/gql.js';
import { CancelButton } from '../chat/CancelButton.js';
import { progressAtStart } from '../progress/progress-state.js';
import type { ProgressState } from '../progress/progress-state.js';
import { RegenerationProgress } from '../progress/RegenerationProgress.js';
import { t } from '../../languages/t.js';
import type { RestoreNews } from './use-restores.js';
import { VideoHistoryContext } from './video-history.js';
import './history.css';

const RESTORE_RUN = graphql(`
  fragment RestoreRun on Regeneration {
    id
    kind
    status
    clipIndex
    instruction
    progress
    lastSequence
    estimatedTime
  }
`);

const SHOWN_MS = 8000;

interface RestoreStatusProps {
  news: RestoreNews | null;
  onClose: () => void;
  /** What is under way in the video. */
  active: FragmentType<typeof RESTORE_RUN> | null;
  progress: ProgressState | null;
}

/** Over the foot of the page, so that nothing moves: what came back, why not, or how far a version that is composed has come. */
export function RestoreStatus({ news, onClose, active: activeRef, progress }: RestoreStatusProps) {
  const { undo, redo } = use(VideoHistoryContext);
  const active = readFragment(RESTORE_RUN, activeRef);
  const run = active?.kind === 'RESTORE' ? active : null;
  const shown = run ? null : news;
  useEffect(() => {
    if (shown?.kind !== 'done') return undefined;
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, onClose]);
  const canceling = run?.status === 'CANCELING';
  const of = run && (progress?.regenerationId === run.id ? progress : progressAtStart(run));
  return (
    <div className="restore-status" data-testid="restore-status">
      <div role="status">
        {(shown?.kind === 'done' || shown?.kind === 'asking') && (
          <div key={shown.sentence} className="restore-card">
            <p dir="auto">{shown.sentence}</p>
            {shown.kind === 'done' && (
              <button
                type="button"
                className="button button-small"
                onClick={({ detail }) => detail < 2 && (shown.back === 'redo' ? redo() : undo())}
              >
                {t(shown.back === 'redo' ? 'common.redo' : 'common.undo')}
              </button>
            )}
            {shown.kind === 'done' && <CloseButton onClose={onClose} />}
          </div>
        )}
      </div>
      <div role="alert">
        {shown?.kind === 'problem' && (
          <div key={shown.sentence} className="restore-card restore-problem">
            <p dir="auto">{shown.sentence}</p>
            {shown.retry && (
              <button type="button" className="button button-small" onClick={shown.retry}>
                {t('common.tryAgain')}
              </button>
            )}
            <CloseButton onClose={onClose} />
          </div>
        )}
      </div>
      {run && of && (
        <section className="restore-run" aria-label={t('version.comingBack')}>
          <p dir="auto">
            <bdi>{run.instruction}</bdi>
          </p>
          <RegenerationProgress progress={of} estimatedSeconds={run.estimatedTime} canceling={canceling}>
            {of.outcome === null && <CancelButton regenerationId={run.id} canceling={canceling} />}
          </RegenerationProgress>
        </section>
      )}
    </div>
  );
}

function CloseButton({ onClose }: { onClose: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={t('common.close')} onClick={onClose}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="m5.500 5.500 9 9M14.500 5.500l-9 9" />
      </svg>
    </button>
  );
}
