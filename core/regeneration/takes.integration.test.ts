import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import type { ClipChange, ClipVersion, PrismaClient } from '../../prisma/generated/client.js';
import { previousApi, previousRunner } from '../../test/faults/previous-release.js';
import { brokenInvariants } from '../../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { admitChanges, changesRequest } from '../../test/kit/rows/admit-changes.js';
import { LIMITS } from '../../test/kit/rows/admit.js';
import { claim } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { VersionRepository } from '../history/version-repository.js';
import { restoreCut } from '../history/restore-cut.js';
import { admitRegeneration, type PlannedChanges } from './admission.js';
import { readEvents } from './events.js';
import { acceptPaidCall, openPaidCall, settlePaidCall } from './ledger.js';
import {
  endRegeneration,
  failClipChange,
  publishRegeneration,
  restartRegeneration,
  saveCheckpoint,
  takeDueLaunches,
} from './lifecycle.js';

/** Takes of clips, $0.50 each, in the database: no runner, no provider. */
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

const CLIP = 2;

/** Takes of clips by their index. */
function request(takes: Record<number, number>, change: Partial<PlannedChanges> = {}): PlannedChanges {
  const changes = Object.entries(takes).map(([clipIndex, count]) => {
    const usd = (0.5 * count).toFixed(4);
    const estimatedCost = {
      languageModel: '0.0000',
      video: usd,
      recomposition: '0.0000',
      total: usd,
      known: true,
    };
    return { clipIndex: Number(clipIndex), takes: count, videoModel: 'kling_v21', estimatedCost };
  });
  const sum = (0.5 * changes.reduce((all, { takes: count }) => all + count, 0)).toFixed(4);
  const asked = changesRequest(userId, jobId, changes, change);
  return { ...asked, estimatedCost: { ...asked.estimatedCost, video: sum, total: sum } };
}

interface Run {
  id: string;
  attempt: number;
  fence: number;
}

async function running(takes: Record<number, number>, change: Partial<PlannedChanges> = {}): Promise<Run> {
  const id = await admitChanges(db, request(takes, change));
  return { id, attempt: 1, fence: await claim(db, id, 1) };
}

const open = async (run: Run, clipIndex: number, take: number): ReturnType<typeof openPaidCall> =>
  await openPaidCall(db, { ...run, clipIndex, take }, 'video_generator', 'provider', '0.5000');

/** Pays for a take, as a model that was given its number as a seed, and keeps its clip if it is fetched. */
async function make(run: Run, clipIndex: number, take: number, { fetched = true } = {}): Promise<void> {
  const opened = await open(run, clipIndex, take);
  if (!('call' in opened)) throw new Error(opened.outcome);
  await acceptPaidCall(db, run, opened.call.id, randomUUID());
  const prediction = { api: 'provider', id: randomUUID(), urls: ['https://x/y.mp4'], seed: 100 + take };
  const settlement = { outcome: 'succeeded', costUsd: '0.5000', patch: { prediction } } as const;
  expect(await settlePaidCall(db, run, opened.call.id, settlement)).toBe(true);
  if (!fetched) return;
  const clip = { key: keyOf(run, clipIndex, take), sha256: `${take}`, thumbnailKey: null };
  const free = { stage: 'video_generator', api: 'provider', costUsd: '0' } as const;
  expect(await saveCheckpoint(db, run, { ...free, clipIndex, take, patch: { clip } })).toBe(true);
}

const keyOf = ({ id }: Run, clipIndex: number, take: number): string =>
  `video-clips/${id}/${clipIndex}/${take}.mp4`;
const end = async (run: Run): Promise<boolean> => await publishRegeneration(db, run, { message: 'Done!' });
const fail = async (run: Run, take: number): Promise<boolean> =>
  await failClipChange(db, run, {
    ...{ clipIndex: CLIP, take, code: 'VIDEO_MODEL_FAILED', message: 'It failed. {charged}' },
    ...{ retryable: true, progress: 20 },
  });
const changeOf = async ({ id }: Run): Promise<ClipChange> =>
  await db.clipChange.findFirstOrThrow({ where: { regenerationId: id, clipIndex: CLIP } });
const versions = async (): Promise<ClipVersion[]> =>
  await db.clipVersion.findMany({ where: { jobId, clipIndex: CLIP }, orderBy: { versionNumber: 'asc' } });

describe('takes', () => {
  it('have a call and a result each, and become versions of which none is current', async () => {
    const before = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    const run = await running({ [CLIP]: 3 });
    await saveCheckpoint(db, run, {
      ...{ clipIndex: CLIP, patch: { prompt: { text: 'A night.' } }, modifiedPrompt: 'A night.' },
      ...{ stage: 'prompt_generator', api: 'openai', costUsd: '0.0100' },
    });
    const opened = await Promise.all([0, 1, 2].map(async (take) => await open(run, CLIP, take)));
    expect(opened.map(({ outcome }) => outcome)).toEqual(['NEW', 'NEW', 'NEW']);
    for (const take of [2, 0, 1]) await make(run, CLIP, take);
    expect(await end(run)).toBe(true);

    expect(await versions()).toMatchObject(
      [0, 1, 2].map((take) => ({
        ...{ versionNumber: take + 2, origin: 'TAKE', isCurrent: false, prompt: 'A night.' },
        ...{ videoUrl: keyOf(run, CLIP, take), regenerationId: run.id },
      })),
    );
    expect((await versions()).map(({ seed, cost }) => [Number(seed), cost.toFixed(4)])).toEqual([
      [100, '0.5100'],
      [101, '0.5000'],
      [102, '0.5000'],
    ]);
    const { videoUrl, completedAt, regeneratedClips } = before;
    expect(await db.job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({
      ...{ videoUrl, completedAt, regeneratedClips, status: 'completed' },
    });
    expect(await db.videoVersion.count({ where: { jobId } })).toBe(0);
    expect((await readEvents(db, run.id, 0)).at(-1)).toMatchObject({
      ...{ type: 'REGENERATION_COMPLETE', progress: 100, data: {} },
    });
    const [known] = await db.$queryRaw<{ regeneration_counts: unknown }[]>`
      SELECT regeneration_counts FROM job_records WHERE id = ${jobId}::uuid`;
    expect(known!.regeneration_counts).toBeNull();
  });

  it('are used by a restore, and the next change starts with the seed of the one that was used', async () => {
    const run = await running({ [CLIP]: 2 });
    for (const take of [0, 1]) await make(run, CLIP, take);
    await end(run);
    const restored = await restoreCut(db, {
      ...{ userId, jobId, action: 'CLIP', clipIndex: CLIP, versionNumber: 3, expectedVersion: 1 },
      ...{ idempotencyKey: null, inputHash: 'use', deadlineSeconds: 60 },
    });
    if (!('regenerationId' in restored)) throw new Error(restored.outcome);
    const use = {
      id: restored.regenerationId,
      attempt: 1,
      fence: await claim(db, restored.regenerationId, 1),
    };
    expect(await publishRegeneration(db, use, { videoKey: 'video-outputs/used.mp4', message: 'Done!' })).toBe(
      true,
    );
    expect(await versions()).toMatchObject([
      { versionNumber: 2, origin: 'TAKE', isCurrent: false },
      { versionNumber: 3, origin: 'TAKE', isCurrent: false },
      {
        versionNumber: 4,
        origin: 'RESTORE',
        isCurrent: true,
        restoredFrom: 3,
        videoUrl: keyOf(run, CLIP, 1),
      },
    ]);
    const repository = new VersionRepository(db);
    const { rows } = await repository.clipVersions({ jobId, clipIndex: CLIP, first: 10, after: null });
    expect(rows.map(({ versionNumber, isCurrent }) => [versionNumber, isCurrent])).toEqual([
      ...[
        [4, true],
        [3, false],
        [2, false],
        [1, false],
      ],
    ]);
    const next = await admitChanges(
      db,
      changesRequest(userId, jobId, [{ clipIndex: CLIP, baseVersionNumber: 4 }]),
    );
    const fence = await claim(db, next, 1);
    const [input] = await db.$queryRaw<
      { current_seed: number }[]
    >`SELECT * FROM run_changes(${next}::uuid, ${fence}::int)`;
    expect(input!.current_seed).toBe(101);
  });

  it('of which one fails leave the others; a retry has what is missing alone, and with it what is paid for', async () => {
    const run = await running({ [CLIP]: 4 });
    await saveCheckpoint(db, run, {
      ...{ clipIndex: CLIP, patch: { prompt: { text: 'A night.' } }, modifiedPrompt: 'A night.' },
      ...{ stage: 'prompt_generator', api: 'template', costUsd: '0' },
    });
    await make(run, CLIP, 0);
    await make(run, CLIP, 1, { fetched: false });
    await make(run, CLIP, 3);
    expect(await fail(run, 2)).toBe(true);
    expect(await fail(run, 1)).toBe(true);
    expect((await readEvents(db, run.id, 0)).at(-2)).toMatchObject({
      message: 'Take 3 of clip 3 cannot be made. It failed. Nothing was charged.',
    });
    expect(await end(run)).toBe(true);
    expect(await changeOf(run)).toMatchObject({
      ...{ status: 'completed', failedTakes: [2, 1], errorCode: 'VIDEO_MODEL_FAILED', errorRetryable: true },
    });

    const retry = await running({ [CLIP]: 2 }, { retryOf: run.id });
    const { checkpoint, modifiedPrompt, failedTakes } = await changeOf(retry);
    expect([modifiedPrompt, failedTakes]).toEqual(['A night.', []]);
    expect(checkpoint).toEqual({
      prompt: { text: 'A night.' },
      prediction: expect.objectContaining({ seed: 101 }),
    });
    await make(retry, CLIP, 1);
    const clip = { key: keyOf(retry, CLIP, 0), sha256: '0', thumbnailKey: null };
    const free = { stage: 'video_generator', api: 'provider', costUsd: '0' } as const;
    await saveCheckpoint(db, retry, { ...free, clipIndex: CLIP, take: 0, patch: { clip } });
    expect(await end(retry)).toBe(true);
    const now = await versions();
    expect(now.map(({ versionNumber }) => versionNumber)).toEqual([2, 3, 4, 5]);
    expect(now.map(({ isCurrent }) => isCurrent)).toEqual([false, false, false, false]);
  });

  it('that all fail have the change fail', async () => {
    const run = await running({ [CLIP]: 2 });
    await fail(run, 0);
    expect((await changeOf(run)).status).not.toBe('failed');
    await fail(run, 1);
    expect((await changeOf(run)).status).toBe('failed');
    await endRegeneration(db, run, {
      status: 'failed',
      message: 'No.',
      code: 'VIDEO_MODEL_FAILED',
      retryable: true,
    });
    expect(await versions()).toEqual([]);
  });

  it.each([
    ['canceled', { status: 'canceled', message: 'Canceled.' }],
    ['too slow', { status: 'failed', message: 'Too slow.', code: 'TIMEOUT', retryable: true }],
  ] as const)('that are %s keep what is made', async (_how, ending) => {
    const run = await running({ [CLIP]: 3 });
    await make(run, CLIP, 1);
    await endRegeneration(db, run, ending);
    expect(await versions()).toMatchObject([
      { origin: 'TAKE', videoUrl: keyOf(run, CLIP, 1), isCurrent: false },
    ]);
  });

  it('are beside a clip with one, which stays as it is, too, also where it is left to a retry', async () => {
    const run = await running({ 0: 1, [CLIP]: 2 });
    for (const take of [0, 1]) await make(run, CLIP, take);
    await failClipChange(db, run, {
      ...{
        clipIndex: 0,
        take: null,
        code: 'VIDEO_MODEL_FAILED',
        message: 'It failed.',
        retryable: true,
        progress: 60,
      },
    });
    await end(run);
    const retry = await running({ 0: 1 }, { retryOf: run.id });
    await make(retry, 0, 0);
    expect(await end(retry)).toBe(true);
    expect(await db.clipVersion.findMany({ where: { jobId, clipIndex: 0 } })).toMatchObject([
      { origin: 'TAKE', isCurrent: false },
    ]);
  });

  it('are for no program of an earlier release', async () => {
    const id = await admitChanges(db, request({ [CLIP]: 2 }));
    expect((await previousApi(db).takeDueLaunches()).map((due) => due.id)).not.toContain(id);
    expect(await previousRunner(db).claim(id, 1)).toBeNull();
    expect((await takeDueLaunches(db, 100, 60)).map((due) => due.id)).toContain(id);
  });

  it('count as a clip each for the limit of an hour: all while they run, then those that were charged', async () => {
    const under = { ...LIMITS, clipsPerUserPerHour: 5 };
    const run = await running({ [CLIP]: 4 });
    const other = await insertJob(db, { userId });
    const ask = async (takes: number): Promise<string> =>
      (await admitRegeneration(db, { ...request({ 0: takes }), jobId: other }, under)).outcome;
    expect(await ask(2)).toBe('RATE_LIMITED');
    await make(run, CLIP, 0);
    await end(run);
    expect(await ask(4)).toBe('ADMITTED');
  });

  it('are held to the price of each, and of all that are open', async () => {
    const run = await running({ [CLIP]: 3 });
    await saveCheckpoint(db, run, {
      ...{ clipIndex: CLIP, patch: {}, stage: 'prompt_generator', api: 'openai', costUsd: '0.7000' },
    });
    const outcomes: string[] = [];
    for (const take of [0, 1, 2]) outcomes.push((await open(run, CLIP, take)).outcome);
    expect(outcomes).toEqual(['NEW', 'NEW', 'OVER_RESERVATION']);
  });

  it('let a new runner begin at the percent of what is kept', async () => {
    const run = await running({ [CLIP]: 4 });
    for (const take of [0, 3]) await make(run, CLIP, take);
    await fail(run, 1);
    await restartRegeneration(db, run.id, 1, 0);
    expect((await readEvents(db, run.id, 0)).at(-1)).toMatchObject({
      type: 'REGENERATION_RESTARTED',
      progress: 75,
    });
    const again = { id: run.id, attempt: 2, fence: await claim(db, run.id, 2) };
    expect((await changeOf(again)).failedTakes).toEqual([1]);
  });
});
