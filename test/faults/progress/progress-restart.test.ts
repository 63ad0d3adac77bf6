import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { appendEvent } from '../../../core/regeneration/events.js';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { byEffort } from '../../kit/effort.js';
import { Follower, type FollowerOptions } from '../../kit/server/follower.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { signToken, startProgressApi } from '../../kit/server/progress-api.js';
import { FENCE, insertRunningRegeneration } from '../../kit/rows/running-regeneration.js';
import type { TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';
import { claimOf } from '../../kit/rows/claim.js';

/** Sockets that reconnect at the same time. */
const SOCKETS = byEffort({ quick: 200, full: 2000 });
/** Time for all of them to reconnect, on a busy machine. */
const LIMIT_MS = 120_000;
/** At full effort this makes 10,000 messages a second. */
const WRITE_EVERY_MS = 200;

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

const append = async (): Promise<void> => {
  await appendEvent(db, claimOf(id, FENCE), {
    type: 'VIDEO_GENERATING',
    progress: 20,
    message: 'Making it.',
  });
};
const end = async (): Promise<boolean> =>
  await endRegeneration(db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled.' });

function follow(options: Partial<FollowerOptions> = {}): Follower {
  const url = (): string => servers[0]!.url;
  const follower = new Follower({ url, token: () => token, regenerationId: id, ...options });
  all.push(follower);
  return follower;
}

it(
  `44: a rolling restart of the api with ${SOCKETS} sockets loses nothing`,
  async () => {
    servers.push(await startProgressApi(database.databaseUrl));
    let current = servers;
    let next = 0;
    const url = (): string => current[next++ % current.length]!.url;
    const followers = Array.from({ length: SOCKETS }, () => follow({ url }));
    await Promise.all(followers.map(({ subscribed }) => subscribed));
    let writing = true;
    const writer = (async () => {
      while (writing) {
        await append();
        await pause(WRITE_EVERY_MS);
      }
    })();
    await until(() => followers.every(({ lastSequence }) => lastSequence > 0), {
      what: 'the events',
      limitMs: LIMIT_MS,
    });
    for (const restarted of [...servers]) {
      const rest = servers.filter((server) => server !== restarted);
      current = rest;
      await restarted.stop();
      servers = [...rest, await startProgressApi(database.databaseUrl)];
      current = servers;
      const before = (await db.clipRegeneration.findUniqueOrThrow({ where: { id } })).lastSequence;
      await until(() => followers.every(({ lastSequence }) => lastSequence > before), {
        what: 'an event after the restart at every socket',
        limitMs: LIMIT_MS,
      });
    }
    writing = false;
    await writer;
    await end();
    await Promise.all(followers.map(({ completed }) => completed));
    const { lastSequence } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
    const whole = followers.filter(
      (follower) => follower.lastSequence === lastSequence && follower.gaps === 0,
    );
    expect(whole).toHaveLength(SOCKETS);
    // Reconnecting sockets are served in turn, and none is refused.
    expect(new Set(followers.flatMap(({ errors }) => errors))).toEqual(new Set());
    // The server closed them properly instead of cutting them off.
    expect(new Set(followers.flatMap(({ closeCodes }) => closeCodes.slice(0, 1)))).toEqual(new Set([1001]));
  },
  4 * LIMIT_MS,
);
