import { randomUUID } from 'node:crypto';
import { templateById } from '../../core/templates/templates.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { admitRegeneration } from '../../core/regeneration/admission.js';
import { admissionRequest, LIMITS } from '../../test/kit/rows/admit.js';
import { claim, claimOf } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { publishRegeneration, saveCheckpoint } from '../../core/regeneration/lifecycle.js';
import { readRunInput, type ChangeInput } from '../regeneration-row.js';
import { seedOf } from './seed.js';

interface OwnJob {
  userId: string;
  jobId: string;
}

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

/** A change of a job's third clip, seeded with 42 by the pipeline, or of a version that a model has made of it. */
async function change(madeWith?: { seed: number | null }): Promise<ChangeInput> {
  const job: OwnJob = { userId: randomUUID(), jobId: '' };
  job.jobId = await insertJob(db, { userId: job.userId });
  await db.$executeRaw`
    UPDATE job_stages SET metadata = jsonb_set(metadata, '{clips,clips,2,metadata}', '{"generation_seed": 42}')
    WHERE job_id = ${job.jobId}::uuid AND stage_name = 'video_generator'`;
  if (madeWith !== undefined) await makeVersion(job, madeWith);
  const id = await admitted(job, madeWith === undefined ? 1 : 2);
  const { changes } = await readRunInput(db, claimOf(id, await claim(db, id, 1)));
  return changes[0]!;
}

async function makeVersion(job: OwnJob, madeWith: { seed: number | null }): Promise<void> {
  const regenerationId = await admitted(job, 1);
  const fence = await claim(db, regenerationId, 1);
  const patch = { prediction: { api: 'provider', id: randomUUID(), urls: [], ...madeWith } };
  const write = { patch, stage: 'video_generator', api: 'provider', costUsd: '0' } as const;
  await saveCheckpoint(db, claimOf(regenerationId, fence), write);
  const publication = {
    originalClipKey: 'clips/a.mp4',
    clipKey: 'clips/b.mp4',
    clipSha256: 'b',
    thumbnailKey: null,
  };
  await publishRegeneration(db, claimOf(regenerationId, fence), {
    ...publication,
    videoKey: 'v.mp4',
    message: 'Done!',
  });
}

async function admitted({ userId, jobId }: OwnJob, baseVersionNumber: number): Promise<string> {
  const admission = await admitRegeneration(
    db,
    admissionRequest(userId, jobId, { baseVersionNumber }),
    LIMITS,
  );
  if (!('regenerationId' in admission)) throw new Error(`The admission was refused: ${admission.outcome}`);
  return admission.regenerationId;
}

describe('the seed of a change', () => {
  const id = randomUUID();

  it("that templates know wholly is that of the pipeline's clip, then of the version before", async () => {
    expect(seedOf({ ...(await change()), id, templates: night })).toBe(42);
    expect(seedOf({ ...(await change({ seed: 7 })), id, templates: night })).toBe(7);
  });

  it('is drawn where the version before has none, and for any other change: the same in each attempt', async () => {
    const drawn = seedOf({ ...(await change()), id, templates: [] });
    expect(seedOf({ ...(await change({ seed: 7 })), id, templates: [] })).toBe(drawn);
    expect(seedOf({ ...(await change({ seed: null })), id, templates: night })).toBe(drawn);
    expect(drawn).toBeGreaterThanOrEqual(0);
    expect(drawn).toBeLessThan(2 ** 31);
    expect(seedOf({ ...(await change()), id: randomUUID(), templates: [] })).not.toBe(drawn);
  });
});
