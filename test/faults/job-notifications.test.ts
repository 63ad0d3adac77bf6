import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { ProgressFeed } from '../../api/progress/progress.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startTcpProxy, type TcpProxy } from '../kit/proxies/tcp-proxy.js';
import { sideBySide } from '../kit/side-by-side.js';
import { until } from '../kit/server/until.js';

/** Generous, for a busy machine. */
const LIMIT_MS = 30_000;

const userId = randomUUID();

interface Fixture {
  /** The LISTEN connection alone goes through the proxy; rows are read directly. */
  proxy: TcpProxy;
  database: TestDatabase;
  db: PrismaClient;
  feed: ProgressFeed;
  jobId: string;
  rename: (title: string) => Promise<void>;
  hears: (...types: string[]) => Promise<void>;
  close: () => Promise<void>;
}

async function openFixture(): Promise<Fixture> {
  const database = await createTestDatabase();
  const db = createPrismaClient(database.databaseUrl);
  const proxy = await startTcpProxy(database.databaseUrl);
  const feed = new ProgressFeed(proxy.through(database.databaseUrl), db, pino({ level: 'silent' }));
  await feed.start();
  const jobId = await insertJob(db, { userId });
  const heard: string[] = [];
  void (async () => {
    for await (const { type } of feed.jobs.changes(userId, null)) heard.push(type);
  })();
  await until(() => heard.length === 1, { what: 'the snapshot' });
  return {
    proxy,
    database,
    db,
    feed,
    jobId,
    async rename(title) {
      await db.job.update({ where: { id: jobId }, data: { userPrompt: title } });
    },
    async hears(...types) {
      await until(() => heard.length === types.length + 1, { what: types.join(), limitMs: LIMIT_MS });
      expect(heard.slice(1)).toEqual(types);
    },
    async close() {
      await feed.stop();
      await db.$disconnect();
      await proxy.close();
      await database.drop();
    },
  };
}

type Case = (fixture: Fixture) => Promise<void>;

const lost: Case = async ({ proxy, rename, hears }) => {
  proxy.set('stall');
  await rename('Lost');
  const renamed = performance.now();
  await hears('UPDATED');
  expect(performance.now() - renamed).toBeLessThan(6_000);
  proxy.set('pass');
};

const unheard: Case = async ({ proxy, feed, db, rename, hears }) => {
  proxy.refuse(true);
  proxy.cut();
  await until(() => feed.problem() !== null, { what: 'the loss', limitMs: LIMIT_MS });
  await rename('Unheard');
  const renamed = performance.now();
  await hears('UPDATED');
  expect(performance.now() - renamed).toBeLessThan(2_000);
  await insertJob(db, { userId });
  await hears('UPDATED', 'CREATED');
  proxy.refuse(false);
  await until(() => feed.problem() === null, { what: 'the return', limitMs: LIMIT_MS });
  await rename('Heard');
  await hears('UPDATED', 'CREATED', 'UPDATED');
};

const halfOpen: Case = async ({ proxy, feed, db, jobId, rename, hears }) => {
  expect(proxy.strand()).toBe(1);
  await rename('Half open');
  await hears('UPDATED');
  await until(() => proxy.live() === 2 && feed.problem() === null, { what: 'a new one', limitMs: LIMIT_MS });
  await db.job.delete({ where: { id: jobId } });
  await hears('UPDATED', 'DELETED');
};

const outage: Case = async ({ database, jobId, rename }) => {
  const away = await startTcpProxy(database.databaseUrl);
  const through = createPrismaClient(away.through(database.databaseUrl), { poolSize: 2 });
  const shaken = new ProgressFeed(away.through(database.databaseUrl), through, pino({ level: 'silent' }));
  await shaken.start();
  const types: string[] = [];
  void (async () => {
    for await (const { type } of shaken.jobs.changes(userId, jobId)) types.push(type);
  })();
  await until(() => types.length === 1, { what: 'the snapshot' });
  away.refuse(true);
  away.cut();
  await rename('Away');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  away.refuse(false);
  await until(() => types.length === 2, { what: 'the change', limitMs: LIMIT_MS });
  expect(types).toEqual(['SNAPSHOT', 'UPDATED']);
  await shaken.stop();
  await through.$disconnect();
  await away.close();
};

// They mostly wait.
let settle: (one: Case) => Promise<void>;
beforeAll(() => {
  settle = sideBySide([lost, unheard, halfOpen, outage], 4, async (one) => {
    const fixture = await openFixture();
    await one(fixture).finally(async () => await fixture.close());
  });
});

it.each([
  ['a change whose notification is lost is found by reading again, 6 s later at most', lost],
  ['changes made while no notification arrives are found within a second or two, each once', unheard],
  ['a half-open LISTEN socket loses nothing', halfOpen],
  ['a database outage causes a short delay, and nothing else', outage],
])(
  '%s',
  async (_, one) => {
    await settle(one);
  },
  60_000,
);
