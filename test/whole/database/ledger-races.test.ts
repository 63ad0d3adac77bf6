import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { acceptPaidCall, openPaidCall } from '../../../core/regeneration/ledger.js';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { admit } from '../../kit/rows/admit.js';
import { claim, claimOf } from '../../kit/rows/claim.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';

let database: TestDatabase;
let db: PrismaClient;
let holder: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 4 });
  holder = new pg.Client({ connectionString: database.databaseUrl });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await db.$disconnect();
  await database.drop();
});

/** Resolves once this many statements of the database wait for a lock. */
async function blocked(count: number): Promise<void> {
  for (;;) {
    const [row] = await db.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (row!.waiting === count) return;
    await sleep(5);
  }
}

it('books a call that its runner accepts while the reconciler ends the regeneration', async () => {
  const userId = randomUUID();
  const id = await admit(db, userId, await insertJob(db, { userId }));
  const fence = await claim(db, id, 1);
  const claimed = claimOf(id, fence);
  const opened = await openPaidCall(db, claimed, 'video_generator', 'provider', '0.5');
  if (!('call' in opened)) throw new Error(opened.outcome);
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM paid_calls WHERE id = $1 FOR UPDATE', [opened.call.id]);
  const accepted = acceptPaidCall(db, claimOf(id, fence), opened.call.id, 'prediction-1');
  await blocked(1);
  const ended = endRegeneration(
    db,
    { id, attempt: 1 },
    { status: 'canceled', message: 'Canceled. {charged}' },
  );
  await blocked(2);
  await holder.query('COMMIT');
  expect([await accepted, await ended]).toEqual([true, true]);
  const call = await db.paidCall.findUniqueOrThrow({ where: { id: opened.call.id } });
  expect({ cost: call.cost?.toFixed(2), ambiguous: call.ambiguous }).toEqual({
    cost: '0.50',
    ambiguous: true,
  });
  expect(await brokenInvariants(db)).toEqual([]);
});
