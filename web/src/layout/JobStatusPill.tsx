import type { JobStatus } from '../generated/graphql.js';

const LABELS: Record<JobStatus, string> = {
  QUEUED: 'Queued',
  PROCESSING: 'Being made',
  COMPLETED: 'Ready',
  REGENERATING: 'Changing a clip',
  FAILED: 'Last change failed',
};

interface JobStatusPillProps {
  status: JobStatus;
  /** The last good video, if there is one. */
  videoUrl: string | null | undefined;
}

/** What a video's job is doing, in a word or two. */
export function JobStatusPill({ status, videoUrl }: JobStatusPillProps) {
  const label = status === 'FAILED' && !videoUrl ? 'No video' : LABELS[status];
  return <span className={`pill pill-${status.toLowerCase()}`}>{label}</span>;
}
