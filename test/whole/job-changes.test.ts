import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import pino from 'pino';
import { ProgressFeed } from '../../api/progress/progress.js';
import type { JobChange } from '../../api/progress/job-follower.js';
import { createSchema } from '../../api/graphql/schema.js';
import { SharedResults } from '../../api/graphql/subscriptions/shared-results.js';
import { declineOffer, keepExchange } from '../../core/conversation/keep-exchange.js';
import { ConversationRepository } from '../../core/conversation/conversation-repository.js';
import { JobRepository } from '../../core/job/job-repository.js';
import { endRegeneration, requestCancel } from '../../core/regeneration/lifecycle.js';
import { RegenerationRepository } from '../../core/regeneration/regeneration-repository.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { admit } from '../kit/rows/admit.js';
import { claim, claimOf } from '../kit/rows/claim.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { insertMeasurements } from '../kit/rows/measurements.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { until } from '../kit/server/until.js';

const SUBSCRIBERS = 2_000;

let database: TestDatabase;
let db: PrismaClient;
/** Counts each statement of the feed, and of the fields of its events. */
let counted: PrismaClient;
let statements = 0;
let feed: ProgressFeed;
let userId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
  counted = db.$extends({
    query: {
      async $allOperations({ args, query }) {
        statements++;
        return await query(args);
      },
    },
  }) as unknown as PrismaClient;
  feed = new ProgressFeed(database.databaseUrl, counted, pino({ level: 'silent' }));
  await feed.start();
});
beforeEach(() => {
  userId = randomUUID();
});
afterAll(async () => {
  await feed.stop();
  await db.$disconnect();
  await database.drop();
});

/** Follows one job, or all jobs of a user; yields the changes. */
function follow(
  jobId: string | null,
  of = userId,
): { heard: string[]; ended: Promise<void>; leave: () => void } {
  const changes = feed.jobs.changes(of, jobId);
  const heard: string[] = [];
  const ended = (async () => {
    for await (const { type } of changes) heard.push(type);
  })();
  return { heard, ended, leave: () => void changes.return(undefined) };
}

const hears = async (heard: string[], ...types: string[]): Promise<void> => {
  await until(() => heard.length >= types.length, { what: types.join() });
  expect(heard).toEqual(types);
};

describe('who follows a job', () => {
  it('hears how it stands, then when a change begins, is being made, is to be canceled and has ended', async () => {
    const jobId = await insertJob(db, { userId });
    const { heard, leave } = follow(jobId);
    await hears(heard, 'SNAPSHOT');
    const id = await admit(db, userId, jobId);
    await hears(heard, 'SNAPSHOT', 'UPDATED');
    const fence = await claim(db, id, 1);
    await hears(heard, 'SNAPSHOT', 'UPDATED', 'UPDATED');
    await requestCancel(db, id, userId);
    await hears(heard, 'SNAPSHOT', 'UPDATED', 'UPDATED', 'UPDATED');
    await endRegeneration(db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    await hears(heard, 'SNAPSHOT', 'UPDATED', 'UPDATED', 'UPDATED', 'UPDATED');
    leave();
  });

  it('hears when its files were removed, its title changed, and at last that it was deleted, which is the end', async () => {
    const jobId = await insertJob(db, { userId });
    const { heard, ended } = follow(jobId);
    await hears(heard, 'SNAPSHOT');
    await db.job.update({ where: { id: jobId }, data: { userPrompt: 'Renamed' } });
    await hears(heard, 'SNAPSHOT', 'UPDATED');
    const past = new Date(Date.now() - 30 * 24 * 3_600_000);
    const touched = { createdAt: past, updatedAt: past, completedAt: past };
    await db.job.update({ where: { id: jobId }, data: touched });
    await db.$queryRaw`SELECT expire_job_media(${jobId}::uuid, 14, 'Removed.')`;
    await until(() => heard.includes('EXPIRED'));
    await db.job.delete({ where: { id: jobId } });
    await ended;
    expect(heard.at(-1)).toBe('DELETED');
    expect(heard.filter((type) => type !== 'UPDATED')).toEqual(['SNAPSHOT', 'EXPIRED', 'DELETED']);
  });

  it('hears what is said about it, and that an offer is answered', async () => {
    const jobId = await insertJob(db, { userId });
    const { heard, leave } = follow(jobId);
    await hears(heard, 'SNAPSHOT');
    const said = { jobId, userId, text: 'undo', clipIndex: null, clipIndexes: [], idempotencyKey: null };
    const work = { kind: 'UNDO' as const, restores: 1, restoresClip: null, expectedVersion: 1 };
    const offer = { work, expiresAt: new Date(Date.now() + 60_000) };
    const kept = await keepExchange(db, { ...said, inputHash: 'undo' }, { text: 'Undo?', offer });
    if (!('reply' in kept)) throw new Error(kept.outcome);
    await hears(heard, 'SNAPSHOT', 'UPDATED');
    await declineOffer(db, kept.reply.offer!.id, userId);
    await hears(heard, 'SNAPSHOT', 'UPDATED', 'UPDATED');
    leave();
  });

  it('hears that its clips were measured, which suggestions come of', async () => {
    const jobId = await insertJob(db, { userId });
    const conversations = new ConversationRepository(db);
    const before = await conversations.revision(jobId);
    const { heard, leave } = follow(jobId);
    await hears(heard, 'SNAPSHOT');
    await insertMeasurements(db, jobId, 6, {});
    // At once, not with the next round.
    feed.jobs.readAll();
    await hears(heard, 'SNAPSHOT', 'UPDATED');
    expect(await conversations.revision(jobId)).not.toBe(before);
    leave();
  });

  it('hears nothing of the steps of the pipeline, nor of other jobs', async () => {
    const jobId = await insertJob(db, { userId, status: 'processing' });
    const { heard, leave } = follow(jobId);
    await hears(heard, 'SNAPSHOT');
    const before = statements;
    await db.job.update({ where: { id: jobId }, data: { progress: 30, currentStage: 'video_generator' } });
    await insertJob(db, { userId: randomUUID() });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(heard).toEqual(['SNAPSHOT']);
    expect(statements - before).toBeLessThanOrEqual(1);
    leave();
  });
});

describe('who follows all jobs of a user', () => {
  it('hears how each stands, newest first, what is imported and what is deleted, and nothing of other users', async () => {
    const older = await insertJob(db, { userId });
    const newer = await insertJob(db, { userId });
    const changes = feed.jobs.changes(userId, null);
    const next = async (): Promise<JobChange> => (await changes.next()).value as JobChange;
    expect([await next(), await next()]).toEqual([
      { type: 'SNAPSHOT', jobId: newer, userId },
      { type: 'SNAPSHOT', jobId: older, userId },
    ]);
    await insertJob(db, { userId: randomUUID() });
    const imported = await insertJob(db, { userId });
    expect(await next()).toEqual({ type: 'CREATED', jobId: imported, userId });
    // For them it is gone, like a deleted one.
    await db.job.update({ where: { id: older }, data: { userId: randomUUID() } });
    expect(await next()).toEqual({ type: 'DELETED', jobId: older, userId });
    await changes.return(undefined);
  });

  it('and has none yet, hears of the first', async () => {
    const { heard, leave } = follow(null);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await insertJob(db, { userId });
    await hears(heard, 'CREATED');
    leave();
  });
});

it('a job that was deleted since its owner was looked up ends its subscription', async () => {
  const { heard, ended } = follow(randomUUID());
  await ended;
  expect(heard).toEqual(['DELETED']);
});

it('ends every subscription when it stops', async () => {
  const stopping = new ProgressFeed(database.databaseUrl, db, pino({ level: 'silent' }));
  await stopping.start();
  const jobId = await insertJob(db, { userId });
  const changes = stopping.jobs.changes(userId, jobId);
  expect((await changes.next()).value).toMatchObject({ type: 'SNAPSHOT' });
  const next = changes.next();
  await stopping.stop();
  expect((await next).done).toBe(true);
});

it(`${SUBSCRIBERS} subscribers of one job cost a handful of statements an event, and each reads the job as it stands`, async () => {
  const jobId = await insertJob(db, { userId });
  const schema = await createSchema();
  const document = parse(`subscription ($id: ID!) { jobChanged(jobId: $id) {
    type job { id title status activeRegeneration { id status } clips { clipIndex currentPrompt } costBeforeChanges } } }`);
  const urls = { signedUrl: (key: string) => key };
  const services = {
    ...{ db: counted, jobs: new JobRepository(counted), regenerations: new RegenerationRepository(counted) },
    ...{ urls, limits: { budgetUsd: '50' }, nudgePreviews: () => undefined },
  };
  const viewer = { id: userId, email: null, expiresAt: Infinity };
  const results = new SharedResults(() => ({ ...services, viewer }));
  const contextValue = { ...services, viewer, progress: feed };
  const variableValues = { id: jobId };
  const before = statements;
  const all = await Promise.all(
    Array.from({ length: SUBSCRIBERS }, async () => {
      const answers = await results.subscribe({ schema, document, variableValues, contextValue });
      if (!(Symbol.asyncIterator in answers)) throw new Error(JSON.stringify(answers));
      return answers;
    }),
  );
  const next = async (): Promise<unknown[]> =>
    (await Promise.all(all.map(async (answers) => await answers.next()))).map(({ value }) => value);
  const [snapshot, ...others] = await next();
  expect(snapshot).toMatchObject({
    data: { jobChanged: { type: 'SNAPSHOT', job: { status: 'COMPLETED' } } },
  });
  expect(others.every((other) => other === snapshot)).toBe(true);
  expect(statements - before).toBeLessThanOrEqual(10);
  const heard = next();
  const [asked] = [statements];
  const id = await admit(db, userId, jobId);
  const [update] = await heard;
  expect(update).toMatchObject({
    data: { jobChanged: { type: 'UPDATED', job: { status: 'REGENERATING', activeRegeneration: { id } } } },
  });
  expect(statements - asked).toBeLessThanOrEqual(10);
  await Promise.all(all.map(async (answers) => await answers.return(undefined)));
});
