import { setTimeout as sleep } from 'node:timers/promises';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../test/kit/database/postgres.js';
import { startTcpProxy, type TcpProxy } from '../test/kit/proxies/tcp-proxy.js';
import { whileAway } from './database.js';

let database: TestDatabase;
let proxy: TcpProxy;
let direct: PrismaClient;
let db: PrismaClient;
const never = new AbortController().signal;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startTcpProxy(database.databaseUrl);
  direct = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  db = createPrismaClient(proxy.through(database.databaseUrl), { poolSize: 2, queryTimeoutMs: 1000 });
});
afterEach(() => {
  proxy.refuse(false);
  proxy.set('pass');
});
afterAll(async () => {
  proxy.cut();
  await db.$disconnect();
  await direct.$disconnect();
  await proxy.close();
  await database.drop();
});

const answer = async (signal = never, seconds = 0): Promise<unknown> =>
  await whileAway(db, signal).$queryRaw`SELECT 42 AS answer, pg_sleep(${seconds})::text AS slept`;
const ANSWER = [{ answer: 42, slept: '' }];

/** Opens both connections of the pool. */
const fillPool = async (): Promise<unknown> => await Promise.all([answer(never, 0.2), answer(never, 0.2)]);

describe('a statement while the database is away', () => {
  it('is repeated until new connections are taken again', async () => {
    proxy.refuse(true);
    proxy.cut();
    const asked = answer();
    await sleep(700);
    proxy.refuse(false);
    expect(await asked).toEqual(ANSWER);
  });

  it('is repeated where its connection breaks under it, or is ended by the server', async () => {
    for (const breakIt of [
      async () => proxy.cut(),
      async () =>
        await direct.$queryRaw`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    ]) {
      const asked = answer(never, 0.5);
      await Promise.all([asked, sleep(200).then(breakIt)]);
      expect(await asked).toEqual(ANSWER);
    }
  });

  it('is repeated elsewhere when every connection of the pool went silent', async () => {
    await fillPool();
    expect(proxy.strand()).toBe(2);
    expect(await answer()).toEqual(ANSWER);
  });

  it('waits its turn where the server has no connection left', async () => {
    const role = new URL(database.databaseUrl).pathname.slice(1);
    await direct.$executeRawUnsafe(`CREATE ROLE ${role} LOGIN PASSWORD 'once' CONNECTION LIMIT 1`);
    const url = Object.assign(new URL(database.databaseUrl), { username: role, password: 'once' }).href;
    const [first, second] = [createPrismaClient(url), createPrismaClient(url)];
    await first.$queryRaw`SELECT 1`;
    await expect(second.$queryRaw`SELECT 1`).rejects.toThrow('too many connections');
    const asked = whileAway(second, never).$queryRaw`SELECT 42 AS answer`;
    await Promise.all([asked, sleep(200).then(async () => await first.$disconnect())]);
    expect(await asked).toEqual([{ answer: 42 }]);
    await second.$disconnect();
    await direct.$executeRawUnsafe(`DROP ROLE ${role}`);
  });

  it('rejects with the error of the database once its signal has aborted', async () => {
    proxy.refuse(true);
    proxy.cut();
    const startedAt = Date.now();
    await expect(answer(AbortSignal.timeout(200))).rejects.toThrow('Server has closed the connection');
    expect(Date.now() - startedAt).toBeLessThan(5000);
  });
});

it('a statement that the database refuses is not repeated', async () => {
  let runs = 0;
  const counted = db.$extends({
    query: {
      $allOperations: async ({ args, query }): Promise<unknown> => {
        runs++;
        return (await query(args)) as unknown;
      },
    },
  }) as unknown as PrismaClient;
  await expect(whileAway(counted, never).$queryRaw`SELECT 1 / 0`).rejects.toThrow('division by zero');
  expect(runs).toBe(1);
});
