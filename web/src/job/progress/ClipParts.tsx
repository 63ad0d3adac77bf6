import type { RegenerationStatus } from '../../generated/graphql.js';
import { percentWords } from '../../format/number.js';
import { t } from '../../languages/t.js';

/** How far one of several clips has come. */
export interface ClipPart {
  clipIndex: number;
  status: RegenerationStatus;
  /** 0 to 100. */
  progress: number;
}

/** The clips that are changed side by side; what failed is told when the others are done. */
export function ClipParts({ parts }: { parts: readonly ClipPart[] }) {
  return (
    <ul className="clip-parts" aria-label={t('offer.clipByClip')} tabIndex={0}>
      {parts.map(({ clipIndex, status, progress }) => (
        <li key={clipIndex} data-testid={`clip-part-${clipIndex}`} className={classOf(status, progress)}>
          <span>{t('common.clip', { number: clipIndex + 1 })}</span>
          <span className="progress-track" aria-hidden="true">
            <span style={{ translate: `${(status === 'FAILED' ? 100 : progress) - 100}%` }} />
          </span>
          <span className="clip-part-state">{stateOf(status, progress)}</span>
        </li>
      ))}
    </ul>
  );
}

function stateOf(status: RegenerationStatus, progress: number): string {
  if (status === 'FAILED') return t('progress.failed');
  if (progress === 100) return t('progress.made');
  return status === 'QUEUED' ? t('progress.waits') : percentWords(progress);
}

function classOf(status: RegenerationStatus, progress: number): string | undefined {
  if (status === 'FAILED') return 'clip-part-failed';
  return progress === 100 ? 'clip-part-made' : undefined;
}
