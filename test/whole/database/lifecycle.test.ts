import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { appendEvent, readEvents } from '../../../core/regeneration/events.js';
import {
  admitRegeneration,
  type Admission,
  type PlannedRequest,
} from '../../../core/regeneration/admission.js';
import {
  claimRegeneration,
  endRegeneration,
  publishRegeneration,
  releaseLease,
  renewLease,
  requestCancel,
  restartRegeneration,
  saveCheckpoint,
  takeDueLaunches,
} from '../../../core/regeneration/lifecycle.js';
import { admissionRequest, LIMITS } from '../../kit/rows/admit.js';
import { claim, claimOf } from '../../kit/rows/claim.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';

let database: TestDatabase;
let db: PrismaClient;
const userId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 20 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

async function admit(
  jobId: string,
  change: Partial<PlannedRequest> = {},
  under = LIMITS,
): Promise<Admission> {
  return await admitRegeneration(db, admissionRequest(userId, jobId, change), under);
}

async function admitted(jobId: string, change: Partial<PlannedRequest> = {}): Promise<string> {
  const admission = await admit(jobId, change);
  if (!('regenerationId' in admission)) throw new Error(`refused: ${admission.outcome}`);
  return admission.regenerationId;
}

const publication = {
  originalClipKey: 'video-clips/job/clip_2.mp4',
  clipKey: 'video-clips/job/new.mp4',
  clipSha256: 'abc',
  thumbnailKey: 'clip-thumbnails/job/new.jpg',
  videoKey: 'video-outputs/job/new.mp4',
  message: 'Done!',
};

describe('admission', () => {
  it('admits exactly one of many simultaneous requests for a job', async () => {
    const jobId = await insertJob(db, { userId });
    const outcomes = await Promise.all(Array.from({ length: 20 }, async () => (await admit(jobId)).outcome));
    expect(outcomes.filter((outcome) => outcome === 'ADMITTED')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'REGENERATION_IN_PROGRESS')).toHaveLength(19);
  });

  it('answers the same key and input with the same regeneration, and another input with a rejection', async () => {
    const jobId = await insertJob(db, { userId });
    const idempotencyKey = randomUUID();
    const first = await admit(jobId, { idempotencyKey });
    expect(await admit(jobId, { idempotencyKey })).toEqual({ ...first, outcome: 'REPLAYED' });
    expect((await admit(jobId, { idempotencyKey, inputHash: 'other' })).outcome).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('refuses what is not there, not yours or not finished', async () => {
    expect((await admit(randomUUID())).outcome).toBe('NOT_FOUND');
    expect((await admit(await insertJob(db, { userId: randomUUID() }))).outcome).toBe('FORBIDDEN');
    expect((await admit(await insertJob(db, { userId, status: 'processing' }))).outcome).toBe(
      'JOB_NOT_COMPLETED',
    );
    const neverComposed = await insertJob(db, { userId, status: 'failed', videoUrl: null });
    expect((await admit(neverComposed)).outcome).toBe('JOB_NOT_COMPLETED');
  });

  it('refuses a clip version that is no longer current', async () => {
    expect((await admit(await insertJob(db, { userId }), { baseVersionNumber: 2 })).outcome).toBe(
      'QUOTE_STALE',
    );
  });

  it('keeps spent, reserved and estimate within the budget', async () => {
    const jobId = await insertJob(db, { userId, totalCost: '49.6' });
    expect((await admit(jobId)).outcome).toBe('BUDGET_EXCEEDED');
    expect((await admit(jobId, {}, { ...LIMITS, budgetUsd: '50.1' })).outcome).toBe('ADMITTED');
  });
});

describe('a running regeneration', () => {
  it('is claimed once; a second runner is refused while the lease lives', async () => {
    const id = await admitted(await insertJob(db, { userId }));
    expect(await claim(db, id, 1)).toBe(1);
    expect((await claimRegeneration(db, id, 1)).outcome).toBe('HELD');
  });

  it('fences out a runner that has been replaced', async () => {
    const id = await admitted(await insertJob(db, { userId }));
    const old = await claim(db, id, 1);
    await releaseLease(db, claimOf(id, old), { giveBack: false });
    await restartRegeneration(db, id, 1, 0);
    expect(
      await appendEvent(db, claimOf(id, old), { type: 'VIDEO_GENERATING', progress: 20, message: 'late' }),
    ).toBeNull();
    expect(await publishRegeneration(db, claimOf(id, old), publication)).toBe(false);
    expect(await renewLease(db, claimOf(id, old))).toBe('lost');
    const next = await claim(db, id, 2);
    expect(next).toBeGreaterThan(old);
    expect(await publishRegeneration(db, claimOf(id, next), publication)).toBe(true);
  });

  it('numbers events without gaps when they are written at the same time', async () => {
    const id = await admitted(await insertJob(db, { userId }));
    const fence = await claim(db, id, 1);
    const write = async (): Promise<number | null> =>
      await appendEvent(db, claimOf(id, fence), { type: 'VIDEO_GENERATING', progress: 20, message: 'x' });
    await Promise.all(Array.from({ length: 40 }, write));
    const sequences = (await readEvents(db, id, 0)).map((event) => event.sequence);
    expect(sequences).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  });

  it('is launched by one of several dispatchers', async () => {
    const id = await admitted(await insertJob(db, { userId }));
    const taken = await Promise.all(
      Array.from({ length: 8 }, async () => await takeDueLaunches(db, 100, 60)),
    );
    expect(taken.flat().filter((due) => due.id === id)).toHaveLength(1);
  });
});

describe('the end of a regeneration', () => {
  it('flips clip, video, costs and statuses together', async () => {
    const jobId = await insertJob(db, { userId });
    const id = await admitted(jobId);
    const fence = await claim(db, id, 1);
    const paid = {
      patch: {},
      modifiedPrompt: 'Scene 2 at night',
      stage: 'video_generator',
      api: 'local',
    } as const;
    await saveCheckpoint(db, claimOf(id, fence), { ...paid, costUsd: '0.4321' });
    expect(await publishRegeneration(db, claimOf(id, fence), publication)).toBe(true);
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId }, include: { versions: true } });
    expect(job).toMatchObject({ status: 'completed', videoUrl: publication.videoKey });
    expect(job.totalCost.toFixed(4)).toBe('1.9321');
    expect(job.reservedCost.toFixed(4)).toBe('0.0000');
    expect(
      job.versions.map(({ versionNumber, isCurrent, prompt }) => [versionNumber, isCurrent, prompt]),
    ).toEqual([
      [1, false, 'Scene 2'],
      [2, true, 'Scene 2 at night'],
    ]);
    expect(job.regeneratedClips).toMatchObject([{ clip_index: 2, regeneration_id: id }]);
  });

  it('comes once: whatever comes second touches nothing', async () => {
    const id = await admitted(await insertJob(db, { userId }));
    const fence = await claim(db, id, 1);
    const [published, canceled] = await Promise.all([
      publishRegeneration(db, claimOf(id, fence), publication),
      endRegeneration(db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' }),
    ]);
    expect([published, canceled].filter(Boolean)).toHaveLength(1);
  });

  it('keeps the last good video when a run fails, and the job may be edited again', async () => {
    const jobId = await insertJob(db, { userId });
    const id = await admitted(jobId);
    const fence = await claim(db, id, 1);
    const ending = {
      status: 'failed',
      code: 'RECOMPOSITION_FAILED',
      message: 'Broken.',
      retryable: true,
    } as const;
    expect(await endRegeneration(db, claimOf(id, fence), ending)).toBe(true);
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    expect(job).toMatchObject({
      status: 'failed',
      errorMessage: 'Broken.',
      videoUrl: 'video-outputs/job/final.mp4',
    });
    expect((await admit(jobId)).outcome).toBe('ADMITTED');
  });

  it('costs nothing when it is canceled before its launch', async () => {
    const jobId = await insertJob(db, { userId });
    expect(await requestCancel(db, await admitted(jobId), userId)).toBe('canceled');
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    expect(job.status).toBe('completed');
    expect(job.totalCost.toFixed(2)).toBe('1.50');
  });

  it('leaves a retry everything but the final video, in which other clips may have changed since', async () => {
    const jobId = await insertJob(db, { userId });
    const id = await admitted(jobId);
    const fence = await claim(db, id, 1);
    const step = { stage: 'composer', api: 'ffmpeg', costUsd: '0' } as const;
    await saveCheckpoint(db, claimOf(id, fence), {
      ...step,
      patch: { prompt: { text: 'kept' }, video: { key: 'old' } },
    });
    await endRegeneration(db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    const retry = await db.clipRegeneration.findUniqueOrThrow({
      where: { id: await admitted(jobId, { retryOf: id }) },
    });
    expect(retry.checkpoint).toEqual({ prompt: { text: 'kept' } });
  });

  it('leaves its finished steps to a retry', async () => {
    const jobId = await insertJob(db, { userId });
    const id = await admitted(jobId);
    const fence = await claim(db, id, 1);
    const step = {
      patch: { prompt: { text: 'kept' } },
      modifiedPrompt: 'kept',
      stage: 'prompt_generator',
    } as const;
    await saveCheckpoint(db, claimOf(id, fence), { ...step, api: 'template', costUsd: '0' });
    await endRegeneration(db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    const retry = await db.clipRegeneration.findUniqueOrThrow({
      where: { id: await admitted(jobId, { retryOf: id }) },
    });
    expect(retry).toMatchObject({ checkpoint: { prompt: { text: 'kept' } }, modifiedPrompt: 'kept' });
  });
});
