import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packagePath } from '../../core/util/package-path.js';
import { Metrics } from '../../api/metrics/metrics.js';
import { addQueuedChange, askAboutQueuedChange } from '../../core/queue/queue-changes.js';
import { openPaidCall, repostPaidCall, settlePaidCall } from '../../core/regeneration/ledger.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { admit } from '../kit/rows/admit.js';
import { claim, claimOf } from '../kit/rows/claim.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { queueRequest } from '../kit/rows/queue-request.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';

let database: TestDatabase;
let db: PrismaClient;
const userId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 4 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** One value of a scrape, by its name with labels. */
async function figure(metrics: Metrics, name: string): Promise<number | undefined> {
  const { text } = await metrics.scrape();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`clip_chatbot_${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

const ENDED = 'regenerations_ended_total{status="failed",error="TIMEOUT"}';

describe('what operators see', () => {
  it('is explained: each of our metrics has its line in docs/operations.md', async () => {
    const { text } = await new Metrics(db).scrape();
    const names = [...text.matchAll(/^# TYPE clip_chatbot_(\w+) /gm)].map(([, name]) => name!);
    const page = readFileSync(packagePath('docs/operations.md'), 'utf8');
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !new RegExp(`^\\| \`${name}[{\`]`, 'm').test(page))).toEqual([]);
  });

  it('counts each ended regeneration once, in one of the replicas', async () => {
    const replicas = [new Metrics(db), new Metrics(db)];
    const id = await admit(db, userId, await insertJob(db, { userId }));
    const fence = await claim(db, id, 1);
    const opened = await openPaidCall(db, claimOf(id, fence), 'video_generator', 'replicate', '0.25');
    if (!('call' in opened)) throw new Error(opened.outcome);
    await settlePaidCall(db, claimOf(id, fence), opened.call.id, {
      outcome: 'succeeded',
      costUsd: '0.25',
      patch: {},
    });
    await endRegeneration(db, claimOf(id, fence), {
      status: 'failed',
      code: 'TIMEOUT',
      message: 'x',
      retryable: true,
    });

    const counts = await Promise.all(replicas.map(async (metrics) => (await figure(metrics, ENDED)) ?? 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    const counting = replicas[counts.indexOf(1)]!;
    expect(await figure(counting, 'charged_usd_total{stage="video_generator"}')).toBe(0.25);
    expect(await figure(counting, 'phase_seconds_count{phase="queued"}')).toBe(1);
    expect(await figure(counting, ENDED)).toBe(1);
  });

  it('shows what waits, what is open, and what may have been paid twice', async () => {
    const metrics = new Metrics(db);
    expect(await figure(metrics, 'queue_depth')).toBe(0);
    const id = await admit(db, userId, await insertJob(db, { userId }));
    expect(await figure(metrics, 'queue_depth')).toBe(1);
    expect(await figure(metrics, 'regenerations_active{status="queued"}')).toBe(1);
    const fence = await claim(db, id, 1);
    const opened = await openPaidCall(db, claimOf(id, fence), 'video_generator', 'replicate', '0.25');
    if (!('call' in opened)) throw new Error(opened.outcome);
    await repostPaidCall(db, claimOf(id, fence), opened.call.id);
    expect(await figure(metrics, 'queue_depth')).toBe(0);
    expect(await figure(metrics, 'open_paid_calls')).toBe(1);
    expect(await figure(metrics, 'suspected_double_payments')).toBe(1);
  });

  it('shows what waits in the queues of videos, and of how many', async () => {
    const metrics = new Metrics(db);
    const queued = async (state: string): Promise<number | undefined> =>
      await figure(metrics, `queued_changes{state="${state}"}`);
    expect([await queued('waits'), await figure(metrics, 'queued_changes_videos')]).toEqual([0, 0]);
    const jobs = [await insertJob(db, { userId }), await insertJob(db, { userId })];
    for (const jobId of jobs) await admit(db, userId, jobId);
    const add = async (jobId: string): Promise<void> =>
      void (await addQueuedChange(db, queueRequest(userId, jobId, [1])));
    for (const jobId of [...jobs, ...jobs, jobs[0]!]) await add(jobId);
    expect([await queued('waits'), await queued('asks')]).toEqual([5, 0]);
    const { id, revision } = await db.queuedChange.findFirstOrThrow();
    expect(await askAboutQueuedChange(db, { id, revision }, 'Well?', null)).toBe(true);
    expect(await askAboutQueuedChange(db, { id, revision }, 'Well?', null)).toBe(false);
    expect([await queued('waits'), await queued('asks')]).toEqual([4, 1]);
    expect(await figure(metrics, 'queued_changes_videos')).toBe(2);
  });
});
