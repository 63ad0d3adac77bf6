import { randomUUID } from 'node:crypto';
import { JobRepository } from '../../core/job-repository.js';
import type { ClipRecord } from '../../core/job-record.js';
import { templateById } from '../../core/templates.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { admit } from '../../test/admit.js';
import { claim } from '../../test/claim.js';
import { insertJob } from '../../test/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../../test/postgres.js';
import { saveCheckpoint } from '../../core/regeneration/lifecycle.js';
import { seedOf } from './seed.js';

let database: TestDatabase;
let db: PrismaClient;
const night = [templateById('nighttime')!];

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** The third clip of a job, seeded with 42 by the pipeline; with a version that a model has made of it. */
async function clip(madeWith?: { seed: number | null }): Promise<ClipRecord> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId });
  if (madeWith !== undefined) {
    const id = await admit(db, userId, jobId);
    const patch = { prediction: { api: 'replicate', id: 'p1', urls: [], ...madeWith } };
    const write = { patch, stage: 'video_generator', api: 'replicate', costUsd: '0' } as const;
    await saveCheckpoint(db, id, await claim(db, id, 1), write);
    const version = { jobId, clipIndex: 2, versionNumber: 2, videoUrl: 'video-clips/j/new.mp4' };
    await db.clipVersion.create({ data: { ...version, isCurrent: true, regenerationId: id } });
  }
  const job = await new JobRepository(db).find(jobId, userId);
  return { ...job!.clips[2]!, seed: 42 };
}

describe('the seed of a change', () => {
  const id = randomUUID();

  it("that templates know wholly is that of the pipeline's clip, then of the version before", async () => {
    expect(await seedOf({ id, templates: night, clip: await clip() }, db)).toBe(42);
    expect(await seedOf({ id, templates: night, clip: await clip({ seed: 7 }) }, db)).toBe(7);
  });

  it('is drawn where the version before has none, and for any other change: the same in each attempt', async () => {
    const drawn = await seedOf({ id, templates: [], clip: await clip() }, db);
    expect(await seedOf({ id, templates: [], clip: await clip({ seed: 7 }) }, db)).toBe(drawn);
    expect(await seedOf({ id, templates: night, clip: await clip({ seed: null }) }, db)).toBe(drawn);
    expect(drawn).toBeGreaterThanOrEqual(0);
    expect(drawn).toBeLessThan(2 ** 31);
    expect(await seedOf({ id: randomUUID(), templates: [], clip: await clip() }, db)).not.toBe(drawn);
  });
});
