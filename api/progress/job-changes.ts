import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { measuredCount } from '../../core/measurements/measurements.js';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import { eventTopic } from '../../core/regeneration/events.js';
import { withTimeout } from '../../core/util/limited.js';
import { endedAtOnce } from './ended-at-once.js';
import { FollowedJobs, type JobState } from './followed-jobs.js';
import { JobFollower, type JobChange } from './job-follower.js';
import { Owners } from './owners.js';

/** Rereads this often without a LISTEN connection. With one, which is checked every 5 s, every sixth time is enough. */
const REREAD_MS = 800;
const REREADS_WHILE_LISTENING = 6;
const READ_LIMIT_MS = 5_000;
const RETRY_MS = 1_000;

/** `pending`: how many changes are there already. */
type JobChangeStream = AsyncGenerator<JobChange> & { pending(): number };

/**
 * Changes of jobs. A notification only names the user whose jobs have changed; the changes are found by comparing the rows
 * with the previous reading, so a lost notification delays a change but never loses it. The rows are read once per user,
 * for all subscribers of that user's jobs.
 */
export class JobChanges {
  private readonly followed = new Map<string, FollowedJobs>();
  /** By the hash that notifications carry. */
  private readonly byTopic = new Map<string, FollowedJobs>();
  private readonly due = new Set<FollowedJobs>();
  private readonly owners: Owners;
  private readonly stopped = new AbortController();
  private reading = false;

  constructor(
    private readonly db: PrismaClient,
    private readonly log: Logger,
    private readonly isListening: () => boolean,
  ) {
    this.owners = new Owners(db, 'jobs');
  }

  /** Rereads all followed jobs periodically, until stop(). */
  async start(): Promise<void> {
    const { signal } = this.stopped;
    for (let round = 1; !signal.aborted; round++) {
      await pause(REREAD_MS, undefined, { signal }).catch(() => undefined);
      if (!this.isListening() || round % REREADS_WHILE_LISTENING === 0) this.readAll();
    }
  }

  /** Ends every subscription; clients reconnect elsewhere and begin with a snapshot. */
  stop(): void {
    this.stopped.abort();
    for (const { followers } of this.followed.values()) followers.forEach((follower) => follower.leave());
  }

  /** The user id of a job's owner; null if there is no such job. */
  async ownerOf(jobId: string): Promise<string | null> {
    return await this.owners.ownerOf(jobId);
  }

  /**
   * Snapshots of the user's jobs, or of one, then every change. Ends when that one job is deleted; `return()` ends it at
   * once.
   */
  changes(userId: string, jobId: string | null): JobChangeStream {
    const follower = new JobFollower(jobId);
    if (this.stopped.signal.aborted) follower.leave();
    const changes = endedAtOnce(this.follow(userId, follower), () => follower.leave());
    return Object.assign(changes, { pending: () => follower.pending });
  }

  /** @param topic the user's hash from a notification */
  hear(topic: string): void {
    const jobs = this.byTopic.get(topic);
    if (jobs !== undefined) this.read(jobs);
  }

  readAll(): void {
    for (const jobs of this.followed.values()) this.read(jobs);
  }

  private async *follow(userId: string, follower: JobFollower): AsyncGenerator<JobChange, void> {
    const jobs = this.followed.get(userId) ?? this.begin(userId);
    if (!jobs.join(follower)) this.read(jobs);
    try {
      for (;;) {
        const change = await follower.next();
        if (change === null) return;
        yield change;
        if (follower.jobId !== null && change.type === 'DELETED') return;
      }
    } finally {
      jobs.followers.delete(follower);
      if (jobs.followers.size === 0) this.end(jobs);
    }
  }

  private begin(userId: string): FollowedJobs {
    const jobs = new FollowedJobs(userId);
    this.followed.set(userId, jobs);
    this.byTopic.set(eventTopic(userId), jobs);
    return jobs;
  }

  private end(jobs: FollowedJobs): void {
    if (this.followed.get(jobs.userId) !== jobs) return;
    this.followed.delete(jobs.userId);
    this.byTopic.delete(eventTopic(jobs.userId));
    this.due.delete(jobs);
  }

  private read(jobs: FollowedJobs): void {
    this.due.add(jobs);
    if (!this.reading) void this.readDue();
  }

  /** One statement at a time, for all jobs that became due during the previous one. */
  private async readDue(): Promise<void> {
    this.reading = true;
    while (this.due.size > 0 && !this.stopped.signal.aborted) {
      const batch = [...this.due];
      this.due.clear();
      await this.readBatch(batch).catch(async (error: unknown) => {
        this.log.warn({ err: error }, 'Reading changes of videos failed');
        for (const jobs of batch) if (jobs.followers.size > 0) this.due.add(jobs);
        await pause(RETRY_MS);
      });
    }
    this.reading = false;
  }

  private async readBatch(batch: FollowedJobs[]): Promise<void> {
    const users = batch.map((jobs) => jobs.beginReading());
    // xmin is the transaction that wrote the row: every rule that changes a job writes it. Measurements and previews are not
    // announced: those of 60 clips come within seconds, and the periodic reading makes a few events of them. Previews that a
    // change makes are shown with its end.
    const rows = await withTimeout(
      READ_LIMIT_MS,
      this.db.$queryRaw<(JobState & { userId: string })[]>`
        SELECT j.user_id AS "userId", j.id, concat_ws(',', j.xmin, r.id, r.status, q.version, c.version, p.version) AS version,
          media_expired(j) AS "mediaExpired"
        FROM jobs j LEFT JOIN clip_regenerations r
          ON r.job_id = j.id AND r.status IN ('queued', 'processing', 'canceling')
        LEFT JOIN LATERAL (SELECT string_agg(concat(q.id, q.place, q.revision), ',' ORDER BY q.id) AS version
          FROM queued_changes q WHERE q.job_id = j.id) q ON true
        LEFT JOIN LATERAL (SELECT concat((SELECT max(m.place) FROM chat_messages m WHERE m.job_id = j.id), ':',
          (SELECT sum(o.revision) FROM chat_offers o WHERE o.job_id = j.id), ':',
          ${measuredCount(Prisma.sql`j.id`)}) AS version) c ON true
        LEFT JOIN LATERAL (SELECT count(*) AS version FROM media_previews f WHERE f.job_id = j.id) p ON r.id IS NULL
        WHERE j.user_id = ANY(${users}::uuid[]) ORDER BY j.created_at DESC, j.id DESC`,
    );
    const byUser = new Map(users.map((userId) => [userId, [] as JobState[]]));
    for (const row of rows) byUser.get(row.userId)!.push(row);
    for (const jobs of batch) jobs.take(byUser.get(jobs.userId)!);
  }
}
