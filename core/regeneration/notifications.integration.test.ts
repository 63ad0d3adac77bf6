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

/** A database with slow commits or slow notifications, and the sequences that it announced. */
function slowDatabase(
  commitMs: number,
  notificationMs = 0,
): { slow: EventDatabase; notifications: { announced: number[]; done: number } } {
  const notifications = { announced: [] as number[], done: 0 };
  const $queryRaw = async (parts: TemplateStringsArray, ...values: unknown[]): Promise<unknown> => {
    const isNotification = parts.some((part) => part.includes('pg_notify'));
    if (isNotification) notifications.announced.push(Number(String(values.at(-1)).split(':')[1]));
    await pause(isNotification ? notificationMs : commitMs);
    return await db.$queryRaw(parts, ...values).finally(() => isNotification && notifications.done++);
  };
  return { slow: { $queryRaw } as EventDatabase, notifications };
}

it('a writer that pauses has each event announced as soon as it is committed', async () => {
  const { slow, notifications } = slowDatabase(20);
  for (let event = 1; event <= 5; event++) {
    await appendEvent(slow, claimOf(id, FENCE), STEP);
    await turn();
    expect(notifications.announced.at(-1)).toBe(event);
    await until(() => notifications.done === event);
  }
});

it('events of a busy writer share notifications, of which the last carries the newest sequence', async () => {
  const { slow, notifications } = slowDatabase(5);
  for (let event = 1; event <= 60; event++) await appendEvent(slow, claimOf(id, FENCE), STEP);
  await until(() => notifications.announced.at(-1) === 60);
  expect(notifications.announced.length).toBeLessThan(30);
  expect(notifications.announced).toEqual([...notifications.announced].sort((a, b) => a - b));
});

it('an event that comes while a notification is under way is announced after it', async () => {
  const { slow, notifications } = slowDatabase(0, 200);
  for (let event = 1; event <= 3; event++) {
    await appendEvent(slow, claimOf(id, FENCE), STEP);
    await turn();
  }
  expect(notifications).toEqual({ announced: [1], done: 0 });
  await until(() => notifications.done === 2);
  expect(notifications.announced).toEqual([1, 3]);
});
