import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { openPaidCall, settlePaidCall } from '../../core/regeneration/ledger.js';
import { publishRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { claim, claimOf } from '../kit/rows/claim.js';
import { byEffort } from '../kit/effort.js';
import { ApiClient } from '../kit/server/client.js';
import { contend } from '../kit/rows/contenders.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { startKubernetes, type TestKubernetes } from '../kit/kubernetes/start.js';
import { CANCEL, REGENERATE, REGENERATION, type RegenerateAnswer } from '../kit/server/operations.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';

const REPLICAS = byEffort({ quick: 2, full: 4 });
/** More than a user may start in an hour. */
const CONTENDERS = byEffort({ quick: 40, full: 100 });

let database: TestDatabase;
let db: PrismaClient;
/** A cluster without room: an admitted regeneration stays queued until the test itself acts as its runner. */
let kubernetes: TestKubernetes;
let servers: TestServer[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  kubernetes = await startKubernetes({});
  kubernetes.faults.unschedulable = 'no machine has room';
  servers = await Promise.all(Array.from({ length: REPLICAS }, async () => await startReplica()));
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
    LOCAL_RENDER_USD_PER_SECOND: '1',
    ...change,
  });
}

/** One user, signed in at every replica. */
async function clients(userId: string): Promise<ApiClient[]> {
  const token = await tokenFor(userId);
  return servers.map(({ url }) => new ApiClient(url, token));
}

const request = (jobId: string): Record<string, unknown> => {
  return { jobId, clipIndex: 1, instruction: 'make it nighttime' };
};
const burst = (jobId: string, change = {}): object[] =>
  Array.from({ length: CONTENDERS }, () => ({ ...request(jobId), ...change }));

async function cancel(client: ApiClient, id: string): Promise<void> {
  await client.data(CANCEL, { id });
  await until(async () => {
    const { regeneration } = await client.data<{ regeneration: { status: string } }>(REGENERATION, { id });
    return regeneration.status === 'CANCELED';
  });
}

describe(`${CONTENDERS} requests at once over ${REPLICAS} api processes`, () => {
  it('40: admit exactly one at a time, five an hour that are charged, and then say when the next may come', async () => {
    const userId = randomUUID();
    const jobId = await insertJob(db, { userId });
    const replicas = await clients(userId);
    for (let round = 0; round < 6; round++) {
      const { accepted, refused } = await contend(replicas, burst(jobId));
      expect(accepted).toHaveLength(1);
      expect(refused).toEqual({ REGENERATION_IN_PROGRESS: CONTENDERS - 1 });
      // Canceled before anything was charged, the first counts toward nothing.
      if (round === 0) await cancel(replicas[0]!, accepted[0]!);
      else await completeAsRunner(accepted[0]!);
    }
    const { accepted, refused, retryAfter } = await contend(replicas, burst(jobId));
    expect(accepted).toEqual([]);
    expect(refused).toEqual({ RATE_LIMITED: CONTENDERS });
    for (const seconds of retryAfter) expect(seconds).toBeGreaterThan(3000);
  });

  it('40: admit exactly ten at a time of one user, and thirty an hour, over as many videos', async () => {
    const userId = randomUUID();
    const jobIds: string[] = [];
    while (jobIds.length < CONTENDERS) jobIds.push(await insertJob(db, { userId }));
    const replicas = await clients(userId);
    for (let round = 0; round < 3; round++) {
      const { accepted, refused } = await contend(replicas, jobIds.map(request));
      expect(new Set(accepted).size).toBe(10);
      expect(refused).toEqual({ RATE_LIMITED: CONTENDERS - 10 });
      for (const id of accepted) await completeAsRunner(id);
    }
    const { refused, retryAfter } = await contend(replicas, jobIds.map(request));
    expect(refused).toEqual({ RATE_LIMITED: CONTENDERS });
    expect(Math.min(...retryAfter)).toBeGreaterThan(3000);
  });

  it('40: admit exactly what the budget holds', async () => {
    const userId = randomUUID();
    // A clip costs $4, so $50 allow one more.
    const jobId = await insertJob(db, { userId, totalCost: '45' });
    const replicas = await clients(userId);
    const first = await contend(replicas, burst(jobId));
    expect(first.accepted).toHaveLength(1);
    await completeAsRunner(first.accepted[0]!);
    const second = await contend(replicas, burst(jobId));
    expect(second.refused).toEqual({ BUDGET_EXCEEDED: CONTENDERS });
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    expect([job.totalCost.toFixed(2), job.reservedCost.toFixed(2)]).toEqual(['49.00', '0.00']);
  });

  it('40: with one idempotency key answer with one regeneration', async () => {
    const userId = randomUUID();
    const jobId = await insertJob(db, { userId });
    const { accepted } = await contend(await clients(userId), burst(jobId, { idempotencyKey: 'once' }));
    expect(accepted).toHaveLength(CONTENDERS);
    expect(new Set(accepted).size).toBe(1);
  });
});

/** The last steps of a runner: it pays for the clip and publishes it. */
async function completeAsRunner(id: string): Promise<void> {
  const fence = await claim(db, id, 1);
  const opened = await openPaidCall(db, claimOf(id, fence), 'video_generator', 'local', '4');
  if (!('call' in opened)) throw new Error(opened.outcome);
  await settlePaidCall(db, claimOf(id, fence), opened.call.id, {
    outcome: 'succeeded',
    costUsd: '4',
    patch: {},
  });
  await publishRegeneration(db, claimOf(id, fence), {
    originalClipKey: 'video-clips/original.mp4',
    clipKey: `video-clips/${id}/clip.mp4`,
    clipSha256: 'sha',
    thumbnailKey: null,
    videoKey: `video-outputs/${id}/final.mp4`,
    message: 'Done.',
  });
}

describe('an api that is killed', () => {
  /** Sends a request to a server that crashes on it, then the same request to another server. */
  async function sendTwice(crashPoint: string): Promise<{ jobId: string; answered: string; rows: string[] }> {
    const userId = randomUUID();
    const jobId = await insertJob(db, { userId });
    const input = { ...request(jobId), idempotencyKey: randomUUID() };
    const doomed = await startReplica({ CRASH_POINT: crashPoint });
    const died = once(doomed.process, 'exit');
    const token = await tokenFor(userId);
    await expect(new ApiClient(doomed.url, token).send(REGENERATE, { input })).rejects.toThrow();
    await died;
    const before = await db.clipRegeneration.findMany({ where: { jobId } });
    if (crashPoint === 'before-admit') expect(await costs(jobId)).toEqual(['1.50', '0.00', 'completed']);
    const [replica] = await clients(userId);
    const { regenerateClip } = await replica!.data<RegenerateAnswer>(REGENERATE, { input });
    return { jobId, answered: regenerateClip.regenerationId, rows: before.map(({ id }) => id) };
  }

  async function costs(jobId: string): Promise<string[]> {
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    return [job.totalCost.toFixed(2), job.reservedCost.toFixed(2), job.status];
  }

  it('1: before the admission commits, leaves no row and no cost', async () => {
    const { rows } = await sendTwice('before-admit');
    expect(rows).toEqual([]);
  });

  it('2: after the commit and before the reply, answers a retry with the same regeneration', async () => {
    const { jobId, rows, answered } = await sendTwice('after-admit');
    expect(rows).toEqual([answered]);
    expect(await costs(jobId)).toEqual(['1.50', '4.00', 'regenerating']);
  });
});
