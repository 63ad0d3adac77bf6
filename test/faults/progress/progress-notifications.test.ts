import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { ProgressFeed } from '../../../api/progress/progress.js';
import { appendEvent, type RegenerationEvent } from '../../../core/regeneration/events.js';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { appendSilently, FENCE, insertRunningRegeneration } from '../../kit/rows/running-regeneration.js';
import { startTcpProxy, type TcpProxy } from '../../kit/proxies/tcp-proxy.js';
import { until } from '../../kit/server/until.js';
import { claimOf } from '../../kit/rows/claim.js';

/** Generous, for a busy machine. */
const LIMIT_MS = 30_000;

/** The LISTEN connection alone goes through the proxy; rows are read directly. */
let proxy: TcpProxy;
let database: TestDatabase;
let db: PrismaClient;
let feed: ProgressFeed;
let id: string;

beforeEach(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
  proxy = await startTcpProxy(database.databaseUrl);
  feed = new ProgressFeed(proxy.through(database.databaseUrl), db, pino({ level: 'silent' }));
  await feed.start();
  id = await insertRunningRegeneration(db, randomUUID());
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
  await feed.stop();
  await db.$disconnect();
  await proxy.close();
  await database.drop();
});

const append = async (): Promise<void> => {
  await appendEvent(db, claimOf(id, FENCE), {
    type: 'VIDEO_GENERATING',
    progress: 20,
    message: 'Making it.',
  });
};
const end = async (): Promise<boolean> =>
  await endRegeneration(db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled.' });

/** Records when each event arrives. */
function listenTo(events: AsyncIterable<RegenerationEvent>): {
  arrivals: number[];
  ended: Promise<number[]>;
} {
  const arrivals: number[] = [];
  const ended = (async () => {
    const sequences: number[] = [];
    for await (const { sequence } of events) {
      sequences.push(sequence);
      arrivals.push(performance.now());
    }
    return sequences;
  })();
  return { arrivals, ended };
}

it('24: a half-open LISTEN socket is found within 15 s and nothing is lost', async () => {
  const { arrivals, ended } = listenTo(feed.events(id, 0));
  await append();
  await until(() => arrivals.length === 1, { what: 'the first event', limitMs: LIMIT_MS });
  const stranded = performance.now();
  expect(proxy.strand()).toBe(1);
  await append();
  // A second connection beside the stranded one.
  await until(() => proxy.live() === 2 && feed.problem() === null, {
    what: 'a new LISTEN connection',
    limitMs: LIMIT_MS,
  });
  expect(performance.now() - stranded).toBeLessThan(15_000);
  await append();
  await end();
  expect(await ended).toEqual([1, 2, 3, 4]);
});

it('24: a feed that receives no notifications says so, names the setting, and recovers by itself', async () => {
  const { arrivals, ended } = listenTo(feed.events(id, 0));
  await append();
  await until(() => arrivals.length === 1, { what: 'the first event', limitMs: LIMIT_MS });
  proxy.refuse(true);
  proxy.cut();
  await until(() => feed.problem() !== null, { what: 'the loss', limitMs: LIMIT_MS });
  expect(feed.problem()).toContain('DATABASE_URL');
  proxy.refuse(false);
  await until(() => feed.problem() === null, { what: 'the return', limitMs: LIMIT_MS });
  await append();
  await end();
  expect(await ended).toEqual([1, 2, 3]);
});

it('25: with NOTIFY lost entirely every event is at most 1.2 s late, and none is lost', async () => {
  proxy.set('stall');
  const { arrivals, ended } = listenTo(feed.events(id, 0));
  const delays: number[] = [];
  for (let count = 1; count <= 5; count++) {
    // Not in phase with the poll.
    await pause(count * 130);
    await appendSilently(db, id);
    const committed = performance.now();
    await until(() => arrivals.length === count, { what: 'the event', limitMs: LIMIT_MS });
    delays.push(arrivals.at(-1)! - committed);
  }
  expect(Math.max(...delays)).toBeLessThan(1200);
  proxy.set('pass');
  await end();
  expect(await ended).toEqual([1, 2, 3, 4, 5, 6]);
});
