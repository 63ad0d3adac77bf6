import type { JobStatus } from '../generated/graphql.js';
import { t, type Key } from '../languages/t.js';

const LABELS = {
  QUEUED: 'status.queued',
  PROCESSING: 'status.processing',
  COMPLETED: 'status.completed',
  REGENERATING: 'status.regenerating',
  FAILED: 'status.failed',
} as const satisfies Record<JobStatus, Key>;

interface JobStatusPillProps {
  status: JobStatus;
  /** The last good video, if there is one. */
  videoUrl: string | null | undefined;
}

/** What a video's job is doing, in a word or two. */
export function JobStatusPill({ status, videoUrl }: JobStatusPillProps) {
  const label = t(status === 'FAILED' && !videoUrl ? 'status.noVideo' : LABELS[status]);
  return <span className={`pill pill-${status.toLowerCase()}`}>{label}</span>;
}
