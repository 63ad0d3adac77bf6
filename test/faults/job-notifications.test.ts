import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { ProgressFeed } from '../../api/progress/progress.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startTcpProxy, type TcpProxy } from '../kit/proxies/tcp-proxy.js';
import { until } from '../kit/server/until.js';

/** Generous, for a busy machine. */
const LIMIT_MS = 30_000;

/** The LISTEN connection alone goes through the proxy; rows are read directly. */
let proxy: TcpProxy;
let database: TestDatabase;
let db: PrismaClient;
let feed: ProgressFeed;
let jobId: string;
let heard: string[];
const userId = randomUUID();

beforeEach(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
  proxy = await startTcpProxy(database.databaseUrl);
  feed = new ProgressFeed(proxy.through(database.databaseUrl), db, pino({ level: 'silent' }));
  await feed.start();
  jobId = await insertJob(db, { userId });
  heard = [];
  void (async () => {
    for await (const { type } of feed.jobs.changes(userId, null)) heard.push(type);
  })();
  await until(() => heard.length === 1, { what: 'the snapshot' });
});
afterEach(async () => {
  await feed.stop();
  await db.$disconnect();
  await proxy.close();
  await database.drop();
});

const rename = async (title: string): Promise<void> =>
  void (await db.job.update({ where: { id: jobId }, data: { userPrompt: title } }));
const hears = async (...types: string[]): Promise<void> => {
  await until(() => heard.length === types.length + 1, { what: types.join(), limitMs: LIMIT_MS });
  expect(heard.slice(1)).toEqual(types);
};

it('a change whose notification is lost is found by reading again, 6 s later at most', async () => {
  proxy.set('stall');
  await rename('Lost');
  const renamed = performance.now();
  await hears('UPDATED');
  expect(performance.now() - renamed).toBeLessThan(6_000);
  proxy.set('pass');
});

it('changes made while no notification arrives are found within a second or two, each once', async () => {
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
});

it('a half-open LISTEN socket loses nothing', async () => {
  expect(proxy.strand()).toBe(1);
  await rename('Half open');
  await hears('UPDATED');
  await until(() => proxy.live() === 2 && feed.problem() === null, { what: 'a new one', limitMs: LIMIT_MS });
  await db.job.delete({ where: { id: jobId } });
  await hears('UPDATED', 'DELETED');
});

it('a database outage causes a short delay, and nothing else', async () => {
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
});
