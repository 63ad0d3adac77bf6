import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import type { Claim } from '../regeneration/claim.js';
import { sharing } from '../util/sharing.js';
import type { ClipMeasurement, SongMeasurement } from './measurement.js';

/** What a run has measured of a file that it has made. False if the fence is old. */
export async function keepMeasurement(
  db: PrismaClient,
  { id, fence }: Claim,
  key: string,
  measured: ClipMeasurement,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ kept: boolean }[]>`
    SELECT keep_measurement(${id}::uuid, ${fence}::int, ${key}, ${JSON.stringify(measured)}::jsonb) AS kept`;
  return row?.kept === true;
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
