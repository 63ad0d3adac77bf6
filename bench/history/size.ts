import { randomUUID } from 'node:crypto';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { publishChange } from '../../test/kit/rows/published-change.js';
import type { Stage } from './stage.js';

const CHANGES = 400;

/** Bytes of the database, its indexes included, that each published change of a clip adds; without its events' progress. */
export async function measureSize({ db }: Stage): Promise<void> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId, clips: 60 });
  const before = await bytesOf(db);
  for (let change = 0; change < CHANGES; change++)
    await publishChange(db, { jobId, userId, clipIndex: change % 60, instruction: 'make it nighttime' });
  const bytes = ((await bytesOf(db)) - before) / CHANGES;
  console.log(`a version takes ${(bytes / 1024).toFixed(1)} KiB of the database`);
}

async function bytesOf(db: Stage['db']): Promise<number> {
  // Without what updates have left behind, which the database uses again.
  await db.$executeRaw`VACUUM FULL`;
  const [row] = await db.$queryRaw<{ bytes: bigint }[]>`
    SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`;
  return Number(row!.bytes);
}
