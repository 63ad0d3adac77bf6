import { randomUUID } from 'node:crypto';
import { claimRegeneration } from '../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { brokenInvariants } from '../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../test/kit/database/postgres.js';
import { startTcpProxy, type TcpProxy } from '../test/kit/proxies/tcp-proxy.js';
import { admitChanges, changesRequest } from '../test/kit/rows/admit-changes.js';
import { claim, claimOf } from '../test/kit/rows/claim.js';
import { insertJob } from '../test/kit/rows/job-rows.js';
import { until } from '../test/kit/server/until.js';
import { whileAway } from './database.js';
import { PaidCall } from './paid-call.js';
import { keepFailure } from './steps/step.js';

/** Writes that can happen only once, and are carried out while the connection breaks that would bring their answer. */
let database: TestDatabase;
let proxy: TcpProxy;
/** Not through the proxy. */
let direct: PrismaClient;
let db: PrismaClient;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startTcpProxy(database.databaseUrl);
  direct = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  const throughProxy = createPrismaClient(proxy.through(database.databaseUrl), { poolSize: 1 });
  db = whileAway(throughProxy, new AbortController().signal);
});
beforeEach(async () => {
  const userId = randomUUID();
  const changes = [{ clipIndex: 0 }, { clipIndex: 1, takes: 2 }];
  id = await admitChanges(direct, changesRequest(userId, await insertJob(direct, { userId }), changes));
});
afterEach(async () => expect(await brokenInvariants(direct)).toEqual([]));
afterAll(async () => {
  await db.$disconnect();
  await direct.$disconnect();
  await proxy.close();
  await database.drop();
});

/** Carries out a write whose answer is lost once `happened`, and which is therefore repeated. */
async function losingTheAnswer<T>(write: () => Promise<T>, happened: () => Promise<boolean>): Promise<T> {
  // Its connection is open already.
  await db.$queryRaw`SELECT 1`;
  proxy.setToClient('stall');
  const written = write();
  await until(happened, { what: 'the write' });
  proxy.cut();
  proxy.setToClient('pass');
  return await written;
}

const fence = async (): Promise<number> =>
  (await direct.clipRegeneration.findUniqueOrThrow({ where: { id } })).fence;

it('a claim is the runner’s own, and not for another one', async () => {
  const claimed = await losingTheAnswer(
    async () => await claimRegeneration(db, id, 1),
    async () => (await fence()) === 1,
  );
  expect(claimed).toMatchObject({ outcome: 'CLAIMED', claim: claimOf(id, 1) });
  expect(await claimRegeneration(db, id, 1)).toEqual({ outcome: 'HELD' });
});

it('a POST that is allowed once more is allowed, and not a third time', async () => {
  const claimed = { ...claimOf(id, await claim(direct, id, 1)), clipIndex: 0, take: 0 };
  const call = await PaidCall.openOrResume(db, claimed, 'video_generator', 'provider', '0.25');
  expect(await call.mayPost({})).toBe(true);
  const posts = async (): Promise<number> =>
    (await direct.paidCall.findFirstOrThrow({ where: { regenerationId: id } })).posts;
  const again = await losingTheAnswer(
    async () => await call.mayPost({}),
    async () => (await posts()) === 2,
  );
  expect([again, await call.mayPost({}), await posts()]).toEqual([true, false, 2]);
});

it.each([
  ['clip', 0, null],
  ['take', 1, 1],
] as const)('a %s that is given up is given up, and the run goes on', async (_what, clipIndex, take) => {
  const claimed = claimOf(id, await claim(direct, id, 1));
  const failure = {
    code: 'VIDEO_MODEL_FAILED',
    message: 'It failed.',
    retryable: true,
    progress: 30,
  } as const;
  const told = async (): Promise<number> =>
    await direct.regenerationEvent.count({ where: { regenerationId: id, clipIndex } });
  await losingTheAnswer(
    async () => await keepFailure(claimed, { db }, { ...failure, clipIndex, take }),
    async () => (await told()) === 1,
  );
  expect(await told()).toBe(1);
  const old = { ...claimed, fence: claimed.fence - 1 };
  await expect(keepFailure(old, { db }, { ...failure, clipIndex, take })).rejects.toThrow('lease-lost');
});
