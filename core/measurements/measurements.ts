import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Claim } from '../regeneration/claim.js';
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
