import type { RegenerationStatus } from '../../generated/graphql.js';

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
    <ul className="clip-parts" aria-label="Clip by clip" tabIndex={0}>
      {parts.map(({ clipIndex, status, progress }) => (
        <li key={clipIndex} data-testid={`clip-part-${clipIndex}`} className={classOf(status, progress)}>
          <span>Clip {clipIndex + 1}</span>
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
  if (status === 'FAILED') return 'Failed';
  if (progress === 100) return 'Made';
  return status === 'QUEUED' ? 'Waits' : `${progress} %`;
}

function classOf(status: RegenerationStatus, progress: number): string | undefined {
  if (status === 'FAILED') return 'clip-part-failed';
  return progress === 100 ? 'clip-part-made' : undefined;
}
