import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrismaClient } from '../../../prisma/client.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { publishChange } from '../../kit/rows/published-change.js';
import { insertRegenerationOf } from '../../kit/rows/running-regeneration.js';
import { ApiClient } from '../../kit/server/client.js';
import { followToEnd } from '../../kit/server/editing.js';
import { startServer, type TestServer } from '../../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../../kit/server/tokens.js';
import { goBack, historyOf, keyAt, type ClipVersion, type Restored, type WayBack } from './history-client.js';
import { removeFolder } from '../../kit/storage/remove-folder.js';

const userId = randomUUID();
let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let db: PrismaClient;
let api: ApiClient;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'history-'));
  db = createPrismaClient(database.databaseUrl, { poolSize: 4 });
  server = await startServer({
    ...{ AUTH_JWT_SECRET: JWT_SECRET, DATABASE_URL: database.databaseUrl, DATA_DIR: dataDir },
  });
  api = new ApiClient(server.url, await tokenFor(userId));
}, 60_000);
afterAll(async () => {
  await api?.close();
  await server?.stop();
  await db.$disconnect();
  await database.drop();
  await removeFolder(dataDir);
});

/** A video with this many changes of its first clip. */
async function changedJob(changes: number): Promise<string> {
  const jobId = await insertJob(db, { userId, clips: 3 });
  for (let change = 1; change <= changes; change++)
    await publishChange(db, { jobId, userId, instruction: `wish ${change}` });
  return jobId;
}

/** A way back that is open. */
async function back(way: WayBack, input: object): Promise<Restored> {
  const { data, errors } = await goBack(api, way, input);
  expect(errors).toBeUndefined();
  return data![way];
}

/** A way back that is refused: its code, status and sentence. Nothing has moved. */
async function refusal(
  way: WayBack,
  input: { jobId: string } & Record<string, unknown>,
): Promise<[string, number, string]> {
  const before = await historyOf(api, input.jobId);
  const regenerations = await db.clipRegeneration.count({ where: { jobId: input.jobId } });
  const { errors } = await goBack(api, way, input);
  expect(await historyOf(api, input.jobId)).toEqual(before);
  expect(await db.clipRegeneration.count({ where: { jobId: input.jobId } })).toBe(regenerations);
  const { message, extensions } = errors![0]!;
  return [extensions.code, extensions.status, message];
}

const numbers = (list: { edges: { node: { versionNumber: number } }[] }): number[] =>
  list.edges.map(({ node }) => node.versionNumber);
const clipVersions = async (jobId: string, clipIndex = 0): Promise<ClipVersion[]> =>
  (await historyOf(api, jobId)).clips[clipIndex]!.versions.edges.map(({ node }) => node);

describe('a video that was never changed', () => {
  it('is its own version 1, and so is each clip; there is nothing to undo or redo', async () => {
    const jobId = await insertJob(db, { userId, clips: 2 });
    const thumbnailUrl = `clip-thumbnails/${jobId}/1.jpg`;
    await db.clipThumbnail.create({ data: { jobId, clipIndex: 1, thumbnailUrl } });
    const { versionNumber, undoable, redoable, versions, clips, videoUrl } = await historyOf(api, jobId);
    expect([versionNumber, undoable, redoable, versions.totalCount]).toEqual([1, null, null, 1]);
    expect(versions.edges[0]!.node).toMatchObject({
      ...{ id: `${jobId}:1`, versionNumber: 1, isCurrent: true, isRestorable: true, changes: [], videoUrl },
      regeneration: null,
    });
    expect(clips.map((clip) => clip.versions.totalCount)).toEqual([1, 1]);
    const { thumbnailUrl: thumbnail, videoUrl: clipUrl, ...original } = clips[1]!.versions.edges[0]!.node;
    expect(original).toMatchObject({
      ...{ id: `${jobId}:1:1`, versionNumber: 1, origin: 'ORIGINAL', isCurrent: true, prompt: 'Scene 1' },
      ...{ instruction: null, restoredFrom: null, regeneration: null, cost: '0.2500' },
    });
    expect([keyAt(thumbnail), clipUrl]).toEqual([thumbnailUrl, clips[1]!.videoUrl]);
  });

  it('that is not composed yet has no version', async () => {
    const jobId = await insertJob(db, { userId, status: 'processing', videoUrl: null });
    const { versionNumber, versions } = await historyOf(api, jobId);
    expect([versionNumber, versions]).toEqual([1, { totalCount: 0, edges: [] }]);
  });
});

describe('versions', () => {
  it('come newest first, each with what it changed, and say which one is current', async () => {
    const jobId = await changedJob(1);
    const last = await publishChange(db, { jobId, userId, clipIndex: 1, instruction: 'make it nighttime' });
    const { versionNumber, versions, clips, undoable, videoUrl } = await historyOf(api, jobId);
    expect([versionNumber, numbers(versions), undoable?.versionNumber]).toEqual([3, [3, 2, 1], 2]);
    expect(versions.edges[0]!.node).toMatchObject({
      ...{ isCurrent: true, summary: 'Clip 2: make it nighttime', videoUrl },
      ...{ changes: [{ clipIndex: 1, fromVersion: 1, toVersion: 2 }], regeneration: { id: last } },
    });
    expect(versions.edges.map(({ node }) => node.isCurrent)).toEqual([true, false, false]);
    expect(clips.map((clip) => numbers(clip.versions))).toEqual([[2, 1], [2, 1], [1]]);
    expect(clips[0]!.versions.edges[0]!.node).toMatchObject({
      ...{
        origin: 'CHANGE',
        isCurrent: true,
        instruction: 'wish 1',
        videoModel: 'local',
        restoredFrom: null,
      },
    });
  });

  const PAGE = `query ($id: ID!, $first: Int, $after: String) { job(id: $id) {
    versions(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { versionNumber } } }
    clips { versions(first: $first, after: $after) { totalCount pageInfo { hasNextPage } edges { node { versionNumber } } } }
  } }`;
  interface Pages {
    job: {
      versions: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } } & Parameters<
        typeof numbers
      >[0];
      clips: {
        versions: { totalCount: number; pageInfo: { hasNextPage: boolean } } & Parameters<typeof numbers>[0];
      }[];
    };
  }

  it('come in pages, each behind the last one', async () => {
    const jobId = await changedJob(3);
    const seen: number[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const { job }: Pages = await api.data<Pages>(PAGE, { id: jobId, first: 3, after });
      expect(numbers(job.versions)).toEqual(numbers(job.clips[0]!.versions));
      expect(job.clips[0]!.versions.pageInfo.hasNextPage).toBe(job.versions.pageInfo.hasNextPage);
      expect([job.versions.totalCount, job.clips[0]!.versions.totalCount]).toEqual([4, 4]);
      seen.push(...numbers(job.versions));
      ({ endCursor: after, hasNextPage: more } = job.versions.pageInfo);
    }
    expect(seen).toEqual([4, 3, 2, 1]);
    const { job } = await api.data<Pages>(PAGE, { id: jobId, first: 3, after });
    expect([numbers(job.versions), job.versions.totalCount]).toEqual([[], 4]);
  });

  it.each([
    [{ first: 0 }, /^first must be between 1 and 100/],
    [{ first: 101 }, /^first must be between 1 and 100/],
    [{ first: -1 }, /^first must be between 1 and 100/],
    [{ after: 'not a cursor' }, /^after must be a cursor/],
    [{ after: '' }, /^after must be a cursor/],
    [{ after: Buffer.from('version|99999999999').toString('base64url') }, /^after must be a cursor/],
    [{ after: Buffer.from('version|0').toString('base64url') }, /^after must be a cursor/],
  ])('refuse a page of %j', async (page, message) => {
    const jobId = await changedJob(0);
    const { errors } = await api.send(PAGE, { id: jobId, ...page });
    const [{ message: said, extensions }] = errors as [NonNullable<typeof errors>[number]];
    expect([extensions.code, said]).toEqual(['BAD_USER_INPUT', expect.stringMatching(message)]);
  });
});

describe('a clip’s version that comes back', () => {
  it('is version n+1 over the same file, at once where that video is kept, and costs nothing', async () => {
    const jobId = await changedJob(1);
    const original = (await historyOf(api, jobId)).versions.edges.at(-1)!.node;
    const input = { jobId, clipIndex: 0, versionNumber: 1, expectedVersion: 2 };
    const { job, regeneration } = await back('restoreClipVersion', input);
    expect(regeneration).toMatchObject({
      ...{ kind: 'RESTORE', status: 'COMPLETED', canCancel: false, canRetry: false, startedAt: null },
      ...{ cost: { total: '0.0000' }, result: { versionNumber: 3, videoUrl: original.videoUrl } },
    });
    expect(job).toMatchObject({ versionNumber: 3, status: 'COMPLETED', videoUrl: original.videoUrl });
    const [restored, change, first] = await clipVersions(jobId);
    expect(restored).toMatchObject({
      ...{ versionNumber: 3, origin: 'RESTORE', restoredFrom: 1, isCurrent: true, prompt: first!.prompt },
      ...{ videoUrl: first!.videoUrl, thumbnailUrl: first!.thumbnailUrl, cost: '0.0000', instruction: null },
      regeneration: { id: regeneration.id },
    });
    expect([change!.isCurrent, first!.isCurrent]).toEqual([false, false]);
  });

  it('of another restored one names the version whose footage it is', async () => {
    const jobId = await changedJob(2);
    await back('restoreClipVersion', { jobId, clipIndex: 0, versionNumber: 2 });
    await back('restoreClipVersion', { jobId, clipIndex: 0, versionNumber: 1 });
    // Version 4 is the footage of version 2.
    await back('restoreClipVersion', { jobId, clipIndex: 0, versionNumber: 4 });
    expect((await clipVersions(jobId))[0]).toMatchObject({
      versionNumber: 6,
      restoredFrom: 2,
      instruction: 'wish 1',
    });
  });

  it('tells subscribers: progress up to the terminal event, and the video itself', async () => {
    const jobId = await changedJob(1);
    const heard = api.subscribe<{ jobChanged: { type: string; job: { versionNumber: number } } }>(
      'subscription ($id: ID!) { jobChanged(jobId: $id) { type job { versionNumber } } }',
      { id: jobId },
    );
    const next = async () =>
      ((await heard.next()).value as { data: { jobChanged: unknown } }).data.jobChanged;
    expect(await next()).toEqual({ type: 'SNAPSHOT', job: { versionNumber: 2 } });
    const { job, regeneration } = await back('undo', { jobId, expectedVersion: 2 });
    expect(await next()).toEqual({ type: 'UPDATED', job: { versionNumber: 3 } });
    await heard.return?.();
    const events = await followToEnd(api, regeneration.id);
    expect(events.map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, 'REGENERATION_STARTED'],
      [2, 'REGENERATION_COMPLETE'],
    ]);
    expect(events.at(-1)).toMatchObject({ progress: 100, videoUrl: job.videoUrl });
  });
});

describe('undo and redo', () => {
  it('go back and forth, and over a batch of clips at once', async () => {
    const jobId = await changedJob(2);
    await publishChange(db, { jobId, userId, clipIndex: 2, instruction: 'darker' });
    const before = await historyOf(api, jobId);
    await back('restoreVideoVersion', { jobId, versionNumber: 1 });
    const { versions, clips } = await historyOf(api, jobId);
    expect(versions.edges[0]!.node.changes).toEqual([
      { clipIndex: 0, fromVersion: 3, toVersion: 4 },
      { clipIndex: 2, fromVersion: 2, toVersion: 3 },
    ]);
    expect(clips.map((clip) => clip.versionNumber)).toEqual([4, 1, 3]);
    // A clip that shows its original again is not an edited one.
    const edited = [before.clips, clips].map((all) => all.map((clip) => clip.isRegenerated));
    expect(edited).toEqual([
      [true, false, true],
      [false, false, false],
    ]);
    const undone = await back('undo', { jobId, expectedVersion: 5 });
    expect(undone.job).toMatchObject({ versionNumber: 6, videoUrl: before.videoUrl });
    expect((await historyOf(api, jobId)).redoable?.versionNumber).toBe(5);
    const redone = await back('redo', { jobId, expectedVersion: 6 });
    expect(redone.job).toMatchObject({
      versionNumber: 7,
      videoUrl: before.versions.edges.at(-1)!.node.videoUrl,
    });
    for (const expectedVersion of [7, 8, 9, 10]) await back('undo', { jobId, expectedVersion });
    const { undoable, redoable, videoUrl } = await historyOf(api, jobId);
    expect([undoable, redoable?.summary, keyAt(videoUrl)]).toEqual([
      null,
      'Clip 1: wish 1',
      'video-outputs/job/final.mp4',
    ]);
  });

  it('of two clicks at once undo once', async () => {
    const jobId = await changedJob(2);
    const input = { jobId, expectedVersion: 3 };
    const answers = await Promise.all([goBack(api, 'undo', input), goBack(api, 'undo', input)]);
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'COMPLETED');
    expect(codes.toSorted((one, other) => one.localeCompare(other))).toEqual([
      'COMPLETED',
      'VERSION_CONFLICT',
    ]);
    expect((await historyOf(api, jobId)).versionNumber).toBe(4);
  });

  it('end with a new change, which undo takes back alone', async () => {
    const jobId = await changedJob(2);
    await back('undo', { jobId, expectedVersion: 3 });
    await publishChange(db, { jobId, userId, instruction: 'warmer' });
    expect(await refusal('redo', { jobId, expectedVersion: 5 })).toEqual([
      ...['NOTHING_TO_UNDO', 400],
      expect.stringMatching(/^There is nothing to redo/),
    ]);
    await back('undo', { jobId, expectedVersion: 5 });
    expect((await historyOf(api, jobId)).undoable?.versionNumber).toBe(1);
  });
});

describe('what cannot come back', () => {
  const other = { jobId: '', clipIndex: 0, versionNumber: 1 };
  it.each<[string, WayBack, object, string, number, RegExp]>([
    [
      'a clip’s version that does not exist',
      'restoreClipVersion',
      { ...other, versionNumber: 9 },
      'BAD_USER_INPUT',
      400,
      /^Clip 1 has no version 9\.$/,
    ],
    [
      'version 0',
      'restoreClipVersion',
      { ...other, versionNumber: 0 },
      'BAD_USER_INPUT',
      400,
      /^Clip 1 has no version 0\.$/,
    ],
    [
      'a negative version',
      'restoreClipVersion',
      { ...other, versionNumber: -2147483648 },
      'BAD_USER_INPUT',
      400,
      /has no version/,
    ],
    [
      'another clip’s version',
      'restoreClipVersion',
      { ...other, clipIndex: 1, versionNumber: 2 },
      'BAD_USER_INPUT',
      400,
      /^Clip 2 has no version 2\.$/,
    ],
    [
      'a clip that does not exist',
      'restoreClipVersion',
      { ...other, clipIndex: 3 },
      'NOT_FOUND',
      404,
      /^There is no clip 4/,
    ],
    [
      'a negative clip',
      'restoreClipVersion',
      { ...other, clipIndex: -1 },
      'BAD_USER_INPUT',
      400,
      /cannot be negative/,
    ],
    [
      'what is shown already',
      'restoreClipVersion',
      { ...other, versionNumber: 3 },
      'BAD_USER_INPUT',
      400,
      /already shows version 3\.$/,
    ],
    [
      'a version as it was seen yesterday',
      'restoreClipVersion',
      { ...other, expectedVersion: 2 },
      'VERSION_CONFLICT',
      409,
      /^Clip 1 has changed meanwhile/,
    ],
    [
      'a video’s version that does not exist',
      'restoreVideoVersion',
      { jobId: '', versionNumber: 4 },
      'BAD_USER_INPUT',
      400,
      /^This video has no version 4\.$/,
    ],
    [
      'the current video',
      'restoreVideoVersion',
      { jobId: '', versionNumber: 3 },
      'BAD_USER_INPUT',
      400,
      /already shows version 3\.$/,
    ],
    [
      'a video as it was seen yesterday',
      'restoreVideoVersion',
      { jobId: '', versionNumber: 1, expectedVersion: 2 },
      'VERSION_CONFLICT',
      409,
      /^This video has changed meanwhile/,
    ],
    [
      'an undo of what was seen yesterday',
      'undo',
      { jobId: '', expectedVersion: 2 },
      'VERSION_CONFLICT',
      409,
      /changed meanwhile/,
    ],
    [
      'a redo before an undo',
      'redo',
      { jobId: '', expectedVersion: 3 },
      'NOTHING_TO_UNDO',
      400,
      /^There is nothing to redo/,
    ],
    [
      'an empty idempotency key',
      'undo',
      { jobId: '', expectedVersion: 3, idempotencyKey: '' },
      'BAD_USER_INPUT',
      400,
      /^idempotencyKey must have/,
    ],
    [
      'an idempotency key with NUL',
      'undo',
      { jobId: '', expectedVersion: 3, idempotencyKey: 'a\0' },
      'BAD_USER_INPUT',
      400,
      /^idempotencyKey must have/,
    ],
  ])('%s', async (_what, way, input, code, status, message) => {
    const jobId = await changedJob(2);
    expect(await refusal(way, { ...input, jobId })).toEqual([code, status, expect.stringMatching(message)]);
  });

  it('is everything of a video that was never changed', async () => {
    const jobId = await changedJob(0);
    const nothing = [...['NOTHING_TO_UNDO', 400], expect.stringMatching(/^There is nothing to undo/)];
    expect(await refusal('undo', { jobId, expectedVersion: 1 })).toEqual(nothing);
    expect((await refusal('restoreVideoVersion', { jobId, versionNumber: 1 }))[2]).toMatch(
      /already shows version 1/,
    );
    expect((await refusal('restoreVideoVersion', { jobId, versionNumber: 2 }))[2]).toMatch(
      /has no version 2/,
    );
    expect((await refusal('restoreClipVersion', { ...other, jobId }))[2]).toMatch(/already shows version 1/);
  });

  it('is anything while a change runs', async () => {
    const jobId = await changedJob(1);
    await insertRegenerationOf(db, { jobId, userId, baseVersionNumber: 2 });
    const running = [...['REGENERATION_IN_PROGRESS', 409], expect.stringMatching(/still running/)];
    expect(await refusal('undo', { jobId, expectedVersion: 2 })).toEqual(running);
    expect(await refusal('restoreClipVersion', { ...other, jobId })).toEqual(running);
  });

  it('is anything of a video that is not composed yet', async () => {
    const jobId = await insertJob(db, { userId, status: 'processing', videoUrl: null });
    expect((await refusal('undo', { jobId, expectedVersion: 1 })).slice(0, 2)).toEqual([
      'JOB_NOT_COMPLETED',
      400,
    ]);
  });

  it('is a version whose clip is gone; its words and the versions without it stay', async () => {
    const jobId = await changedJob(2);
    await db.clipVersion.delete({
      where: { jobId_clipIndex_versionNumber: { jobId, clipIndex: 0, versionNumber: 2 } },
    });
    const { versions } = await historyOf(api, jobId);
    expect(versions.edges.map(({ node }) => node.isRestorable)).toEqual([true, false, true]);
    const gone = [...['VERSION_GONE', 410], expect.stringMatching(/no longer kept/)];
    expect(await refusal('undo', { jobId, expectedVersion: 3 })).toEqual(gone);
    expect(await refusal('restoreVideoVersion', { jobId, versionNumber: 2 })).toEqual(gone);
    await back('restoreVideoVersion', { jobId, versionNumber: 1 });
  });

  it('is anything of a video whose files were removed; what was asked for and what it cost stay', async () => {
    const jobId = await changedJob(1);
    await db.$queryRaw`SELECT expire_job_media(${jobId}::uuid, 0, 'Its files were removed.')`;
    const { versions, clips } = await historyOf(api, jobId);
    expect(versions.edges.map(({ node }) => [node.videoUrl, node.isRestorable])).toEqual([
      [null, false],
      [null, false],
    ]);
    const [change] = clips[0]!.versions.edges.map(({ node }) => node);
    expect(change).toMatchObject({ videoUrl: null, thumbnailUrl: null, instruction: 'wish 1' });
    expect(await refusal('undo', { jobId, expectedVersion: 2 })).toEqual([
      'VERSION_GONE',
      410,
      'Its files were removed.',
    ]);
  });

  it('is somebody else’s', async () => {
    const jobId = await insertJob(db, { userId: randomUUID() });
    const { errors } = await goBack(api, 'undo', { jobId, expectedVersion: 1 });
    expect(errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('an idempotency key', () => {
  it('answers with the same restore for the same input, whatever has happened since', async () => {
    const jobId = await changedJob(2);
    const input = { jobId, expectedVersion: 3, idempotencyKey: randomUUID() };
    const first = await back('undo', input);
    await publishChange(db, { jobId, userId, instruction: 'warmer' });
    const again = await back('undo', input);
    expect(again.regeneration.id).toBe(first.regeneration.id);
    expect((await historyOf(api, jobId)).versionNumber).toBe(5);
  });

  it('is refused with other input', async () => {
    const jobId = await changedJob(2);
    const idempotencyKey = randomUUID();
    await back('restoreClipVersion', { jobId, clipIndex: 0, versionNumber: 1, idempotencyKey });
    const reused = [...['IDEMPOTENCY_KEY_REUSED', 409], expect.stringMatching(/another request/)];
    const others: [WayBack, object][] = [
      ['restoreClipVersion', { clipIndex: 0, versionNumber: 2 }],
      ['restoreClipVersion', { clipIndex: 0, versionNumber: 1, expectedVersion: 4 }],
      ['restoreVideoVersion', { versionNumber: 1 }],
      ['undo', { expectedVersion: 4 }],
      ['redo', { expectedVersion: 4 }],
    ];
    for (const [way, input] of others)
      expect(await refusal(way, { jobId, ...input, idempotencyKey })).toEqual(reused);
  });
});

it('a restore that has failed is not tried again by retryRegeneration', async () => {
  const jobId = await changedJob(1);
  const { regeneration } = await back('undo', { jobId, expectedVersion: 2 });
  const failed = { ...(await db.clipRegeneration.findUniqueOrThrow({ where: { id: regeneration.id } })) };
  const id = randomUUID();
  await db.clipRegeneration.create({
    data: {
      ...failed,
      ...{ id, status: 'failed', restores: failed.restores!, estimatedCost: failed.estimatedCost! },
      ...{
        conversationHistory: [],
        checkpoint: {},
        errorCode: 'TIMEOUT',
        errorMessage: '',
        errorRetryable: true,
      },
    },
  });
  const { errors } = await api.send('mutation ($id: ID!) { retryRegeneration(id: $id) { status } }', { id });
  expect([errors![0]!.extensions.code, errors![0]!.message]).toEqual([
    'BAD_USER_INPUT',
    expect.stringMatching(/Restore the version again/),
  ]);
  expect(
    await api.data<object>('query ($id: ID!) { regeneration(id: $id) { canRetry canCancel } }', { id }),
  ).toEqual({
    regeneration: { canRetry: false, canCancel: false },
  });
});
