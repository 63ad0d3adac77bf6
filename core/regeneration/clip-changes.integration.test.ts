import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import type { ClipChange, PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { admitChanges, changesRequest } from '../../test/kit/rows/admit-changes.js';
import { LIMITS } from '../../test/kit/rows/admit.js';
import { claim } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { previousApi, previousRunner } from '../../test/faults/previous-release.js';
import { admitRegeneration, type PlannedChanges } from './admission.js';
import { acceptPaidCall, openPaidCall, settlePaidCall } from './ledger.js';
import {
  endRegeneration,
  failClipChange,
  markLaunched,
  publishRegeneration,
  requestCancel,
  restartRegeneration,
  saveCheckpoint,
  takeDueLaunches,
} from './lifecycle.js';
import { appendEvent, readEvents } from './events.js';

let database: TestDatabase;
let db: PrismaClient;
let userId: string;
let jobId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 5 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  userId = randomUUID();
  jobId = await insertJob(db, { userId });
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

const request = (indexes: number[], change: Partial<PlannedChanges> = {}): PlannedChanges =>
  changesRequest(
    ...([userId, jobId] as const),
    indexes.map((clipIndex) => ({ clipIndex })),
    change,
  );
const changesOf = async (regenerationId: string): Promise<ClipChange[]> =>
  await db.clipChange.findMany({ where: { regenerationId }, orderBy: { clipIndex: 'asc' } });

interface Run {
  id: string;
  attempt: number;
  fence: number;
}

async function running(indexes: number[], change: Partial<PlannedChanges> = {}): Promise<Run> {
  const id = await admitChanges(db, request(indexes, change));
  return { id, attempt: 1, fence: await claim(db, id, 1) };
}

const clipOf = ({ id }: Run, clipIndex: number): { key: string; sha256: string; thumbnailKey: null } => ({
  key: `video-clips/${id}/${clipIndex}.mp4`,
  sha256: String(clipIndex),
  thumbnailKey: null,
});

/** Pays for a clip and keeps it. */
async function make(run: Run, clipIndex: number, costUsd = '0.5000'): Promise<void> {
  const opened = await openPaidCall(db, { ...run, clipIndex }, 'video_generator', 'provider', '0.5000');
  if (!('call' in opened)) throw new Error(opened.outcome);
  await acceptPaidCall(db, run, opened.call.id, randomUUID());
  const patch = { clip: clipOf(run, clipIndex) };
  expect(await settlePaidCall(db, run, opened.call.id, { outcome: 'succeeded', costUsd, patch })).toBe(true);
}

async function publish(run: Run, indexes: number[]): Promise<boolean> {
  return await publishRegeneration(db, run, {
    clips: indexes.map((clipIndex) => ({
      ...{ clipIndex, originalClipKey: `video-clips/original/${clipIndex}.mp4` },
      ...{ clipKey: clipOf(run, clipIndex).key, clipSha256: 'a', thumbnailKey: null },
    })),
    videoKey: `video-outputs/${run.id}.mp4`,
    message: 'Done!',
  });
}

const fail = async (run: Run, clipIndex: number): Promise<boolean> =>
  await failClipChange(db, run, {
    ...{ clipIndex, code: 'CONTENT_REJECTED', message: 'Refused. {charged}', retryable: false, progress: 20 },
  });

describe('the admission of several clips', () => {
  it('is one admission with one reservation, and a change for each clip, by its index', async () => {
    const id = await admitChanges(db, request([2, 0, 1]));
    expect(await db.clipRegeneration.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ clipIndex: 0, onFailure: 'PUBLISH_WHAT_SUCCEEDED' },
      reservedCost: expect.objectContaining({ s: 1, d: [1, 5000000] }),
    });
    expect(await changesOf(id)).toEqual(
      [0, 1, 2].map((clipIndex) =>
        expect.objectContaining({ clipIndex, status: 'queued', cost: expect.anything() }),
      ),
    );
  });

  it('reserves the sum less its discount', async () => {
    const id = await admitChanges(db, request([0, 1, 2], { discount: '0.1500' }));
    const { reservedCost } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
    expect(reservedCost.toFixed(4)).toBe('1.3500');
  });

  it.each([
    ['a clip twice', 'CLIP_REPEATED', [0, 2, 2]],
    ['one that has changed since', 'QUOTE_STALE', [0, 1]],
  ])('refuses all for %s, and names it', async (_what, outcome, indexes) => {
    const asked = request(indexes);
    if (outcome === 'QUOTE_STALE') asked.changes[1]!.baseVersionNumber = 2;
    expect(await admitRegeneration(db, asked, LIMITS)).toEqual({
      ...{ outcome, retryAfterSeconds: 0, clipIndex: indexes.at(-1) },
    });
    expect(await db.clipRegeneration.count({ where: { jobId } })).toBe(0);
  });
});

describe('a change of several clips', () => {
  it('has its launch name all clips, and is not for a runner of an earlier release, which knows one', async () => {
    const id = await admitChanges(db, request([0, 2]));
    expect((await previousApi(db).takeDueLaunches()).map((due) => due.id)).not.toContain(id);
    expect(await previousRunner(db).claim(id, 1)).toBeNull();
    const due = await takeDueLaunches(db, 100, 60);
    expect(due).toContainEqual(expect.objectContaining({ id, clipIndexes: [0, 2] }));
  });

  it('books what each clip was charged, and the sum, and keeps results apart', async () => {
    const run = await running([0, 1]);
    await make(run, 0, '0.2000');
    await make(run, 1, '0.3000');
    const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id: run.id } });
    const changes = await changesOf(run.id);
    expect([row.cost, ...changes.map(({ cost }) => cost)].map((cost) => cost.toFixed(4))).toEqual([
      '0.5000',
      '0.2000',
      '0.3000',
    ]);
    expect(changes.map(({ checkpoint }) => checkpoint)).toEqual(
      [0, 1].map((index) => ({ clip: clipOf(run, index) })),
    );
    expect(row.checkpoint).toEqual({ clip: clipOf(run, 0) });
  });

  it('opens one call for each clip and step, and none once it was paid', async () => {
    const run = await running([0, 1]);
    const open = async (clipIndex: number): Promise<string> =>
      (await openPaidCall(db, { ...run, clipIndex }, 'video_generator', 'provider', '0.5000')).outcome;
    expect([await open(0), await open(1), await open(1)]).toEqual(['NEW', 'NEW', 'OPEN']);
    const other = { ...run, clipIndex: 0 };
    const again = await openPaidCall(db, other, 'video_generator', 'provider', '0.5000');
    if (!('call' in again)) throw new Error(again.outcome);
    await settlePaidCall(db, run, again.call.id, { outcome: 'succeeded', costUsd: '0.5', patch: {} });
    expect(await open(0)).toBe('OVER_RESERVATION');
  });

  it('holds each clip to its own price, and all to the sum', async () => {
    const run = await running([0, 1, 2]);
    await make(run, 0);
    await saveCheckpoint(db, run, {
      ...{ clipIndex: 1, patch: {}, stage: 'prompt_generator', api: 'model', costUsd: '0.4000' },
    });
    const more = await openPaidCall(db, { ...run, clipIndex: 1 }, 'video_generator', 'provider', '0.5000');
    expect(more.outcome).toBe('OVER_RESERVATION');
    expect(
      (await openPaidCall(db, { ...run, clipIndex: 2 }, 'video_generator', 'provider', '0.5')).outcome,
    ).toBe('NEW');
  });

  it('publishes what succeeded as one version of the video; what failed keeps its clip and its reason', async () => {
    const run = await running([0, 1, 2]);
    for (const index of [0, 2]) await make(run, index);
    expect(await fail(run, 1)).toBe(true);
    expect(await fail(run, 1)).toBe(false);
    expect(await publish(run, [0, 2])).toBe(true);
    expect(await changesOf(run.id)).toMatchObject([
      { status: 'completed', progress: 100 },
      { status: 'failed', errorCode: 'CONTENT_REJECTED', errorMessage: 'Refused. Nothing was charged.' },
      { status: 'completed' },
    ]);
    const current = await db.clipVersion.findMany({
      where: { jobId, isCurrent: true },
      orderBy: { clipIndex: 'asc' },
    });
    expect(
      current.map(({ clipIndex, versionNumber, cost }) => [clipIndex, versionNumber, cost.toFixed(2)]),
    ).toEqual([
      [0, 2, '0.50'],
      [2, 2, '0.50'],
    ]);
    expect(
      await db.videoVersion.findMany({ where: { jobId }, orderBy: { versionNumber: 'asc' } }),
    ).toMatchObject([
      { versionNumber: 1, cut: {} },
      { versionNumber: 2, cut: { 0: 2, 2: 2 }, summary: 'Clips 1, 3: make it nighttime' },
    ]);
    expect((await readEvents(db, run.id, 0)).filter(({ data }) => data.error !== undefined)).toMatchObject([
      {
        clipIndex: 1,
        type: 'VIDEO_GENERATING',
        data: { error: { code: 'CONTENT_REJECTED', charged: '0.0000' } },
      },
    ]);
  });

  it('is not published where one of its clips was changed otherwise', async () => {
    const run = await running([0, 1]);
    await db.clipVersion.create({
      data: { jobId, clipIndex: 1, versionNumber: 5, videoUrl: 'video-clips/other.mp4', isCurrent: true },
    });
    expect(await publish(run, [0, 1])).toBe(false);
    await db.clipVersion.deleteMany({ where: { jobId } });
  });

  it('that is canceled in the middle keeps what is made as versions that are not selected, and tells the cost', async () => {
    const run = await running([0, 1, 2]);
    for (const index of [0, 1]) await make(run, index);
    await requestCancel(db, run.id, userId);
    expect(await endRegeneration(db, run, { status: 'canceled', message: 'Canceled. {charged}' })).toBe(true);
    const versions = await db.clipVersion.findMany({ where: { jobId }, orderBy: { clipIndex: 'asc' } });
    expect(
      versions.map(({ clipIndex, isCurrent, videoUrl }) => ({ clipIndex, isCurrent, videoUrl })),
    ).toEqual(
      [0, 1].map((clipIndex) => ({ clipIndex, isCurrent: false, videoUrl: clipOf(run, clipIndex).key })),
    );
    expect((await readEvents(db, run.id, 0)).at(-1)?.message).toBe('Canceled. $1.00 was charged.');
    expect((await changesOf(run.id)).map(({ status }) => status)).toEqual([
      'canceled',
      'canceled',
      'canceled',
    ]);
  });

  it('is tried again with what was made: a retry of some of its clips takes over theirs', async () => {
    const run = await running([0, 1, 2], { onFailure: 'PUBLISH_ALL_OR_NOTHING' });
    for (const index of [0, 2]) await make(run, index);
    await fail(run, 1);
    const ending = { status: 'failed', code: 'CONTENT_REJECTED', message: 'No.', retryable: true } as const;
    await endRegeneration(db, run, ending);
    const retry = await admitChanges(db, request([0, 1], { retryOf: run.id }));
    expect((await changesOf(retry)).map(({ checkpoint }) => checkpoint)).toEqual([
      { clip: clipOf(run, 0) },
      {},
    ]);
    const kept = await db.$queryRaw<{ key: string }[]>`SELECT media_pointers(ARRAY[${jobId}::uuid]) AS key`;
    expect(kept.map(({ key }) => key)).toEqual(
      expect.arrayContaining([clipOf(run, 0).key, clipOf(run, 2).key]),
    );
  });

  it('that loses its runner begins again at the mean of what its clips keep', async () => {
    const run = await running([0, 1, 2, 3]);
    await markLaunched(db, run.id, 1);
    await make(run, 0);
    await saveCheckpoint(db, run, {
      ...{ clipIndex: 1, patch: { prompt: { text: 'x' } }, modifiedPrompt: 'x', stage: 'prompt_generator' },
      ...{ api: 'rules', costUsd: '0' },
    });
    await fail(run, 2);
    await restartRegeneration(db, run.id, 1, 0);
    const [last] = (await readEvents(db, run.id, 0)).slice(-1);
    expect(last).toMatchObject({ type: 'REGENERATION_RESTARTED', progress: 32, clipIndex: null });
  });

  it('has events that name their clip, and each clip has its own progress', async () => {
    const run = await running([0, 1]);
    const about = { type: 'VIDEO_GENERATING', message: 'Making clip 2.', clipIndex: 1 } as const;
    await appendEvent(db, run, { ...about, progress: 15, clipProgress: 50 });
    await appendEvent(db, run, { ...about, progress: 10, clipProgress: 40 });
    expect((await readEvents(db, run.id, 0)).map(({ clipIndex, progress }) => [clipIndex, progress])).toEqual(
      [
        [null, 0],
        [1, 15],
        [1, 15],
      ],
    );
    expect(await changesOf(run.id)).toMatchObject([
      { progress: 0, status: 'queued' },
      { progress: 50, status: 'processing' },
    ]);
  });
});
