import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { ProgressFeed } from '../../../api/progress/progress.js';
import { appendEvent, type RegenerationEvent } from '../../../core/regeneration/events.js';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { appendSilently, insertRunningRegeneration } from '../../kit/rows/running-regeneration.js';
import { until } from '../../kit/server/until.js';
import { claimOf } from '../../kit/rows/claim.js';

const userId = randomUUID();
let database: TestDatabase;
let db: PrismaClient;
let feed: ProgressFeed;
const logged: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
  feed = new ProgressFeed(database.databaseUrl, db, pino({}, { write: (line) => void logged.push(line) }));
  await feed.start();
});
afterAll(async () => {
  await feed.stop();
  await db.$disconnect();
  await database.drop();
});

const runningRegeneration = async (): Promise<string> => await insertRunningRegeneration(db, userId);
const step = (progress: number) => ({ type: 'VIDEO_GENERATING', progress, message: 'Making it.' }) as const;
const end = async (id: string): Promise<boolean> =>
  await endRegeneration(db, claimOf(id, 1), { status: 'canceled', message: 'Canceled.' });

async function sequences(events: AsyncIterable<RegenerationEvent>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { sequence } of events) seen.push(sequence);
  return seen;
}

describe('a subscriber', () => {
  it('hears of everything, before and after it came, to the end', async () => {
    const id = await runningRegeneration();
    await appendEvent(db, claimOf(id, 1), step(20));
    const heard = sequences(feed.events(id, 0));
    await appendEvent(db, claimOf(id, 1), step(30));
    await end(id);
    expect(await heard).toEqual([1, 2, 3]);
  });

  it('receives an event whose notification was lost, by the poll', async () => {
    const id = await runningRegeneration();
    const events = feed.events(id, 0);
    const first = events.next();
    await appendSilently(db, id);
    expect((await first).value).toMatchObject({ sequence: 1, progress: 20 });
    await events.return(undefined);
  });

  it('loses nothing when the LISTEN connection is cut', async () => {
    const id = await runningRegeneration();
    const heard = sequences(feed.events(id, 0));
    await appendEvent(db, claimOf(id, 1), step(20));
    const cut = await db.$queryRaw<unknown[]>`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
    expect(cut).toHaveLength(1);
    await appendEvent(db, claimOf(id, 1), step(30));
    await end(id);
    expect(await heard).toEqual([1, 2, 3]);
  });

  it('who is far behind hears of everything, though a reading fails after the end', async () => {
    const id = await runningRegeneration();
    await appendSilently(db, id, { count: 600 });
    await end(id);
    // Keeps the newest in memory.
    const other = feed.events(id, 600);
    expect((await other.next()).value).toMatchObject({ sequence: 601 });
    await db.$executeRaw`ALTER TABLE regeneration_events RENAME TO out_of_reach`;
    const heard = sequences(feed.events(id, 0));
    await until(() => logged.some((line) => line.includes('Reading earlier progress failed')), {
      what: 'a reading that fails',
    });
    await db.$executeRaw`ALTER TABLE out_of_reach RENAME TO regeneration_events`;
    expect(await heard).toEqual(Array.from({ length: 601 }, (_, index) => index + 1));
    await other.return(undefined);
  });

  it('who goes away while nothing happens is let go at once', async () => {
    const events = feed.events(await runningRegeneration(), 0);
    const waiting = events.next();
    await events.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('who has seen the end already is let go', async () => {
    const id = await runningRegeneration();
    await end(id);
    expect(await sequences(feed.events(id, 1))).toEqual([]);
  });
});
