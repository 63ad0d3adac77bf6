/** The kind of change; SNAPSHOT means no change: the current state. */
export type JobChangeType = 'SNAPSHOT' | 'CREATED' | 'UPDATED' | 'DELETED' | 'EXPIRED';

/** All followers of the user share one object, so that its fields are resolved only once. */
export interface JobChange {
  type: JobChangeType;
  jobId: string;
  userId: string;
}

/**
 * One subscriber and its pending changes. Only the newest change of each type per job is kept, so a slow subscriber's
 * memory is bounded by the number of its jobs.
 */
export class JobFollower {
  /** It has received its snapshots. */
  informed = false;
  /** Number of readings that had begun when it joined. */
  cameAfter = 0;
  private left = false;
  private readonly waiting = new Map<string, JobChange>();
  private wake: () => void = () => undefined;

  /** @param jobId null: all jobs of the user */
  constructor(readonly jobId: string | null) {}

  follows(jobId: string): boolean {
    return this.jobId === null || this.jobId === jobId;
  }

  notify(change: JobChange): void {
    const { jobId, type } = change;
    if (!this.follows(jobId)) return;
    if (type === 'DELETED') this.forget(jobId);
    const key = `${jobId}:${type}`;
    // Deleted first, so that the newest change moves to the end of the queue.
    this.waiting.delete(key);
    this.waiting.set(key, change);
    this.wake();
  }

  /** Changes that next() answers with at once. */
  get pending(): number {
    return this.waiting.size;
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
