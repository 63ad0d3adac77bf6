import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import { jobRowSchema, toRecord, type JobRecord } from '../job/job-record.js';
import type { Claim } from '../regeneration/claim.js';
import { sharing } from '../util/sharing.js';
import type { ClipMeasurement, SongMeasurement } from './measurement.js';

/** What a run has measured of a file of its video. False if the fence is old. */
export async function keepMeasurement(
  db: PrismaClient,
  { id, fence }: Claim,
  key: string,
  measured: ClipMeasurement | SongMeasurement,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ kept: boolean }[]>`
    SELECT keep_measurement(${id}::uuid, ${fence}::int, ${key}, ${JSON.stringify(measured)}::jsonb) AS kept`;
  return row?.kept === true;
}

/** Whether a run that was just published may go on measuring: nothing waits to be started. */
export async function mayMeasure(db: PrismaClient, { id, fence }: Claim): Promise<boolean> {
  const [row] = await db.$queryRaw<{ may: boolean }[]>`
    SELECT may_measure(${id}::uuid, ${fence}::int) AS may`;
  return row?.may === true;
}

/** The job of such a run as it is now, with what is kept of its files by their keys; null where it may not measure. */
export async function readMeasurable(db: PrismaClient, { id, fence }: Claim): Promise<Measurable | null> {
  const [row] = await db.$queryRaw<unknown[]>`SELECT * FROM measurable_job(${id}::uuid, ${fence}::int)`;
  if (row === undefined) return null;
  const files = await db.$queryRaw<{ key: string; measured: unknown }[]>`
    SELECT * FROM measured_media(${id}::uuid, ${fence}::int)`;
  const made = await db.$queryRaw<{ key: string }[]>`
    SELECT key FROM previewed_media(${id}::uuid, ${fence}::int)`;
  return {
    job: toRecord(jobRowSchema.parse(row)),
    stored: new Map(files.map(({ key, measured }) => [key, measured])),
    previewed: new Set(made.map(({ key }) => key)),
  };
}

export interface Measurable {
  job: JobRecord;
  stored: ReadonlyMap<string, unknown>;
  /** The files of which something was made for the page, or was tried in vain. */
  previewed: ReadonlySet<string>;
}

/** A file of a job with what was measured of it. */
export interface Measured {
  key: string;
  measured: ClipMeasurement | SongMeasurement;
}

/** Files of a job, by their storage keys. */
interface JobFiles {
  jobId: string;
  keys: readonly string[];
}

/** Reads measurements for one process: those of several jobs share one statement. */
export class MeasurementRepository {
  constructor(private readonly db: PrismaClient) {}

  private readonly files = sharing(async (asked: readonly JobFiles[]) => await this.read(asked));

  /** What is stored of the files that were measured, by their keys. */
  async of(jobId: string, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    return await this.files.load({ jobId, keys });
  }

  private async read(asked: readonly JobFiles[]): Promise<Map<string, unknown>[]> {
    const pairs = asked.flatMap(({ jobId, keys }) => keys.map((key) => ({ jobId, key })));
    const rows = await this.db.$queryRaw<{ jobId: string; key: string; measured: unknown }[]>(Prisma.sql`
      SELECT m.job_id AS "jobId", m.key, m.measured FROM media_measurements m
      WHERE (m.job_id, m.key) IN (SELECT * FROM unnest(
        ${pairs.map(({ jobId }) => jobId)}::uuid[], ${pairs.map(({ key }) => key)}::text[]))`);
    return asked.map(
      ({ jobId }) =>
        new Map(rows.filter((row) => row.jobId === jobId).map(({ key, measured }) => [key, measured])),
    );
  }
}

/**
 * How many files of a job are measured, but for what a change that runs has made: that is shown once it is published.
 *
 * @param jobId an expression in a statement
 */
export const measuredCount = (jobId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT count(*) FROM media_measurements f WHERE f.job_id = ${jobId} AND NOT EXISTS (
    SELECT FROM clip_regenerations r, made_clips(r.id) m
    WHERE r.job_id = f.job_id AND r.status IN ('queued', 'processing', 'canceling') AND m.clip ->> 'key' = f.key))`;
