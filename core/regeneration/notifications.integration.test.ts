import { randomUUID } from 'node:crypto';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { FENCE, insertRunningRegeneration } from '../../test/kit/rows/running-regeneration.js';
import { until } from '../../test/kit/server/until.js';
import { appendEvent, type EventDatabase } from './events.js';
import { claimOf } from '../../test/kit/rows/claim.js';

const STEP = { type: 'VIDEO_GENERATING', progress: 20, message: 'Making it.' } as const;

let database: TestDatabase;
let db: PrismaClient;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 3 });
});
beforeEach(async () => {
  id = await insertRunningRegeneration(db, randomUUID());
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** The database with slow disks, or one that is slow to hint, and the sequences that its hints have told. */
function slowDatabase(
  commitMs: number,
  hintMs = 0,
): { slow: EventDatabase; hints: { told: number[]; done: number } } {
  const hints = { told: [] as number[], done: 0 };
  const $queryRaw = async (parts: TemplateStringsArray, ...values: unknown[]): Promise<unknown> => {
    const isHint = parts.some((part) => part.includes('pg_notify'));
    if (isHint) hints.told.push(Number(String(values.at(-1)).split(':')[1]));
    await pause(isHint ? hintMs : commitMs);
    return await db.$queryRaw(parts, ...values).finally(() => isHint && hints.done++);
  };
  return { slow: { $queryRaw } as EventDatabase, hints };
}

it('a writer that takes its time has each event hinted at as soon as it is committed', async () => {
  const { slow, hints } = slowDatabase(20);
  for (let event = 1; event <= 5; event++) {
    await appendEvent(slow, claimOf(id, FENCE), STEP);
    await turn();
    expect(hints.told.at(-1)).toBe(event);
    await until(() => hints.done === event);
  }
});

it('events of a writer in a hurry share hints, of which the last says the newest', async () => {
  const { slow, hints } = slowDatabase(5);
  for (let event = 1; event <= 60; event++) await appendEvent(slow, claimOf(id, FENCE), STEP);
  await until(() => hints.told.at(-1) === 60);
  expect(hints.told.length).toBeLessThan(30);
  expect(hints.told).toEqual([...hints.told].sort((a, b) => a - b));
});

it('an event that comes while a hint is on its way is hinted at after it', async () => {
  const { slow, hints } = slowDatabase(0, 200);
  for (let event = 1; event <= 3; event++) {
    await appendEvent(slow, claimOf(id, FENCE), STEP);
    await turn();
  }
  expect(hints).toEqual({ told: [1], done: 0 });
  await until(() => hints.done === 2);
  expect(hints.told).toEqual([1, 3]);
});
