import { randomUUID } from 'node:crypto';
import { restoreCut } from '../../core/history/restore-cut.js';
import { appendEvent } from '../../core/regeneration/events.js';
import { acceptPaidCall, openPaidCall, settlePaidCall } from '../../core/regeneration/ledger.js';
import {
  claimRegeneration,
  markLaunched,
  publishRegeneration,
  releaseLease,
  renewLease,
  requestCancel,
  restartRegeneration,
  takeDueLaunches,
} from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { ClipChange, PrismaClient } from '../../prisma/generated/client.js';
import { addQueuedChange, startQueuedChange } from '../../core/queue/queue-changes.js';
import { admitChanges, changesRequest } from '../kit/rows/admit-changes.js';
import { admissionRequest, admit, LIMITS } from '../kit/rows/admit.js';
import { claim, claimOf } from '../kit/rows/claim.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { queueRequest } from '../kit/rows/queue-request.js';
import { asRunner, createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { positionalRunner, previousApi, previousRunner } from './previous-release.js';

let database: TestDatabase;
let db: PrismaClient;
let oldApi: ReturnType<typeof previousApi>;
let oldRunner: ReturnType<typeof previousRunner>;
const clip = { key: 'video-clips/job/new.mp4', sha256: 'abc', thumbnailKey: null };
const videoKey = 'video-outputs/job/new.mp4';

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 10 });
  [oldApi, oldRunner] = [previousApi(db), previousRunner(db)];
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

interface Asked {
  userId: string;
  jobId: string;
  id: string;
}

async function admittedBy(release: 'old' | 'new'): Promise<Asked> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId });
  const admitted =
    release === 'new' ? admit(db, userId, jobId) : oldApi.admit(admissionRequest(userId, jobId));
  return { userId, jobId, id: await admitted };
}

/** A current runner pays for the clip through the ledger. */
async function payForClip(id: string, fence: number, costUsd: string): Promise<void> {
  const opened = await openPaidCall(db, claimOf(id, fence), 'video_generator', 'provider', '0.45');
  if (!('call' in opened)) throw new Error(opened.outcome);
  const settlement = { outcome: 'succeeded', costUsd, patch: { clip } } as const;
  expect(await acceptPaidCall(db, claimOf(id, fence), opened.call.id, randomUUID())).toBe(true);
  expect(await settlePaidCall(db, claimOf(id, fence), opened.call.id, settlement)).toBe(true);
}

const publish = async (id: string, fence: number): Promise<boolean> =>
  await publishRegeneration(db, claimOf(id, fence), {
    ...{ originalClipKey: 'video-clips/job/clip_2.mp4', thumbnailKey: null, videoKey, message: 'Done!' },
    ...{ clipKey: clip.key, clipSha256: clip.sha256 },
  });

/** The job's charges on top of its earlier $1.50, from each place that records them. */
async function charged({ id, jobId }: Asked): Promise<Record<string, string>> {
  const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
  const [row] = await db.$queryRaw<{ regeneration: string; ledger: string; costs: string }[]>`
    SELECT cost::text AS regeneration,
      (SELECT sum(cost)::text FROM paid_calls WHERE regeneration_id = ${id}::uuid) AS ledger,
      (SELECT sum(cost)::text FROM job_costs WHERE regeneration_id = ${id}::uuid) AS costs
    FROM clip_regenerations WHERE id = ${id}::uuid`;
  return { status: job.status, job: job.totalCost.minus('1.5').toFixed(4), ...row };
}

const everywhere = (usd: string): object => ({ job: usd, regeneration: usd, ledger: usd, costs: usd });

describe('46: an old runner finishes under a new api, and the other way round', () => {
  it('an old runner completes what the new api admitted, and what it paid is in the ledger', async () => {
    const asked = await admittedBy('new');
    const due = (await takeDueLaunches(db, 100, 60)).find(({ id }) => id === asked.id)!;
    await markLaunched(db, due.id, due.attempt);
    const fence = (await oldRunner.claim(asked.id, due.attempt))!;
    expect(await oldRunner.renew(asked.id, fence)).toBe('processing');
    expect(await oldRunner.appendEvent(asked.id, fence)).toBe(2);
    expect(await oldRunner.saveCheckpoint(asked.id, fence, { clip }, 'video_generator', '0.4321')).toBe(true);
    expect(await oldRunner.publish(asked.id, fence, clip.key, videoKey)).toBe(true);
    expect(await charged(asked)).toEqual({ status: 'completed', ...everywhere('0.4321') });
  });

  it('a new runner completes what the old api admitted and launched', async () => {
    const asked = await admittedBy('old');
    const due = (await oldApi.takeDueLaunches()).find(({ id }) => id === asked.id)!;
    await oldApi.markLaunched(due.id, due.attempt);
    const fence = await claim(db, asked.id, due.attempt);
    expect(await appendEvent(db, claimOf(asked.id, fence), event)).toBe(2);
    await payForClip(asked.id, fence, '0.4321');
    expect(await publish(asked.id, fence)).toBe(true);
    expect(await charged(asked)).toEqual({ status: 'completed', ...everywhere('0.4321') });
  });

  it('of an old and a new runner that claim at once, one has the lease, and the other cannot write', async () => {
    const { id } = await admittedBy('new');
    const [old, ours] = await Promise.all([oldRunner.claim(id, 1), claimRegeneration(db, id, 1)]);
    expect([old !== null, ours.outcome === 'CLAIMED'].filter(Boolean)).toHaveLength(1);
    expect((await db.clipRegeneration.findUniqueOrThrow({ where: { id } })).fence).toBe(1);
  });

  it('a new runner takes over from an old one without paying again, and both charges add up', async () => {
    const asked = await admittedBy('old');
    const old = (await oldRunner.claim(asked.id, 1))!;
    await oldRunner.saveCheckpoint(
      asked.id,
      old,
      { prompt: { text: 'at night' } },
      'prompt_generator',
      '0.0100',
    );
    await oldRunner.release(asked.id, old);
    await restartRegeneration(db, asked.id, 1, 0);
    const fence = await claim(db, asked.id, 2);
    await payForClip(asked.id, fence, '0.4000');
    expect(await oldRunner.appendEvent(asked.id, old)).toBeNull();
    expect(await oldRunner.publish(asked.id, old, clip.key, videoKey)).toBe(false);
    expect(await publish(asked.id, fence)).toBe(true);
    expect(await charged(asked)).toEqual({ status: 'completed', ...everywhere('0.4100') });
  });

  it('an old runner takes over from a new one; the call that it does not know of is booked, and counted', async () => {
    const asked = await admittedBy('new');
    const ours = await claim(db, asked.id, 1);
    const claimed = claimOf(asked.id, ours);
    const opened = await openPaidCall(db, claimed, 'video_generator', 'provider', '0.5');
    if (!('call' in opened)) throw new Error(opened.outcome);
    await acceptPaidCall(db, claimOf(asked.id, ours), opened.call.id, randomUUID());
    await releaseLease(db, claimOf(asked.id, ours), { giveBack: true });
    expect(await oldApi.restart(asked.id, 1)).not.toBeNull();
    const old = (await oldRunner.claim(asked.id, 2))!;
    await oldRunner.saveCheckpoint(asked.id, old, { clip }, 'video_generator', '0.4000');
    expect(await renewLease(db, claimOf(asked.id, ours))).toBe('lost');
    expect(await oldRunner.publish(asked.id, old, clip.key, videoKey)).toBe(true);
    expect(await charged(asked)).toEqual({ status: 'completed', ...everywhere('0.9000') });
    expect(await db.paidCall.count({ where: { regenerationId: asked.id, ambiguous: true } })).toBe(1);
  });

  it('a cancellation is asked for in one release and confirmed in the other', async () => {
    const [a, b] = [await admittedBy('new'), await admittedBy('old')];
    const old = (await oldRunner.claim(a.id, 1))!;
    expect(await requestCancel(db, a.id, a.userId)).toBe('canceling');
    expect(await oldRunner.renew(a.id, old)).toBe('canceling');
    expect(await oldApi.confirmCancel(a.id, 1)).toBe(true);
    const ours = await claim(db, b.id, 1);
    await payForClip(b.id, ours, '0.4000');
    expect(await oldApi.requestCancel(b.id, b.userId)).toBe('canceling');
    expect(await renewLease(db, claimOf(b.id, ours))).toBe('canceling');
    expect(await oldApi.confirmCancel(b.id, 1)).toBe(true);
    expect(await charged(b)).toEqual({ status: 'completed', ...everywhere('0.4000') });
  });
});

describe('history under releases that do not know it', () => {
  /** A change that an old runner has published, and what undoes it. */
  async function published(): Promise<Asked> {
    const asked = await admittedBy('old');
    const fence = (await oldRunner.claim(asked.id, 1))!;
    await oldRunner.saveCheckpoint(asked.id, fence, { clip }, 'video_generator', '0.4000');
    expect(await oldRunner.publish(asked.id, fence, clip.key, videoKey)).toBe(true);
    return asked;
  }
  const undo = async ({ userId, jobId }: Asked): Promise<string> => {
    const how = { expectedVersion: 2, idempotencyKey: null, inputHash: '', deadlineSeconds: 600 };
    const restored = await restoreCut(db, { ...how, userId, jobId, action: 'UNDO' });
    return 'regenerationId' in restored ? restored.regenerationId : restored.outcome;
  };

  it('an old runner leaves a video version, which can be undone', async () => {
    const asked = await published();
    const versions = await db.videoVersion.findMany({
      where: { jobId: asked.jobId },
      orderBy: { versionNumber: 'asc' },
    });
    expect(versions.map((version) => [version.cut, version.videoUrl])).toEqual([
      [{}, 'video-outputs/job/final.mp4'],
      [{ 2: 2 }, videoKey],
    ]);
    await undo(asked);
    const { videoUrl } = await db.job.findUniqueOrThrow({ where: { id: asked.jobId } });
    expect(videoUrl).toBe('video-outputs/job/final.mp4');
  });

  it('no old program launches a RESTORE or runs it as a change; a current one does', async () => {
    const asked = await published();
    await db.videoVersion.updateMany({
      where: { jobId: asked.jobId, versionNumber: 1 },
      data: { videoUrl: null },
    });
    const id = await undo(asked);
    expect((await oldApi.takeDueLaunches()).map((due) => due.id)).not.toContain(id);
    expect([await oldRunner.claim(id, 1), await positionalRunner(db).take(id, 1)]).toEqual([
      null,
      'SUPERSEDED',
    ]);
    expect((await takeDueLaunches(db, 100, 60)).map((due) => due.id)).toContain(id);
    const fence = await claim(db, id, 1);
    expect(await publishRegeneration(db, claimOf(id, fence), { videoKey: 'again', message: 'Done!' })).toBe(
      true,
    );
  });
});

describe('a prompt and a seed under a release that does not know them', () => {
  const own = { prompt: 'A red car in the rain', seed: 7 };
  const stored = { askedPrompt: own.prompt, askedSeed: 7, modifiedPrompt: own.prompt };
  const changeOf = async (regenerationId: string): Promise<ClipChange> =>
    await db.clipChange.findFirstOrThrow({ where: { regenerationId } });

  it('an old runner finds the prompt as the result of its step, and it is that of the version', async () => {
    const userId = randomUUID();
    const jobId = await insertJob(db, { userId });
    const id = await admitChanges(db, changesRequest(userId, jobId, [{ clipIndex: 2, ...own }]));
    expect(await changeOf(id)).toMatchObject({ ...stored, checkpoint: { prompt: { text: own.prompt } } });
    const fence = (await oldRunner.claim(id, 1))!;
    const [read] = await db.$queryRaw<{ checkpoint: unknown }[]>`
      SELECT checkpoint FROM run_changes(${id}::uuid, ${fence}::int)`;
    expect(read).toEqual({ checkpoint: { prompt: { text: own.prompt } } });
    await oldRunner.saveCheckpoint(id, fence, { clip }, 'video_generator', '0.4000');
    expect(await oldRunner.publish(id, fence, clip.key, videoKey)).toBe(true);
    const current = await db.clipVersion.findFirstOrThrow({
      where: { jobId, clipIndex: 2, isCurrent: true },
    });
    expect(current.prompt).toBe(own.prompt);
  });

  it('an old server takes both from the queue without knowing them', async () => {
    const userId = randomUUID();
    const jobId = await insertJob(db, { userId });
    const running = await admit(db, userId, jobId);
    const wish = queueRequest(userId, jobId, [0, 1]);
    const changes = wish.changes.map((change) => (change.clipIndex === 1 ? { ...change, ...own } : change));
    await addQueuedChange(db, { ...wish, changes });
    await requestCancel(db, running, userId);
    const queued = await db.queuedChange.findFirstOrThrow({ where: { jobId } });
    const request = changesRequest(userId, jobId, [{ clipIndex: 0 }, { clipIndex: 1 }]);
    const started = await startQueuedChange(db, queued, request, LIMITS);
    const { regenerationId } = started as { regenerationId: string };
    const rows = await db.clipChange.findMany({ where: { regenerationId }, orderBy: { clipIndex: 'asc' } });
    expect(rows).toMatchObject([{ askedPrompt: null, askedSeed: null, modifiedPrompt: null }, stored]);
  });
});

describe('a runner from before functions took records, by its own role', () => {
  let runnerDb: PrismaClient;
  let runner: ReturnType<typeof positionalRunner>;
  beforeAll(() => {
    runnerDb = createPrismaClient(asRunner(database.databaseUrl), { poolSize: 1 });
    runner = positionalRunner(runnerDb);
  });
  afterAll(async () => await runnerDb.$disconnect());

  it('pays, keeps and publishes what the new api admitted', async () => {
    const asked = await admittedBy('new');
    const fence = await claim(runnerDb, asked.id, 1);
    const call = await runner.openCall(asked.id, fence, 'prompt_generator', '0.0200');
    const prompt = { prompt: { text: 'at night' }, draft: null };
    expect(await runner.settleCall(call, fence, '0.0100', prompt)).toBe(true);
    expect(await runner.openCall(asked.id, fence, 'prompt_generator', '0.0200')).toBe('OVER_RESERVATION');
    const old = previousRunner(runnerDb);
    expect(await old.saveCheckpoint(asked.id, fence, { clip }, 'video_generator', '0.4000')).toBe(true);
    expect(await old.appendEvent(asked.id, fence)).toBe(2);
    expect(await old.publish(asked.id, fence, clip.key, videoKey)).toBe(true);
    expect(await charged(asked)).toEqual({ status: 'completed', ...everywhere('0.4100') });
    const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id: asked.id } });
    expect(row.modifiedPrompt).toBe('at night');
  });

  it('takes over an open call of a new runner, and its end says what was charged', async () => {
    const asked = await admittedBy('new');
    const ours = await claim(db, asked.id, 1);
    const claimed = claimOf(asked.id, ours);
    const opened = await openPaidCall(db, claimed, 'video_generator', 'provider', '0.4500');
    await releaseLease(db, claimOf(asked.id, ours), { giveBack: true });
    expect(await oldApi.restart(asked.id, 1)).not.toBeNull();
    const fence = await claim(runnerDb, asked.id, 2);
    const call = await runner.openCall(asked.id, fence, 'video_generator', '0.4500');
    expect(opened).toMatchObject({ outcome: 'NEW', call: { id: call } });
    expect(await runner.settleCall(call, fence, '0.4321', { clip })).toBe(true);
    expect(await runner.fail(asked.id, ours)).toBe(false);
    expect(await runner.fail(asked.id, fence)).toBe(true);
    expect(await charged(asked)).toEqual({ status: 'failed', ...everywhere('0.4321') });
    const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id: asked.id } });
    expect(row).toMatchObject({
      errorCode: 'INFRASTRUCTURE',
      errorMessage: 'It failed. $0.4321 was charged.',
    });
  });
});

const event = { type: 'VIDEO_GENERATING', progress: 20, message: 'Making clip 3.' } as const;
