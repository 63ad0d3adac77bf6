import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import {
  admitRegeneration,
  findHold,
  type Admission,
  type AdmissionLimits,
} from '../../../core/regeneration/admission.js';
import type { RegenerationErrorCode } from '../../../core/errors.js';
import { openPaidCall, settlePaidCall } from '../../../core/regeneration/ledger.js';
import { endRegeneration, publishRegeneration, requestCancel } from '../../../core/regeneration/lifecycle.js';
import { admissionRequest, admit, LIMITS } from '../../kit/rows/admit.js';
import { claim, claimOf } from '../../kit/rows/claim.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';

let database: TestDatabase;
let db: PrismaClient;
/** Each test has a person of its own. */
let userId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(() => {
  userId = randomUUID();
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

const HALF_A_DOLLAR = admissionRequest('', '').estimatedCost;
const FREE = { ...HALF_A_DOLLAR, video: '0.0000', total: '0.0000' };
const UNKNOWN = { ...FREE, known: false };

/** Asks for the quote, then for the admission, which must agree. */
async function ask(
  jobId: string,
  change: Partial<AdmissionLimits> = {},
  estimatedCost = HALF_A_DOLLAR,
): Promise<Admission> {
  const current = await db.clipVersion.findFirst({ where: { jobId, clipIndex: 2, isCurrent: true } });
  const baseVersionNumber = current?.versionNumber ?? 1;
  const limits = { ...LIMITS, ...change };
  const request = admissionRequest(userId, jobId, { estimatedCost, baseVersionNumber });
  const hold = await findHold(db, { ...request, clips: 1 }, limits);
  const admission = await admitRegeneration(db, request, limits);
  expect(hold !== null).toBe(admission.outcome === 'RATE_LIMITED');
  return admission;
}

async function admitted(jobId: string, estimatedCost = HALF_A_DOLLAR): Promise<string> {
  const admission = await ask(jobId, {}, estimatedCost);
  if (!('regenerationId' in admission)) throw new Error(`refused: ${admission.outcome}`);
  return admission.regenerationId;
}

async function charge(id: string): Promise<void> {
  const run = claimOf(id, await claim(db, id, 1));
  const opened = await openPaidCall(db, run, 'video_generator', 'local', '0.5');
  if (!('call' in opened)) throw new Error(opened.outcome);
  await settlePaidCall(db, run, opened.call.id, { outcome: 'succeeded', costUsd: '0.5', patch: {} });
}

async function publish(id: string): Promise<void> {
  const { fence } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  await publishRegeneration(db, claimOf(id, fence === 0 ? await claim(db, id, 1) : fence), {
    originalClipKey: 'video-clips/job/clip_2.mp4',
    clipKey: `video-clips/${id}/clip.mp4`,
    clipSha256: 'sha',
    thumbnailKey: null,
    videoKey: `video-outputs/${id}/final.mp4`,
    message: 'Done.',
  });
}

async function fail(id: string, code: RegenerationErrorCode): Promise<void> {
  const ending = { status: 'failed', code, message: 'It failed.', retryable: true } as const;
  await endRegeneration(db, { id, attempt: 1 }, ending);
}

const retryAfter = (admission: Admission): number =>
  'retryAfterSeconds' in admission ? admission.retryAfterSeconds : 0;

describe('the limits of an hour', () => {
  it('count five charged changes of a video, completed, failed or canceled, and say when the next may come', async () => {
    const jobId = await insertJob(db, { userId });
    const ends = [publish, publish, async (id: string) => await fail(id, 'RECOMPOSITION_FAILED')];
    for (const end of [...ends, async (id: string) => await fail(id, 'CONTENT_REJECTED'), publish]) {
      const id = await admitted(jobId);
      await charge(id);
      await end(id);
    }
    const sixth = await ask(jobId);
    expect(sixth.outcome).toBe('RATE_LIMITED');
    expect(retryAfter(sixth)).toBeGreaterThan(3500);
    expect(retryAfter(sixth)).toBeLessThanOrEqual(3600);
    expect((await ask(await insertJob(db, { userId }))).outcome).toBe('ADMITTED');
  });

  it('count nothing that ended before anything was charged, whoever is to blame', async () => {
    const jobId = await insertJob(db, { userId });
    const once = { perJobPerHour: 1, perUserPerHour: 1, clipsPerUserPerHour: 1 };
    for (const code of ['INFRASTRUCTURE', 'CONTENT_REJECTED', 'VIDEO_MODEL_FAILED'] as const) {
      await fail(await admitted(jobId), code);
    }
    await requestCancel(db, await admitted(jobId), userId);
    const running = await ask(jobId, once);
    expect(running.outcome).toBe('ADMITTED');
    // While it runs, it may still be charged.
    expect((await ask(await insertJob(db, { userId }), once)).outcome).toBe('RATE_LIMITED');
  });

  it('neither count nor stop what is free, over the budget too', async () => {
    const jobId = await insertJob(db, { userId, totalCost: '60' });
    for (let count = 0; count < 6; count++) await publish(await admitted(jobId, FREE));
    expect((await ask(jobId)).outcome).toBe('BUDGET_EXCEEDED');
    const other = await insertJob(db, { userId });
    const once = { perJobPerHour: 1, perUserPerHour: 1, clipsPerUserPerHour: 1 };
    const charged = await ask(other, once);
    expect(charged.outcome).toBe('ADMITTED');
    expect((await ask(await insertJob(db, { userId }), once)).outcome).toBe('RATE_LIMITED');
    expect((await ask(jobId, once, FREE)).outcome).toBe('ADMITTED');
  });

  it('take an unknown price for one that is charged', async () => {
    const jobId = await insertJob(db, { userId, totalCost: '60' });
    expect((await ask(jobId, {}, UNKNOWN)).outcome).toBe('BUDGET_EXCEEDED');
    const other = await insertJob(db, { userId });
    await admitted(other, UNKNOWN);
    const next = await ask(await insertJob(db, { userId }), { perUserPerHour: 1 }, UNKNOWN);
    expect(next.outcome).toBe('RATE_LIMITED');
  });

  it('count a change that was free and was charged after all', async () => {
    const jobId = await insertJob(db, { userId });
    const id = await admitted(jobId, FREE);
    await charge(id);
    await publish(id);
    expect((await ask(jobId, { perJobPerHour: 1 })).outcome).toBe('RATE_LIMITED');
  });

  it('bound the clips of a person over all videos', async () => {
    const jobIds = [await insertJob(db, { userId }), await insertJob(db, { userId })];
    for (const jobId of jobIds) {
      const id = await admitted(jobId);
      await charge(id);
      await publish(id);
    }
    expect((await ask(jobIds[0]!, { clipsPerUserPerHour: 2 })).outcome).toBe('RATE_LIMITED');
    // What was charged for a deleted video counts on.
    await db.$queryRaw`SELECT delete_job(${jobIds[1]!}::uuid, ${userId}::uuid)`;
    expect((await ask(jobIds[0]!, { clipsPerUserPerHour: 2 })).outcome).toBe('RATE_LIMITED');
    expect((await ask(jobIds[0]!, { clipsPerUserPerHour: 3 })).outcome).toBe('ADMITTED');
  });

  it('are found without reading the changes of others, however many there are', async () => {
    for (let others = 0; others < 3; others++) {
      const other = randomUUID();
      await admit(db, other, await insertJob(db, { userId: other }));
    }
    const jobId = await insertJob(db, { userId });
    const id = await admitted(jobId);
    await charge(id);
    await publish(id);
    const request = { ...admissionRequest(userId, jobId), clips: 1, limits: { ...LIMITS, perJobPerHour: 1 } };
    // Figures that are older than most of these people would take all rows for one person's.
    await db.$executeRaw`ANALYZE`;
    const read = await db.$transaction(async (tx) => {
      // Of a small table Postgres would rather read all. cspell:ignore seqscan
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      const rowsRead = async (): Promise<number> => {
        const [counted] = await tx.$queryRaw<{ rows: number }[]>`
          SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables
          WHERE relname = 'clip_regenerations'`;
        return counted!.rows;
      };
      const before = await rowsRead();
      const held =
        await tx.$queryRaw`SELECT held_by FROM regeneration_limit(${JSON.stringify(request)}::jsonb)`;
      return { held, rows: (await rowsRead()) - before };
    });
    // Its own one, once for those that run and once for the hour's.
    expect(read).toEqual({ held: [{ held_by: 'JOB_PER_HOUR' }], rows: 2 });
  });

  it('do not hold for releases that do not know them', async () => {
    const jobId = await insertJob(db, { userId });
    const { perJobPerHour, perUserPerHour } = LIMITS;
    const limits = { perJobPerHour, perUserPerHour } as AdmissionLimits;
    expect(await findHold(db, { ...admissionRequest(userId, jobId), clips: 1 }, limits)).toBeNull();
    const rows =
      await db.$queryRaw`SELECT regeneration_retry_after(${userId}::uuid, ${jobId}::uuid, 1) AS job,
      regeneration_retry_after(${userId}::uuid, NULL, 1) AS person`;
    expect(rows).toEqual([{ job: 0, person: 0 }]);
    await admitted(jobId);
    const [held] = await db.$queryRaw<{ job: number; person: number; other: number }[]>`
      SELECT regeneration_retry_after(${userId}::uuid, ${jobId}::uuid, 1) AS job,
        regeneration_retry_after(${userId}::uuid, NULL, 1) AS person,
        regeneration_retry_after(${userId}::uuid, ${randomUUID()}::uuid, 1) AS other`;
    expect(held!.other).toBe(0);
    expect(Math.min(held!.job, held!.person)).toBeGreaterThan(3500);
  });
});

describe('the bound of changes under way', () => {
  it('holds for what is free, too, until one of them ends', async () => {
    const jobIds = [];
    for (let count = 0; count < 3; count++) jobIds.push(await insertJob(db, { userId }));
    const [first, second, third] = jobIds as [string, string, string];
    const id = await admitted(first, FREE);
    await admitted(second);
    const refused = await ask(third, { activePerUser: 2 }, FREE);
    expect(refused.outcome).toBe('RATE_LIMITED');
    // Both are estimated at ten seconds.
    expect(retryAfter(refused)).toBeLessThanOrEqual(10);
    const request = admissionRequest(userId, third, { estimatedCost: FREE });
    const hold = await findHold(db, { ...request, clips: 1 }, { ...LIMITS, activePerUser: 2 });
    expect(hold?.heldBy).toBe('USER_ACTIVE');
    await publish(id);
    expect((await ask(third, { activePerUser: 2 }, FREE)).outcome).toBe('ADMITTED');
  });
});
