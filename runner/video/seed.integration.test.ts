import { randomUUID } from 'node:crypto';
import { templateById } from '../../core/templates/definitions.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { admitRegeneration } from '../../core/regeneration/admission.js';
import { admitChanges, changesRequest } from '../../test/kit/rows/admit-changes.js';
import { admissionRequest, LIMITS } from '../../test/kit/rows/admit.js';
import { claim, claimOf } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import {
  claimRegeneration,
  endRegeneration,
  publishRegeneration,
  saveCheckpoint,
} from '../../core/regeneration/lifecycle.js';
import { readRunInput, takeOf, type ChangeInput } from '../regeneration-row.js';
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

/** A video whose third clip was seeded with 42 by the pipeline. */
async function seededJob(): Promise<OwnJob> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId });
  await db.$executeRaw`
    UPDATE job_stages SET metadata = jsonb_set(metadata, '{clips,clips,2,metadata}', '{"generation_seed": 42}')
    WHERE job_id = ${jobId}::uuid AND stage_name = 'video_generator'`;
  return { userId, jobId };
}

/** A change of that clip, or of a version that a model has made of it. */
async function change(madeWith?: { seed: number | null }): Promise<ChangeInput> {
  const job = await seededJob();
  if (madeWith !== undefined) await makeVersion(job, madeWith);
  const id = await admitted(job, madeWith === undefined ? 1 : 2);
  return await claimedChange(id);
}

/** As the runner of this change reads it. */
async function claimedChange(id: string): Promise<ChangeInput> {
  const claimed = await claimRegeneration(db, id, 1);
  if (claimed.outcome !== 'CLAIMED' || claimed.kind === 'RESTORE') throw new Error(claimed.outcome);
  const { changes } = await readRunInput(db, claimed.claim, claimed.kind);
  return changes[0]!;
}

/** The one take that is left of two, in a run of its own. */
async function missingTake(): Promise<ChangeInput> {
  const { userId, jobId } = await seededJob();
  const takes = async (count: number, retryOf: string | null): Promise<string> =>
    await admitChanges(
      db,
      changesRequest(userId, jobId, [{ clipIndex: 2, takes: count, templates: ['nighttime'] }], { retryOf }),
    );
  const first = await takes(2, null);
  const run = claimOf(first, await claim(db, first, 1));
  await endRegeneration(db, run, { status: 'failed', message: 'No.', code: 'TIMEOUT', retryable: true });
  return await claimedChange(await takes(1, first));
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

  it('is the one that its person chose, for any change, and each further take has the next one', async () => {
    const asked = async (seed: number, takes: number): Promise<ChangeInput> => {
      const { userId, jobId } = await seededJob();
      const changes = [{ clipIndex: 2, takes, templates: ['nighttime'], seed }];
      return await claimedChange(await admitChanges(db, changesRequest(userId, jobId, changes)));
    };
    expect(seedOf(await asked(0, 1))).toBe(0);
    expect(seedOf({ ...(await asked(7, 1)), isTakes: true })).toBe(7);
    const takes = await asked(2 ** 31 - 2, 3);
    expect([0, 1, 2].map((take) => seedOf(takeOf(takes, take)))).toEqual([2 ** 31 - 2, 2 ** 31 - 1, 0]);
  });

  it('is drawn for takes, also for one alone that is made again: it would be the picture that is there', async () => {
    const take = await missingTake();
    expect(take).toMatchObject({ takes: 1, currentSeed: 42, templates: night });
    expect(seedOf(take)).not.toBe(42);
    expect(seedOf({ ...take, isTakes: false })).toBe(42);
  });
});
