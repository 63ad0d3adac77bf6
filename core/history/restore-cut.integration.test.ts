import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { admissionRequest, LIMITS } from '../../test/kit/rows/admit.js';
import { claim, claimOf } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { admitRegeneration } from '../regeneration/admission.js';
import { endRegeneration, publishRegeneration, saveCheckpoint } from '../regeneration/lifecycle.js';
import { restoreCut, type Restored, type RestoreRequest } from './restore-cut.js';
import { VersionRepository, type VideoVersionRow } from './version-repository.js';

let database: TestDatabase;
let db: PrismaClient;
let versions: VersionRepository;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 10 });
  versions = new VersionRepository(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

interface Video {
  userId: string;
  jobId: string;
}

async function newVideo(): Promise<Video> {
  const userId = randomUUID();
  return { userId, jobId: await insertJob(db, { userId }) };
}

/** A change of a clip that a runner has claimed. */
async function running({ userId, jobId }: Video, clipIndex: number, instruction: string) {
  const current = await db.clipVersion.findFirst({ where: { jobId, clipIndex, isCurrent: true } });
  const baseVersionNumber = current?.versionNumber ?? 1;
  const admission = await admitRegeneration(
    db,
    admissionRequest(userId, jobId, { clipIndex, instruction, baseVersionNumber }),
    { ...LIMITS, perJobPerHour: 100, perUserPerHour: 100 },
  );
  if (!('regenerationId' in admission)) throw new Error(admission.outcome);
  return claimOf(admission.regenerationId, await claim(db, admission.regenerationId, 1));
}

/** Publishes a change; its files are named by the regeneration. Returns its id. */
async function changed(video: Video, clipIndex: number, instruction = 'make it nighttime'): Promise<string> {
  const run = await running(video, clipIndex, instruction);
  const publication = {
    ...{
      originalClipKey: `video-clips/job/clip_${clipIndex}.mp4`,
      clipKey: clipKey(run.id),
      clipSha256: 'abc',
    },
    ...{ thumbnailKey: null, videoKey: videoKey(run.id), message: 'Done!' },
  };
  expect(await publishRegeneration(db, run, publication)).toBe(true);
  return run.id;
}

const clipKey = (id: string): string => `video-clips/job/${id}.mp4`;
const videoKey = (id: string): string => `video-outputs/job/${id}.mp4`;
const ORIGINAL_VIDEO = 'video-outputs/job/final.mp4';

type Asked = Pick<RestoreRequest, 'action'> &
  Partial<Record<keyof RestoreRequest | 'clipIndex' | 'versionNumber', unknown>>;

const restore = async (video: Video, asked: Asked): Promise<Restored> =>
  await restoreCut(db, {
    ...{ ...video, expectedVersion: null, idempotencyKey: null, inputHash: 'hash', deadlineSeconds: 600 },
    ...asked,
  } as RestoreRequest);

async function outcome(video: Video, asked: Asked): Promise<string> {
  return (await restore(video, asked)).outcome;
}

async function videoOf({ jobId }: Video): Promise<string | null> {
  return (await db.job.findUniqueOrThrow({ where: { id: jobId } })).videoUrl;
}

const history = async ({ jobId }: Video): Promise<VideoVersionRow[]> =>
  (await versions.videoVersions({ jobId, first: 100, after: null })).rows;

describe('undo and redo', () => {
  it('bring back each state in turn, as new versions over the same files, at once and for nothing', async () => {
    const video = await newVideo();
    const [night, snow] = [await changed(video, 0), await changed(video, 1, 'add snow')];
    expect(await outcome(video, { action: 'UNDO', expectedVersion: 3 })).toBe('COMPLETED');
    expect(await videoOf(video)).toBe(videoKey(night));
    expect(await outcome(video, { action: 'UNDO' })).toBe('COMPLETED');
    expect(await videoOf(video)).toBe(ORIGINAL_VIDEO);
    expect(await outcome(video, { action: 'UNDO' })).toBe('NOTHING_TO_UNDO');
    expect(await outcome(video, { action: 'REDO' })).toBe('COMPLETED');
    expect(await outcome(video, { action: 'REDO' })).toBe('COMPLETED');
    expect(await videoOf(video)).toBe(videoKey(snow));
    expect(await outcome(video, { action: 'REDO' })).toBe('NOTHING_TO_UNDO');
    expect(
      (await history(video)).map(({ versionNumber, summary, changes }) => [versionNumber, summary, changes]),
    ).toEqual([
      [7, 'Redo: Clip 2: add snow', [{ clipIndex: 1, fromVersion: 3, toVersion: 4 }]],
      [6, 'Redo: Clip 1: make it nighttime', [{ clipIndex: 0, fromVersion: 3, toVersion: 4 }]],
      [5, 'Undo: Clip 1: make it nighttime', [{ clipIndex: 0, fromVersion: 2, toVersion: 3 }]],
      [4, 'Undo: Clip 2: add snow', [{ clipIndex: 1, fromVersion: 2, toVersion: 3 }]],
      [3, 'Clip 2: add snow', [{ clipIndex: 1, fromVersion: 1, toVersion: 2 }]],
      [2, 'Clip 1: make it nighttime', [{ clipIndex: 0, fromVersion: 1, toVersion: 2 }]],
      [1, 'The original video', []],
    ]);
    const [row] = await db.$queryRaw<object[]>`
      SELECT total_cost::text AS total, (SELECT sum(cost)::text FROM clip_versions WHERE job_id = j.id) AS versions
      FROM jobs j WHERE id = ${video.jobId}::uuid`;
    expect(row).toEqual({ total: '1.5000', versions: '0.0000' });
  });

  it('take back a restored version as one step, and a new change ends redo', async () => {
    const video = await newVideo();
    await changed(video, 0);
    const [both] = [await changed(video, 1)];
    expect(await outcome(video, { action: 'VIDEO', versionNumber: 1 })).toBe('COMPLETED');
    expect(await videoOf(video)).toBe(ORIGINAL_VIDEO);
    expect(await outcome(video, { action: 'UNDO' })).toBe('COMPLETED');
    expect(await videoOf(video)).toBe(videoKey(both));
    await changed(video, 2);
    expect(await outcome(video, { action: 'REDO' })).toBe('NOTHING_TO_UNDO');
    expect(await outcome(video, { action: 'UNDO' })).toBe('COMPLETED');
    expect(await videoOf(video)).toBe(videoKey(both));
  });

  it('are done once where two tabs ask at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const video = await newVideo();
      await changed(video, 0);
      await changed(video, 1);
      const both = await Promise.all(
        [0, 1].map(async () => await outcome(video, { action: 'UNDO', expectedVersion: 3 })),
      );
      expect(both.sort()).toEqual(['COMPLETED', 'VERSION_CONFLICT']);
      expect((await versions.currentVideo(video.jobId)).versionNumber).toBe(4);
    }
  });

  it('say what they would bring back', async () => {
    const video = await newVideo();
    expect(await versions.currentVideo(video.jobId)).toEqual({
      versionNumber: 1,
      undoable: null,
      redoable: null,
    });
    const id = await changed(video, 0);
    await restore(video, { action: 'UNDO' });
    const { undoable, redoable, versionNumber } = await versions.currentVideo(video.jobId);
    expect([versionNumber, undoable, redoable?.versionNumber]).toEqual([3, null, 2]);
    expect(redoable).toEqual(await versions.resultOf(id));
  });
});

describe('restoring a clip', () => {
  it('makes the earlier version current as n+1, with its prompt and instruction, in the video that is kept', async () => {
    const video = await newVideo();
    await changed(video, 0, 'add snow');
    await changed(video, 0);
    expect(await outcome(video, { action: 'CLIP', clipIndex: 0, versionNumber: 2, expectedVersion: 3 })).toBe(
      'COMPLETED',
    );
    const { rows } = await versions.clipVersions({ jobId: video.jobId, clipIndex: 0, first: 2, after: null });
    const [restored] = rows;
    expect(rows.map(({ versionNumber, isCurrent }) => [versionNumber, isCurrent])).toEqual([
      [4, true],
      [3, false],
    ]);
    expect(restored).toMatchObject({
      origin: 'RESTORE',
      restoredFrom: 2,
      instruction: 'add snow',
      videoModel: 'local',
    });
    expect(restored!.cost).toBe('0.0000');
    expect(await outcome(video, { action: 'CLIP', clipIndex: 0, versionNumber: 2 })).toBe('ALREADY_CURRENT');
    // A restored version stands for its root: restoring it is restoring that.
    expect(await outcome(video, { action: 'CLIP', clipIndex: 0, versionNumber: 3 })).toBe('COMPLETED');
    expect(await outcome(video, { action: 'CLIP', clipIndex: 0, versionNumber: 4 })).toBe('COMPLETED');
    const current = await db.clipVersion.findFirst({ where: { jobId: video.jobId, isCurrent: true } });
    expect(current).toMatchObject({ versionNumber: 6, restoredFrom: 2 });
  });

  it('queues a run where no video of that footage is kept; it publishes the cut, or leaves all as it is', async () => {
    const video = await newVideo();
    await changed(video, 0);
    await changed(video, 1);
    const asked = { action: 'CLIP', clipIndex: 0, versionNumber: 1 } as const;
    const first = await restore(video, asked);
    if (first.outcome !== 'ADMITTED') throw new Error(first.outcome);
    expect(await outcome(video, { action: 'UNDO' })).toBe('REGENERATION_IN_PROGRESS');
    await endRegeneration(
      db,
      { id: first.regenerationId, attempt: 1 },
      { status: 'canceled', message: 'Canceled.' },
    );
    expect((await versions.currentVideo(video.jobId)).versionNumber).toBe(3);
    const second = await restore(video, asked);
    if (second.outcome !== 'ADMITTED') throw new Error(second.outcome);
    const run = claimOf(second.regenerationId, await claim(db, second.regenerationId, 1));
    const filesFor = async (fence: number): Promise<unknown> =>
      await db.$queryRaw`SELECT * FROM run_restore(${run.id}::uuid, ${fence}::int)`;
    expect(await filesFor(run.fence - 1)).toEqual([]);
    expect(await filesFor(run.fence)).toEqual([
      { clip_index: 0, video_url: 'video-clips/job/clip_0.mp4', sha256: null },
    ]);
    expect(await publishRegeneration(db, run, { videoKey: 'only-snow', message: 'Done!' })).toBe(true);
    expect(await videoOf(video)).toBe('only-snow');
    expect(await outcome(video, { action: 'UNDO' })).toBe('COMPLETED');
  });

  it('brings back the clip of a canceled change, and from there the original, which has no row', async () => {
    const video = await newVideo();
    const run = await running(video, 0, 'add snow');
    const clip = { key: clipKey(run.id), sha256: 'abc', thumbnailKey: null };
    await saveCheckpoint(db, run, { patch: { clip }, stage: 'video_generator', api: 'local', costUsd: '0' });
    await endRegeneration(db, run, { status: 'canceled', message: 'Canceled.' });
    const page = { jobId: video.jobId, clipIndex: 0, first: 10, after: null };
    const { rows, totalCount } = await versions.clipVersions(page);
    expect(rows.map(({ versionNumber, origin, isCurrent }) => [versionNumber, origin, isCurrent])).toEqual([
      [2, 'CHANGE', false],
      [1, 'ORIGINAL', true],
    ]);
    expect(totalCount).toBe(2);
    expect(await outcome(video, { action: 'CLIP', clipIndex: 0, versionNumber: 1 })).toBe('ALREADY_CURRENT');
    const restored = await restore(video, { action: 'CLIP', clipIndex: 0, versionNumber: 2 });
    if (restored.outcome !== 'ADMITTED') throw new Error(restored.outcome);
    const claimed = claimOf(restored.regenerationId, await claim(db, restored.regenerationId, 1));
    await publishRegeneration(db, claimed, { videoKey: 'with-snow', message: 'Done!' });
    expect(await outcome(video, { action: 'UNDO' })).toBe('COMPLETED');
    expect(
      (await versions.clipVersions(page)).rows.map(({ versionNumber, videoUrl }) => [
        versionNumber,
        videoUrl,
      ]),
    ).toEqual([
      [4, ''],
      [3, clipKey(run.id)],
      [2, clipKey(run.id)],
      [1, ''],
    ]);
  });
});

describe('what stands against it', () => {
  it.each<[string, Asked]>([
    ['NOT_FOUND', { action: 'UNDO', jobId: randomUUID() }],
    ['FORBIDDEN', { action: 'UNDO', userId: randomUUID() }],
    ['UNKNOWN_VERSION', { action: 'CLIP', clipIndex: 0, versionNumber: 9 }],
    ['UNKNOWN_VERSION', { action: 'CLIP', clipIndex: 1, versionNumber: 2 }],
    ['UNKNOWN_VERSION', { action: 'VIDEO', versionNumber: 9 }],
    ['UNKNOWN_VERSION', { action: 'VIDEO', versionNumber: 0 }],
    ['ALREADY_CURRENT', { action: 'CLIP', clipIndex: 1, versionNumber: 1 }],
    ['ALREADY_CURRENT', { action: 'VIDEO', versionNumber: 2 }],
    ['VERSION_CONFLICT', { action: 'CLIP', clipIndex: 0, versionNumber: 1, expectedVersion: 1 }],
    ['VERSION_CONFLICT', { action: 'VIDEO', versionNumber: 1, expectedVersion: 1 }],
    ['NOTHING_TO_UNDO', { action: 'REDO', expectedVersion: 2 }],
  ])('%s: %j; nothing moves', async (expected, asked) => {
    const video = await newVideo();
    const id = await changed(video, 0);
    expect(await outcome(video, asked)).toBe(expected);
    expect([await videoOf(video), (await history(video)).length]).toEqual([videoKey(id), 2]);
  });

  it('is a video that was never composed, one whose files are gone, and a version whose clip is gone', async () => {
    const [unmade, expired, torn] = [await newVideo(), await newVideo(), await newVideo()];
    await db.job.update({ where: { id: unmade.jobId }, data: { videoUrl: null } });
    expect(await outcome(unmade, { action: 'UNDO' })).toBe('JOB_NOT_COMPLETED');
    await changed(expired, 0);
    await db.$queryRaw`SELECT expire_job_media(${expired.jobId}::uuid, -1, 'Removed.')`;
    expect(await outcome(expired, { action: 'UNDO' })).toBe('VERSION_GONE');
    expect((await history(expired)).map(({ isRestorable, videoUrl }) => [isRestorable, videoUrl])).toEqual([
      [false, null],
      [false, null],
    ]);
    await changed(torn, 0);
    await restore(torn, { action: 'UNDO' });
    const lost = { jobId: torn.jobId, versionNumber: 2 };
    expect((await history(torn)).map(({ isRestorable }) => isRestorable)).toEqual([true, true, true]);
    const row = await db.clipVersion.findFirstOrThrow({ where: lost });
    await db.clipVersion.deleteMany({ where: lost });
    expect((await history(torn)).map(({ isRestorable }) => isRestorable)).toEqual([true, false, true]);
    expect(await outcome(torn, { action: 'REDO' })).toBe('VERSION_GONE');
    await db.clipVersion.create({ data: { ...row, adjustments: row.adjustments ?? Prisma.DbNull } });
  });

  it('is a key of another request; the same request is answered by what it did', async () => {
    const video = await newVideo();
    await changed(video, 0);
    const asked = { action: 'UNDO', expectedVersion: 2, idempotencyKey: 'key' } as const;
    const [first, again] = [await restore(video, asked), await restore(video, asked)];
    expect([first.outcome, again.outcome]).toEqual(['COMPLETED', 'REPLAYED']);
    expect({ ...again, outcome: '' }).toEqual({ ...first, outcome: '' });
    expect(await outcome(video, { ...asked, inputHash: 'another' })).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is no hourly limit and no budget', async () => {
    const video = await newVideo();
    await changed(video, 0);
    await db.job.update({ where: { id: video.jobId }, data: { totalCost: '99' } });
    for (let step = 0; step < 20; step++)
      expect(await outcome(video, { action: step % 2 === 0 ? 'UNDO' : 'REDO' })).toBe('COMPLETED');
    const limits = { ...LIMITS, budgetUsd: '200', perUserPerHour: 1, perJobPerHour: 1 };
    const change = admissionRequest(video.userId, video.jobId, { clipIndex: 5 });
    expect((await admitRegeneration(db, change, limits)).outcome).toBe('ADMITTED');
  });
});

describe('the files of old final videos', () => {
  const kept = async (video: Video): Promise<number[]> =>
    (await history(video))
      .filter(({ videoUrl }) => videoUrl !== null)
      .map(({ versionNumber }) => versionNumber);
  const forget = async ({ jobId }: Video, most: number): Promise<void> => {
    await db.$queryRaw`SELECT forget_old_videos(${jobId}::uuid, ${most}::int)`;
  };
  const pointers = async ({ jobId }: Video): Promise<string[]> =>
    (await db.$queryRaw<{ key: string }[]>`SELECT media_pointers(ARRAY[${jobId}::uuid]) AS key`).map(
      ({ key }) => key,
    );

  it('are given up but for the newest, the original, the current one, and what undo and redo bring back', async () => {
    const video = await newVideo();
    const ids: string[] = [];
    for (let clip = 0; clip < 5; clip++) ids.push(await changed(video, clip));
    await forget(video, 2);
    expect(await kept(video)).toEqual([6, 5, 1]);
    expect(await pointers(video)).not.toContain(videoKey(ids[0]!));
    expect(await pointers(video)).toEqual(expect.arrayContaining(ids.map(clipKey)));
    expect(await outcome(video, { action: 'UNDO' })).toBe('COMPLETED');
    await forget(video, 0);
    // The version before the undo is what redo brings back; 5 and 7 are the same file.
    expect(await kept(video)).toEqual([7, 6, 5, 1]);
    expect(await outcome(video, { action: 'UNDO' })).toBe('ADMITTED');
    expect((await history(video)).every(({ isRestorable }) => isRestorable)).toBe(true);
  });
});
