/** What happened to a job; SNAPSHOT: nothing, this is how it stands. */
export type JobChangeType = 'SNAPSHOT' | 'CREATED' | 'UPDATED' | 'DELETED' | 'EXPIRED';

/** One object for all followers of the user, so that its fields are resolved once for all. */
export interface JobChange {
  type: JobChangeType;
  jobId: string;
  userId: string;
}

/**
 * One subscriber, and the changes that it has not taken yet. Of each type only a job's newest waits: a slow subscriber
 * costs no more than its user has jobs.
 */
export class JobFollower {
  /** It has been told how things stand. */
  informed = false;
  /** How many readings of the jobs had begun when it came. */
  cameAfter = 0;
  private left = false;
  private readonly waiting = new Map<string, JobChange>();
  private wake: () => void = () => undefined;

  /** @param jobId null: all jobs of the user */
  constructor(readonly jobId: string | null) {}

  follows(jobId: string): boolean {
    return this.jobId === null || this.jobId === jobId;
  }

  tell(change: JobChange): void {
    const { jobId, type } = change;
    if (!this.follows(jobId)) return;
    if (type === 'DELETED') this.forget(jobId);
    const key = `${jobId}:${type}`;
    // Behind what it replaces there may be others: the newest comes last.
    this.waiting.delete(key);
    this.waiting.set(key, change);
    this.wake();
  }

  leave(): void {
    this.left = true;
    this.wake();
  }

  /** The next change, as soon as there is one; null once it has left. */
  async next(): Promise<JobChange | null> {
    while (!this.left) {
      const next = this.waiting.entries().next();
      if (next.done !== true) {
        const [key, change] = next.value;
        this.waiting.delete(key);
        return change;
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return null;
  }

  private forget(jobId: string): void {
    for (const [key, change] of this.waiting) if (change.jobId === jobId) this.waiting.delete(key);
  }
}
