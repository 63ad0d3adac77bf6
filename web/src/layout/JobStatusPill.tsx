import type { JobStatus } from '../generated/graphql.js';

const LABELS: Record<JobStatus, string> = {
  QUEUED: 'Queued',
  PROCESSING: 'Being made',
  COMPLETED: 'Ready',
  REGENERATING: 'Changing a clip',
  FAILED: 'Last change failed',
};

/** What a video's job is doing, in a word or two. */
export function JobStatusPill({ status }: { status: JobStatus }) {
  return <span className={`pill pill-${status.toLowerCase()}`}>{LABELS[status]}</span>;
}
