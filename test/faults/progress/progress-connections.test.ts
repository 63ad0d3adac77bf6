import { randomUUID } from 'node:crypto';
import { appendEvent } from '../../../core/regeneration/events.js';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { Follower, type FollowerOptions } from '../../kit/server/follower.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { signToken, startProgressApi } from '../../kit/server/progress-api.js';
import { appendSilently, FENCE, insertRunningRegeneration } from '../../kit/rows/running-regeneration.js';
import type { TestServer } from '../../kit/server/server.js';
import { startTcpProxy } from '../../kit/proxies/tcp-proxy.js';
import { until } from '../../kit/server/until.js';
import { claimOf } from '../../kit/rows/claim.js';

/** Generous, for a busy machine. */
const LIMIT_MS = 30_000;

const userId = randomUUID();
let database: TestDatabase;
let db: PrismaClient;
let servers: TestServer[];
let token: string;
let id: string;
const all: Follower[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
  servers = [await startProgressApi(database.databaseUrl)];
  token = await signToken(userId);
});
beforeEach(async () => {
  id = await insertRunningRegeneration(db, userId);
});
afterEach(async () => {
  for (const follower of all.splice(0)) follower.stop();
  expect(await brokenInvariants(db)).toEqual([]);
});
afterAll(async () => {
  for (const server of servers) await server.stop();
  await db.$disconnect();
  await database.drop();
});

const append = async (message = 'Making it.'): Promise<void> => {
  await appendEvent(db, claimOf(id, FENCE), { type: 'VIDEO_GENERATING', progress: 20, message });
};
const end = async (): Promise<boolean> =>
  await endRegeneration(db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled.' });

function follow(options: Partial<FollowerOptions> = {}): Follower {
  const url = (): string => servers[0]!.url;
  const follower = new Follower({ url, token: () => token, regenerationId: id, ...options });
  all.push(follower);
  return follower;
}
const summary = ({ lastSequence, gaps, repeats }: Follower): object => ({ lastSequence, gaps, repeats });

it('41: a subscriber who joins early, midway, at the end or after it receives every event, in order', async () => {
  const followers = [follow()];
  await followers[0]!.subscribed;
  // More events than memory holds, so that late subscribers start with rows.
  await appendSilently(db, id, { count: 600 });
  await append();
  followers.push(follow(), follow());
  await until(() => followers.every(({ lastSequence }) => lastSequence === 601), {
    what: 'the events',
    limitMs: LIMIT_MS,
  });
  const ending = end();
  followers.push(follow());
  await ending;
  followers.push(follow());
  await Promise.all(followers.map(({ completed }) => completed));
  expect(followers.map(summary)).toEqual(
    Array.from({ length: 5 }, () => ({ lastSequence: 602, gaps: 0, repeats: 0 })),
  );
});

it('42: a socket that is cut again and again misses nothing', async () => {
  const proxy = await startTcpProxy(servers[0]!.url);
  const follower = follow({ url: () => proxy.through(servers[0]!.url).replace(/\/$/, '') });
  for (let cut = 0; cut < 10; cut++) {
    // In the middle of a burst, which continues while the socket is disconnected.
    const seen = cut * 30;
    await until(() => follower.lastSequence === seen, { what: 'the burst before', limitMs: LIMIT_MS });
    const burst = (async () => {
      for (let event = 0; event < 30; event++) await append();
    })();
    await until(() => follower.lastSequence > seen, { what: 'the events', limitMs: LIMIT_MS });
    proxy.cut();
    await burst;
  }
  await end();
  await follower.completed;
  expect(summary(follower)).toMatchObject({ lastSequence: 301, gaps: 0 });
  // A cut may also meet a connection that is only being made.
  expect(follower.closeCodes.length).toBeGreaterThanOrEqual(10);
  expect([...new Set(follower.closeCodes)]).toEqual([1006]);
  await proxy.close();
});

it('45: a token that expires mid-stream closes the socket with 4403, and a new one resumes', async () => {
  const tokens = [await signToken(userId, 2), token];
  const used: string[] = [];
  const follower = follow({
    token: () => {
      used.push(tokens[Math.min(used.length, 1)]!);
      return used.at(-1)!;
    },
  });
  await append();
  await until(() => follower.lastSequence === 1, { what: 'the events', limitMs: LIMIT_MS });
  await until(() => follower.closeCodes.length === 1, { what: 'the close', limitMs: LIMIT_MS });
  await append();
  await end();
  await follower.completed;
  expect({ codes: follower.closeCodes, used, ...summary(follower) }).toEqual({
    codes: [4403],
    used: tokens,
    lastSequence: 3,
    gaps: 0,
    repeats: 0,
  });
});
