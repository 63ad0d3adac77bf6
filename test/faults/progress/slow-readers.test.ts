import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { byEffort } from '../../kit/effort.js';
import { Follower } from '../../kit/server/follower.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { signToken, startProgressApi } from '../../kit/server/progress-api.js';
import { appendSilently, FENCE, insertRunningRegeneration } from '../../kit/rows/running-regeneration.js';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { claimOf } from '../../kit/rows/claim.js';

/** Generous, for a busy machine. */
const LIMIT_MS = 60_000;
const SLOW = byEffort({ quick: 200, full: 500 });
/** Number of them that resume reading at the end. */
const READ_ON = 5;
/** In total this is more than the 4 MB that the system buffers for a connection without a reader. */
const FILLING = { count: 400, message: 'x'.repeat(16 * 1024) };
const EVENTS = { count: 3000, message: 'x'.repeat(1024) };
const BATCH = 100;
const MEGABYTE = 1024 * 1024;
/** If unread data were kept, each socket would need 2.4 MB for the filling and 3 MB for the events. */
const MOST_GROWTH = { filling: SLOW * 0.8 * MEGABYTE, events: 100 * MEGABYTE };

const userId = randomUUID();
let database: TestDatabase;
let db: PrismaClient;
let server: TestServer;
let token: string;
let id: string;
const all: Follower[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
  server = await startProgressApi(database.databaseUrl);
  token = await signToken(userId);
  id = await insertRunningRegeneration(db, userId);
});
afterAll(async () => {
  for (const follower of all) follower.stop();
  await server.stop();
  expect(await brokenInvariants(db)).toEqual([]);
  await db.$disconnect();
  await database.drop();
});

/** Stops reading from the TCP connection after the first event. */
function follow(slow: boolean): Follower {
  const follower: Follower = new Follower({
    url: () => server.url,
    token: () => token,
    regenerationId: id,
    onEvent: (sequence) => slow && sequence === 1 && follower.socket!.pause(),
  });
  all.push(follower);
  return follower;
}

async function write({ count, message }: { count: number; message: string }): Promise<void> {
  for (let written = 0; written < count; written += BATCH)
    await appendSilently(db, id, { count: BATCH, message });
}

async function heard(followers: Follower[], sequence: number): Promise<void> {
  const what = `event ${sequence} at ${followers.length} sockets`;
  await until(() => followers.every(({ lastSequence }) => lastSequence >= sequence), {
    what,
    limitMs: LIMIT_MS,
  });
}

async function residentBytes(): Promise<number> {
  const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024;
}

it(
  `43: ${SLOW} readers that stop reading cost no memory, do not slow the others, and catch up when they read on`,
  async () => {
    const healthy = follow(false);
    const slow = Array.from({ length: SLOW }, () => follow(true));
    await Promise.all(slow.map(({ subscribed }) => subscribed));
    await appendSilently(db, id);
    await heard([healthy, ...slow], 1);
    const empty = await residentBytes();
    await write(FILLING);
    await heard([healthy], 1 + FILLING.count);
    const filled = await residentBytes();
    await write(EVENTS);
    const last = 1 + FILLING.count + EVENTS.count;
    await heard([healthy], last);
    expect(filled - empty).toBeLessThan(MOST_GROWTH.filling);
    expect((await residentBytes()) - filled).toBeLessThan(MOST_GROWTH.events);
    // None of them has read anything in the meantime.
    expect(new Set(slow.map(({ lastSequence }) => lastSequence))).toEqual(new Set([1]));

    slow.slice(READ_ON).forEach((follower) => follower.stop());
    const readers = slow.slice(0, READ_ON);
    readers.forEach(({ socket }) => socket!.resume());
    await endRegeneration(db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled.' });
    await Promise.all([healthy, ...readers].map(({ completed }) => completed));
    const whole = { lastSequence: last + 1, gaps: 0, errors: [] };
    for (const follower of [healthy, ...readers]) expect(follower).toMatchObject(whole);
  },
  4 * LIMIT_MS,
);
