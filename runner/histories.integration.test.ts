import fc from 'fast-check';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import pino from 'pino';
import { restoreCut, type RestoreRequest } from '../core/history/restore-cut.js';
import { outputSize } from '../core/job/frames.js';
import { toRecord, jobRowSchema } from '../core/job/job-record.js';
import { admitRegeneration } from '../core/regeneration/admission.js';
import { leaseTiming } from '../core/regeneration/lease-timing.js';
import {
  claimRegeneration,
  releaseLease,
  requestCancel,
  saveCheckpoint,
} from '../core/regeneration/lifecycle.js';
import { rateCard } from '../core/quote/rate-card.js';
import { sha256OfFile } from '../core/storage/file-hash.js';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { brokenInvariants } from '../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../test/kit/database/postgres.js';
import { byEffort } from '../test/kit/effort.js';
import { createComposingFixture, type ComposingFixture } from '../test/kit/media/composing.js';
import { bundledTools } from '../test/kit/media/ffmpegs.js';
import { makeClip, makeSong } from '../test/kit/media/media.js';
import { admissionRequest, LIMITS } from '../test/kit/rows/admit.js';
import { insertJob } from '../test/kit/rows/job-rows.js';
import type { StoredMedia } from './compose/clip-sources.js';
import type { RunOutcome } from './conclude.js';
import { runRegeneration, type RunDeps } from './run.js';

const CLIPS = 2;
const CLIP_SECONDS = 1;
const RESOLUTION = 90;
const HISTORIES = byEffort({ quick: 2, full: 20 });

let database: TestDatabase;
let db: PrismaClient;
let fixture: ComposingFixture;
let footage: StoredMedia[];
let deps: RunDeps;
/** Of every video before its first change, as this release composes it. */
let firstVideo: string | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 3 });
  fixture = await createComposingFixture();
  const patterns = ['testsrc2', 'mandelbrot', 'smptebars', 'color=teal', 'color=red'];
  footage = [];
  for (const [n, pattern] of patterns.entries()) {
    const options = { seconds: CLIP_SECONDS, width: 64, height: 36, fps: 10, pattern };
    footage.push(
      await fixture.stored(await makeClip({ ...options, file: fixture.inFolder(`footage-${n}.mp4`) })),
    );
  }
  await makeSong({ file: fixture.inFolder('song.wav'), seconds: CLIPS * CLIP_SECONDS });
  await fixture.storage.putFile('audio-uploads/job/song.m4a', fixture.inFolder('song.wav'));
  deps = {
    ...{
      db,
      storage: fixture.storage,
      ffmpeg: await bundledTools(),
      lease: leaseTiming(30),
      promptModel: null,
    },
    // Every clip of these changes is made already.
    videoModels: { forModel: unneeded, forCalls: unneeded },
    ...{
      rateCard: rateCard({}, '0'),
      workDir: fixture.inFolder('run'),
      outputResolution: RESOLUTION,
      previews: true,
    },
    changeConcurrency: 1,
    log: pino({ level: 'silent' }),
  };
});
afterAll(async () => {
  await db.$disconnect();
  await Promise.all([database.drop(), fixture.drop()]);
});

function unneeded(): never {
  throw new Error('No clip is to be generated');
}

/** A video as the pipeline leaves it. */
async function newVideo(): Promise<{ userId: string; jobId: string }> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId, clips: CLIPS, clipSeconds: CLIP_SECONDS });
  for (let clip = 0; clip < CLIPS; clip++)
    await fixture.storage.putFile(
      `video-clips/${jobId}/clip_${clip}.mp4`,
      fixture.inFolder(`footage-${clip}.mp4`),
    );
  firstVideo ??= (await compose(jobId, await sourcesOf(jobId, {}))).filePath;
  await fixture.storage.putFile(`video-outputs/${jobId}/first.mp4`, firstVideo);
  await db.job.update({ where: { id: jobId }, data: { videoUrl: `video-outputs/${jobId}/first.mp4` } });
  return { userId, jobId };
}

/** The files of a cut. */
async function sourcesOf(jobId: string, cut: Record<string, number>): Promise<StoredMedia[]> {
  const versions = await db.clipVersion.findMany({ where: { jobId } });
  return Array.from({ length: CLIPS }, (_, clipIndex) => {
    const number = cut[clipIndex] ?? 1;
    const made = versions.find((each) => each.clipIndex === clipIndex && each.versionNumber === number);
    const key =
      made === undefined || made.videoUrl === ''
        ? `video-clips/${jobId}/clip_${clipIndex}.mp4`
        : made.videoUrl;
    return { key, sha256: made?.sha256 ?? null };
  });
}

/** Composes files from nothing. */
async function compose(jobId: string, sources: StoredMedia[]) {
  const [row] = await db.$queryRaw<unknown[]>`SELECT * FROM job_records WHERE id = ${jobId}::uuid`;
  const { data, songKey } = toRecord(jobRowSchema.parse(row));
  return await fixture.compose(outputSize(data.aspectRatio, RESOLUTION), {
    ...{ jobId: randomUUID(), timeline: data, sources, song: { key: songKey!, sha256: null } },
    ffmpeg: deps.ffmpeg,
  });
}

type Video = Awaited<ReturnType<typeof newVideo>>;

/** Runs what is queued, as its runner does. */
async function run(id: string): Promise<RunOutcome> {
  await rm(deps.workDir, { recursive: true, force: true });
  await mkdir(deps.workDir, { recursive: true });
  const { attempt } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  return await runRegeneration(id, attempt, deps, new AbortController().signal);
}

/** A change whose clip an earlier attempt has made, so that only its composition is left. */
async function change(
  { userId, jobId }: Video,
  clipIndex: number,
  { key, sha256 }: StoredMedia,
): Promise<string> {
  const current = await db.clipVersion.findFirst({ where: { jobId, clipIndex, isCurrent: true } });
  const request = { clipIndex, baseVersionNumber: current?.versionNumber ?? 1 };
  const limits = { ...LIMITS, perJobPerHour: 100, perUserPerHour: 100 };
  const admission = await admitRegeneration(db, admissionRequest(userId, jobId, request), limits);
  if (!('regenerationId' in admission)) throw new Error(admission.outcome);
  const id = admission.regenerationId;
  const claimed = await claimRegeneration(db, id, 1);
  if (claimed.outcome !== 'CLAIMED') throw new Error(claimed.outcome);
  // Each change has a file of its own, even where it looks like another one.
  const own = `video-clips/${jobId}/${id}/1/clip.mp4`;
  await fixture.storage.putFile(own, fixture.inFolder(key.split('/').at(-1)!));
  const patch = {
    prompt: { text: 'x' },
    clip: { key: own, sha256, thumbnailKey: 'clip-thumbnails/none.jpg' },
  };
  await saveCheckpoint(db, claimed.claim, { patch, stage: 'video_generator', api: 'local', costUsd: '0' });
  await releaseLease(db, claimed.claim, { giveBack: false });
  return id;
}

type Asked = Pick<RestoreRequest, 'action'> & { clipIndex?: number; versionNumber?: number };

async function restore(video: Video, asked: Asked): Promise<{ outcome: string; regenerationId?: string }> {
  const request = {
    ...video,
    ...asked,
    expectedVersion: null,
    idempotencyKey: null,
    inputHash: '',
    deadlineSeconds: 600,
  };
  return await restoreCut(db, request as RestoreRequest);
}

const giveUpVideos = async ({ jobId }: Video): Promise<void> => {
  await db.$queryRaw`SELECT forget_old_videos(${jobId}::uuid, 0)`;
  // Also what undo would bring back at once: it is to be composed.
  await db.$executeRaw`UPDATE video_versions v SET video_url = NULL FROM jobs j
    WHERE j.id = v.job_id AND j.id = ${jobId}::uuid AND v.video_url <> j.video_url`;
};

async function bytesOf(key: string): Promise<string> {
  const path = fixture.inFolder(`fetched-${randomUUID()}`);
  await fixture.storage.fetchToFile(key, path);
  const hash = await sha256OfFile(path);
  await rm(path);
  return hash;
}

const step = fc.oneof(
  fc.record({ do: fc.constant('change' as const), clip: fc.nat({ max: CLIPS - 1 }), to: fc.nat({ max: 4 }) }),
  fc.record({
    do: fc.constantFrom('UNDO' as const, 'UNDO' as const, 'REDO' as const),
    forgets: fc.boolean(),
  }),
  fc.record({
    ...{ do: fc.constantFrom('CLIP' as const, 'VIDEO' as const), forgets: fc.boolean() },
    ...{ clip: fc.nat({ max: CLIPS - 1 }), number: fc.integer({ min: 1, max: 4 }) },
  }),
);

describe('a history of changes, restores, undos and redos', () => {
  it(`leaves ${HISTORIES} times videos of which each is, byte for byte, what its cut composes to from nothing`, async () => {
    const histories = fc.array(step, { minLength: 4, maxLength: byEffort({ quick: 4, full: 6 }) });
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const video = await newVideo();
        await run(await change(video, 0, footage[3]!));
        const published = new Map<number, string>();
        await note(video, published);
        for (const each of steps) {
          await take(video, each);
          await note(video, published);
        }
        await compareWithNothing(video, published);
        expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    );
  }, 600_000);

  async function take(
    video: Video,
    each: typeof step extends fc.Arbitrary<infer T> ? T : never,
  ): Promise<void> {
    if (each.do === 'change') {
      expect(await run(await change(video, each.clip, footage[each.to]!))).toBe('done');
      return;
    }
    if (each.forgets) await giveUpVideos(video);
    const target = 'clip' in each ? { clipIndex: each.clip, versionNumber: each.number } : {};
    const restored = await restore(video, { action: each.do, ...target });
    if (restored.outcome === 'ADMITTED') expect(await run(restored.regenerationId!)).toBe('done');
  }

  /** The bytes of each video while its file is there. */
  async function note({ jobId }: Video, published: Map<number, string>): Promise<void> {
    for (const { versionNumber, videoUrl } of await db.videoVersion.findMany({ where: { jobId } }))
      if (videoUrl !== null && !published.has(versionNumber))
        published.set(versionNumber, await bytesOf(videoUrl));
  }

  /** What files compose to from nothing, by the files' bytes: once, since it depends on nothing else. */
  const composed = new Map<string, string>();

  async function compareWithNothing({ jobId }: Video, published: Map<number, string>): Promise<void> {
    const versions = await db.videoVersion.findMany({ where: { jobId } });
    expect(published.size).toBe(versions.length);
    for (const { versionNumber, cut } of versions) {
      const sources = await sourcesOf(jobId, cut as Record<string, number>);
      // The originals of all videos are the same files.
      const bytes = sources.map(({ key, sha256 }) => sha256 ?? basename(key)).join();
      if (!composed.has(bytes))
        composed.set(bytes, await sha256OfFile((await compose(jobId, sources)).filePath));
      expect([versionNumber, published.get(versionNumber)]).toEqual([versionNumber, composed.get(bytes)]);
    }
  }
});

describe('a RESTORE run', () => {
  /** Undo of the only change, whose original video is not kept. */
  async function queued(): Promise<{ video: Video; id: string }> {
    const video = await newVideo();
    await run(await change(video, 0, footage[2]!));
    await giveUpVideos(video);
    const { outcome, regenerationId } = await restore(video, { action: 'UNDO' });
    expect(outcome).toBe('ADMITTED');
    return { video, id: regenerationId! };
  }
  const row = async (id: string) =>
    await db.clipRegeneration.findUniqueOrThrow({
      where: { id },
      include: { events: { orderBy: { sequence: 'asc' } } },
    });

  it('makes the bytes of the earlier video again, shows one bar from 0 to 100, and costs nothing', async () => {
    const { video, id } = await queued();
    expect(await run(id)).toBe('done');
    const { status, cost, events } = await row(id);
    expect([status, cost.toNumber()]).toEqual(['completed', 0]);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['RECOMPOSING', 'REGENERATION_COMPLETE']),
    );
    expect(events.find(({ type }) => type === 'RECOMPOSING')!.progress).toBe(0);
    expect(await db.jobCost.count({ where: { jobId: video.jobId } })).toBe(0);
    const { videoUrl } = await db.job.findUniqueOrThrow({ where: { id: video.jobId } });
    expect(await bytesOf(videoUrl!)).toBe(await bytesOf(`video-outputs/${video.jobId}/first.mp4`));
  });

  it('is canceled, or fails where a clip is gone, and all stays as it was; the next one goes through', async () => {
    const { video, id } = await queued();
    const before = await db.job.findUniqueOrThrow({ where: { id: video.jobId } });
    await claimRegeneration(db, id, 1);
    expect(await requestCancel(db, id, video.userId)).toBe('canceling');
    await db.$executeRaw`UPDATE clip_regenerations SET lease_until = clock_timestamp() - interval '1 s' WHERE id = ${id}::uuid`;
    expect(await run(id)).toBe('done');
    expect((await row(id)).status).toBe('canceled');

    const original = `video-clips/${video.jobId}/clip_0.mp4`;
    const again = await restore(video, { action: 'UNDO' });
    await fixture.storage.delete(original);
    for await (const key of fixture.storage.list(`segments/${video.jobId}/`))
      await fixture.storage.delete(key);
    expect(await run(again.regenerationId!)).toBe('done');
    const failed = await row(again.regenerationId!);
    expect([failed.status, failed.cost.toNumber()]).toEqual(['failed', 0]);
    expect(failed.errorMessage).toMatch(/^Clip 1 /);
    const after = await db.job.findUniqueOrThrow({ where: { id: video.jobId } });
    expect([after.videoUrl, after.totalCost]).toEqual([before.videoUrl, before.totalCost]);
    expect(await db.videoVersion.count({ where: { jobId: video.jobId } })).toBe(2);

    await fixture.storage.putFile(original, fixture.inFolder('footage-0.mp4'));
    const last = await restore(video, { action: 'UNDO' });
    expect(await run(last.regenerationId!)).toBe('done');
    expect((await row(last.regenerationId!)).status).toBe('completed');
  });

  it('that a lost runner has left is finished by the next one, from the video that was stored', async () => {
    const { video, id } = await queued();
    const claimed = await claimRegeneration(db, id, 1);
    if (claimed.outcome !== 'CLAIMED') throw new Error(claimed.outcome);
    const key = `video-outputs/${video.jobId}/${id}/1/final.mp4`;
    await writeFile(join(fixture.inFolder('stored.mp4')), 'stored');
    await fixture.storage.putFile(key, fixture.inFolder('stored.mp4'));
    await saveCheckpoint(db, claimed.claim, {
      patch: { video: { key } },
      stage: 'composer',
      api: 'ffmpeg',
      costUsd: '0',
    });
    await releaseLease(db, claimed.claim, { giveBack: false });
    expect(await run(id)).toBe('done');
    expect((await db.job.findUniqueOrThrow({ where: { id: video.jobId } })).videoUrl).toBe(key);
  });
});
