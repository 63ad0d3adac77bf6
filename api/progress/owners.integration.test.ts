import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { insertRunningRegeneration } from '../../test/kit/rows/running-regeneration.js';
import { startTcpProxy, type TcpProxy } from '../../test/kit/proxies/tcp-proxy.js';
import { Owners } from './owners.js';

const userId = randomUUID();
let database: TestDatabase;
let proxy: TcpProxy;
let direct: PrismaClient;
let db: PrismaClient;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startTcpProxy(database.databaseUrl);
  direct = createPrismaClient(database.databaseUrl, { poolSize: 1 });
  db = createPrismaClient(proxy.through(database.databaseUrl));
});
afterEach(() => proxy.refuse(false));
afterAll(async () => {
  await db.$disconnect();
  await direct.$disconnect();
  await proxy.close();
  await database.drop();
});

it('a herd that comes in small groups is answered over one connection', async () => {
  const id = await insertRunningRegeneration(direct, userId);
  const owners = new Owners(db, 'clip_regenerations');
  proxy.setToClient('stall');
  const asked: Promise<string | null>[] = [];
  for (let group = 0; group < 20; group++) {
    asked.push(owners.ownerOf(id), owners.ownerOf(randomUUID()));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const connections = proxy.live();
  proxy.setToClient('pass');
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 20 }, () => [userId, null]).flat());
  expect(connections).toBe(1);
});

it('who asks while the database is away waits for it, and is answered', async () => {
  const id = await insertRunningRegeneration(direct, userId);
  const owners = new Owners(db, 'clip_regenerations');
  proxy.refuse(true);
  proxy.cut();
  const asked = [owners.ownerOf(id), owners.ownerOf(randomUUID())];
  await new Promise((resolve) => setTimeout(resolve, 400));
  proxy.refuse(false);
  expect(await Promise.all(asked)).toEqual([userId, null]);
});

it('a database that stays away is an error in the end, and no longer once it is back', async () => {
  const id = await insertRunningRegeneration(direct, userId);
  const owners = new Owners(db, 'clip_regenerations', 300);
  proxy.refuse(true);
  proxy.cut();
  await expect(owners.ownerOf(id)).rejects.toThrow();
  proxy.refuse(false);
  expect(await owners.ownerOf(id)).toBe(userId);
});
