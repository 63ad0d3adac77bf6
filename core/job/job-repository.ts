import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import { jobRowSchema, toRecord, type JobRecord } from './job-record.js';
import { sharing } from '../util/sharing.js';
import { titleHas } from './title-search.js';

/**
 * Reads, renames and deletes jobs for one process. A first statement reads fingerprints; a second reads the jobs that are new or changed. An
 * unchanged job returns its cached, already parsed record.
 */
export class JobRepository {
  private readonly known = new LRUCache<string, KnownRecord>({ max: 500 });

  constructor(private readonly db: PrismaClient) {}

  private readonly own = sharing(async (keys: readonly OwnJob[]) => await this.findOwn(keys));
  private readonly counts = sharing(async (userIds: readonly string[]) => await this.countOf(userIds));

  /** How many jobs the user has whose titles have all the words. */
  async count(userId: string, words: readonly string[] = []): Promise<number> {
    if (words.length === 0) return await this.counts.load(userId.toLowerCase());
    const [row] = await this.db.$queryRaw<{ jobs: number }[]>`
      SELECT count(*)::int AS jobs FROM jobs j WHERE j.user_id = ${userId}::uuid AND ${titleHas(words)}`;
    return row?.jobs ?? 0;
  }

  /** The job, if it belongs to the user; else null. */
  async find(jobId: string, userId: string): Promise<JobRecord | null> {
    return await this.own.load({ jobId, userId });
  }

  /**
   * A page of the user's jobs whose titles have all the words, newest first, after a position in that order; its time as
   * ISO 8601 writes it.
   */
  async page(
    userId: string,
    limit: number,
    after: { createdAt: string; id: string } | null,
    words: readonly string[] = [],
  ): Promise<JobRecord[]> {
    const place =
      after === null
        ? Prisma.empty
        : Prisma.sql`AND (j.created_at, j.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
    return await this.select(Prisma.sql`WHERE j.user_id = ${userId}::uuid AND ${titleHas(words)} ${place}
      ORDER BY j.created_at DESC, j.id DESC LIMIT ${limit}::int`);
  }

  /** Gives the user's job a title. False if it is not theirs. */
  async rename(jobId: string, userId: string, title: string): Promise<boolean> {
    const renamed = await this.db.$executeRaw`
      UPDATE jobs SET title = ${title} WHERE id = ${jobId}::uuid AND user_id = ${userId}::uuid`;
    return renamed > 0;
  }

  /**
   * Deletes the user's job with its rows; what it cost stays in the tables of deleted jobs. The collector removes its
   * files afterwards, so a process that dies in between leaves nothing behind.
   */
  async delete(jobId: string, userId: string): Promise<Deletion> {
    const [row] = await this.db.$queryRaw<{ outcome: unknown }[]>`
      SELECT delete_job(${jobId}::uuid, ${userId}::uuid) AS outcome`;
    return deletion.parse(row?.outcome);
  }

  private async countOf(userIds: readonly string[]): Promise<number[]> {
    const rows = await this.db.$queryRaw<{ userId: string; jobs: number }[]>`
      SELECT user_id AS "userId", count(*)::int AS jobs FROM jobs
      WHERE user_id = ANY(${userIds}::uuid[]) GROUP BY user_id`;
    const counts = new Map(rows.map(({ userId, jobs }) => [userId, jobs]));
    return userIds.map((userId) => counts.get(userId) ?? 0);
  }

  private async findOwn(keys: readonly OwnJob[]): Promise<(JobRecord | null)[]> {
    const [jobIds, userIds] = [keys.map(({ jobId }) => jobId), keys.map(({ userId }) => userId)];
    const found = await this.select(Prisma.sql`
      WHERE (j.id, j.user_id) IN (SELECT * FROM unnest(${jobIds}::uuid[], ${userIds}::uuid[]))`);
    const byId = new Map(found.map((job) => [job.id, job]));
    return keys.map(({ jobId, userId }) => {
      const job = byId.get(jobId.toLowerCase());
      return job?.userId === userId.toLowerCase() ? job : null;
    });
  }

  private async select(which: Prisma.Sql): Promise<JobRecord[]> {
    const found = await this.db.$queryRaw<
      { id: string; fingerprint: string }[]
    >`${SELECT_FINGERPRINTS} ${which}`;
    const changed = found.filter(({ id, fingerprint }) => this.known.get(id)?.fingerprint !== fingerprint);
    const read = await this.read(changed.map(({ id }) => id));
    return found.flatMap(({ id, fingerprint }) => {
      const record = read.get(id);
      if (record === undefined) return this.known.get(id)?.record ?? [];
      this.known.set(id, { fingerprint, record });
      return record;
    });
  }

  private async read(ids: string[]): Promise<Map<string, JobRecord>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.$queryRaw<unknown[]>`SELECT * FROM job_records WHERE id = ANY(${ids}::uuid[])`;
    return new Map(
      z
        .array(jobRowSchema)
        .parse(rows)
        .map((row) => [row.id, toRecord(row)]),
    );
  }
}

const deletion = z.enum(['DELETED', 'NOT_FOUND', 'FORBIDDEN', 'REGENERATION_IN_PROGRESS']);
type Deletion = z.infer<typeof deletion>;

interface OwnJob {
  jobId: string;
  userId: string;
}

interface KnownRecord {
  fingerprint: string;
  record: JobRecord;
}

/**
 * xmin is the transaction that wrote a row version. Every function of the lifecycle writes the job's row, so versions and
 * regenerations need no part of their own; the pipeline writes stages and thumbnails beside it.
 */
const SELECT_FINGERPRINTS = Prisma.sql`
  SELECT j.id, concat_ws(',', j.xmin,
    (SELECT string_agg(s.xmin::text, ',' ORDER BY s.stage_name) FROM job_stages s WHERE s.job_id = j.id),
    (SELECT count(*) FROM clip_thumbnails t WHERE t.job_id = j.id),
    (SELECT count(*) FROM clip_versions v WHERE v.job_id = j.id)) AS fingerprint
  FROM jobs j`;
