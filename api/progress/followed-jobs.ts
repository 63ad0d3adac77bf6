import type { JobChange, JobChangeType, JobFollower } from './job-follower.js';

/** A row of the feed's query: a job and a version that changes with everything clients see of it. */
export interface JobState {
  id: string;
  version: string;
  mediaExpired: boolean;
}

/** A snapshot's fields are resolved once for all that join within this time: after a restart, all clients do. */
const SNAPSHOT_MS = 1_000;
/** The largest page of the job list. */
const MOST_SNAPSHOTS = 100;

/** One user's jobs as last read, and their followers. */
export class FollowedJobs {
  readonly followers = new Set<JobFollower>();
  /** Newest first; null before the first reading. */
  private known: Map<string, JobState> | null = null;
  private readings = 0;
  private readonly snapshots = new Map<string, { change: JobChange; until: number }>();

  constructor(readonly userId: string) {}

  /** Adds a follower. False if the jobs must be read before it can get a snapshot. */
  join(follower: JobFollower): boolean {
    follower.cameAfter = this.readings;
    this.followers.add(follower);
    this.inform(follower);
    return follower.informed;
  }

  /** Begins a reading, which counts for the current followers. Returns the user whose jobs to read. */
  beginReading(): string {
    this.readings++;
    return this.userId;
  }

  /** Notifies the followers of the differences to the previous reading. @param jobs newest first */
  take(jobs: JobState[]): void {
    const before = this.known;
    this.known = new Map(jobs.map((job) => [job.id, job]));
    if (before !== null) this.compare(before, this.known);
    for (const follower of this.followers) this.inform(follower);
  }

  private compare(before: Map<string, JobState>, after: Map<string, JobState>): void {
    for (const job of after.values()) {
      const type = changeOf(before.get(job.id), job);
      if (type !== null) this.notify(job.id, type);
    }
    for (const id of before.keys()) if (!after.has(id)) this.notify(id, 'DELETED');
  }

  private notify(jobId: string, type: JobChangeType): void {
    this.snapshots.delete(jobId);
    const change = { type, jobId, userId: this.userId };
    for (const follower of this.followers) if (follower.informed) follower.notify(change);
  }

  private inform(follower: JobFollower): void {
    const { known } = this;
    if (follower.informed || known === null) return;
    const { jobId, cameAfter } = follower;
    if (jobId === null || known.has(jobId)) {
      const ids = jobId === null ? [...known.keys()].slice(0, MOST_SNAPSHOTS) : [jobId];
      for (const id of ids) follower.notify(this.snapshotOf(id));
      follower.informed = true;
    } else if (cameAfter < this.readings) {
      // Deleted since it was looked up.
      follower.notify({ type: 'DELETED', jobId, userId: this.userId });
      follower.informed = true;
    }
  }

  private snapshotOf(jobId: string): JobChange {
    const kept = this.snapshots.get(jobId);
    if (kept !== undefined && kept.until > performance.now()) return kept.change;
    const change: JobChange = { type: 'SNAPSHOT', jobId, userId: this.userId };
    this.snapshots.set(jobId, { change, until: performance.now() + SNAPSHOT_MS });
    return change;
  }
}

function changeOf(before: JobState | undefined, after: JobState): JobChangeType | null {
  if (before === undefined) return 'CREATED';
  if (before.version === after.version) return null;
  return after.mediaExpired && !before.mediaExpired ? 'EXPIRED' : 'UPDATED';
}
