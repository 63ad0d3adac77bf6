import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { addQueuedChange } from '../../core/queue/queue-changes.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { ClipRegeneration, PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startKubernetes, type TestKubernetes } from '../kit/kubernetes/start.js';
import { admit } from '../kit/rows/admit.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { price, queueRequest } from '../kit/rows/queue-request.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';

let database: TestDatabase;
let db: PrismaClient;
/** A cluster without room: what is started stays queued until the test ends it. */
let kubernetes: TestKubernetes;
let servers: TestServer[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  kubernetes = await startKubernetes({});
  kubernetes.faults.unschedulable = 'no machine has room';
});
afterAll(async () => {
  await Promise.all(servers.map(async (server) => await server.stop()));
  await kubernetes.close();
  await db.$disconnect();
  await database.drop();
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

async function startReplica(change: Record<string, string> = {}): Promise<TestServer> {
  return await startServer({
    DATABASE_URL: database.databaseUrl,
    DATA_DIR: process.env.TEST_RUN_FOLDER!,
    AUTH_JWT_SECRET: JWT_SECRET,
    MEDIA_URL_SECRET: JWT_SECRET,
    LAUNCHER: 'kubernetes',
    KUBECONFIG: kubernetes.kubeconfigPath,
    RUNNER_IMAGE: 'runner:test',
    ...change,
  });
}

/** A video that is being changed. */
interface Busy {
  userId: string;
  jobId: string;
  running: string;
}

async function busyVideo(userId: string = randomUUID()): Promise<Busy> {
  const jobId = await insertJob(db, { userId });
  return { userId, jobId, running: await admit(db, userId, jobId) };
}

/** Queues a change of one clip at an agreed price. */
async function queue({ userId, jobId }: Busy, clipIndex: number, usd = '0.0000'): Promise<void> {
  const request = queueRequest(userId, jobId, [clipIndex], { quoted: price(usd) });
  const added = await addQueuedChange(db, request);
  expect(added.outcome).toBe('QUEUED');
}

const end = async (id: string): Promise<boolean> =>
  await endRegeneration(db, { id, attempt: 1 }, { status: 'canceled', message: 'Canceled.' });
const waiting = async ({ jobId }: Busy): Promise<number> => await db.queuedChange.count({ where: { jobId } });

/** What became of the queue so far, in order. */
const started = async ({ jobId, running }: Busy): Promise<ClipRegeneration[]> =>
  await db.clipRegeneration.findMany({
    where: { jobId, id: { not: running } },
    orderBy: { createdAt: 'asc' },
  });

/** Lets the change that runs end while a server that dies at this point is the only one. */
async function dieAt(crashPoint: string, { running }: Busy, env: Record<string, string> = {}): Promise<void> {
  const doomed = await startReplica({ CRASH_POINT: crashPoint, ...env });
  const died = once(doomed.process, 'exit');
  await end(running);
  await died;
}

// In this order: a server starts whatever the one before it has left.
describe('a server that starts a queued change', () => {
  let video: Busy;
  beforeAll(async () => {
    video = await busyVideo();
    await queue(video, 0);
    await queue(video, 1, '9.0000');
    // It also knows a new price, at which it must ask first.
    await dieAt('after-admit', video, { LOCAL_RENDER_USD_PER_SECOND: '1' });
  });

  it('asks about a price that rose, and goes on with the next one', async () => {
    expect((await started(video)).map(({ clipIndex }) => clipIndex)).toEqual([1]);
    const [asks] = await db.queuedChange.findMany({ where: { jobId: video.jobId } });
    expect(asks).toMatchObject({
      ...{ state: 'ASKS', clipIndexes: [0], asked: { cost: { total: '4.0000' } } },
      question: 'This would now cost $4.00, not $0.00 as you agreed to.',
    });
  });

  it('47: and is killed after the commit, leaves it running and no longer waiting', async () => {
    expect((await started(video)).map(({ status }) => status)).toEqual(['queued']);
    expect(await db.queuedChange.count({ where: { jobId: video.jobId, clipIndexes: { has: 1 } } })).toBe(0);
  });

  it('47: and is killed before the commit, leaves it waiting; another server starts it within 5 s, once', async () => {
    const next = await busyVideo();
    await queue(next, 0);
    await dieAt('before-admit', next);
    expect([await waiting(next), await started(next)]).toEqual([1, []]);
    servers = await Promise.all([startReplica(), startReplica()]);
    await until(async () => (await waiting(next)) === 0, { limitMs: 5000, what: 'the start' });
    expect(await started(next)).toHaveLength(1);
  });
});

describe('two servers', () => {
  it('48: start each of 20 queued changes once, in order, whatever becomes of the one before', async () => {
    const video = await busyVideo();
    for (let place = 0; place < 20; place++) await queue(video, place % 6);
    let running = video.running;
    for (let place = 0; place < 20; place++) {
      await end(running);
      await until(async () => (await started(video)).length > place, { what: `change ${place}` });
      running = (await started(video)).at(-1)!.id;
    }
    await end(running);
    const all = await started(video);
    expect(all.map(({ clipIndex }) => clipIndex)).toEqual(
      Array.from({ length: 20 }, (_, place) => place % 6),
    );
    expect(await waiting(video)).toBe(0);
  });

  it('48: let what is left over the limit of one person wait, and start it as others end', async () => {
    const userId = randomUUID();
    const videos: Busy[] = [];
    for (let n = 0; n < 10; n++) videos.push(await busyVideo(userId));
    const idle = { userId, jobId: await insertJob(db, { userId }), running: randomUUID() };
    await db.job.update({ where: { id: idle.jobId }, data: { status: 'regenerating' } });
    await queue(idle, 0);
    await db.job.update({ where: { id: idle.jobId }, data: { status: 'completed' } });
    await until(
      async () => (await db.queuedChange.count({ where: { userId, heldUntil: { not: null } } })) > 0,
    );
    expect(await db.queuedChange.findFirst({ where: { userId } })).toMatchObject({ state: 'WAITING' });
    await end(videos[0]!.running);
    await until(async () => (await waiting(idle)) === 0, { limitMs: 5000 });
  });
});
