import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import pino from 'pino';
import { restoreCut } from '../core/history/restore-cut.js';
import { toRecord, jobRowSchema, type ClipRecord } from '../core/job/job-record.js';
import { lumaOf, warmthOf } from '../core/measurements/measurement.js';
import { JobRepository } from '../core/job/job-repository.js';
import { parseChanges, type ChangeInput } from '../core/order/changes-request.js';
import { retryRequest } from '../core/order/retry-changes.js';
import { orderChanges, type OrderDeps } from '../core/order/order-changes.js';
import { quoteChanges } from '../core/order/quote-changes.js';
import { CostHistories } from '../core/quote/cost-history.js';
import { QuoteSigner } from '../core/quote/quote-token.js';
import { rateCard } from '../core/quote/rate-card.js';
import { admitRegeneration, Admissions } from '../core/regeneration/admission.js';
import { RegenerationRepository } from '../core/regeneration/regeneration-repository.js';
import { leaseTiming } from '../core/regeneration/lease-timing.js';
import {
  claimRegeneration,
  endRegeneration,
  releaseLease,
  saveCheckpoint,
} from '../core/regeneration/lifecycle.js';
import { sha256OfFile } from '../core/storage/file-hash.js';
import { createPrismaClient } from '../prisma/client.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { brokenInvariants } from '../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../test/kit/database/postgres.js';
import { byEffort } from '../test/kit/effort.js';
import { createComposingFixture, type ComposingFixture } from '../test/kit/media/composing.js';
import { bundledTools } from '../test/kit/media/ffmpegs.js';
import { frameHashes, KIT_FFMPEG, makeClip, makeSong } from '../test/kit/media/media.js';
import { renderLooks } from '../test/kit/media/rendering.js';
import { admissionRequest, LIMITS } from '../test/kit/rows/admit.js';
import { insertJob } from '../test/kit/rows/job-rows.js';
import { measureClip } from './measure/measure-clip.js';
import { runRegeneration, type RunDeps } from './run.js';
import { createLocalRenderer } from './video/builtin/local-renderer.js';

const ORIGINAL = 'original.mp4';
const run = promisify(execFile);

let database: TestDatabase;
let db: PrismaClient;
let fixture: ComposingFixture;
let deps: RunDeps;
let orders: OrderDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 3 });
  fixture = await createComposingFixture();
  const size = { seconds: 1, fps: 10, width: 160, height: 90 };
  await makeClip({ ...size, pattern: 'mandelbrot', file: fixture.inFolder(ORIGINAL) });
  await makeClip({ ...size, pattern: 'smptebars', file: fixture.inFolder('model.mp4') });
  await makeSong({ file: fixture.inFolder('song.wav'), seconds: 1 });
  await fixture.storage.putFile('audio-uploads/job/song.m4a', fixture.inFolder('song.wav'));
  const ffmpeg = await bundledTools();
  const renderer = createLocalRenderer(ffmpeg, () => '0');
  const card = rateCard({}, '0');
  deps = {
    ...{ db, ffmpeg, storage: fixture.storage, lease: leaseTiming(30), promptModel: null },
    videoModels: { forModel: () => renderer, forCalls: () => renderer },
    ...{
      rateCard: card,
      workDir: fixture.inFolder('run'),
      outputResolution: 90,
      previews: true,
      changeConcurrency: 1,
    },
    log: pino({ level: 'silent' }),
  };
  const local = {
    ...{
      key: 'local',
      label: 'Built-in',
      provider: 'here',
      durations: [],
      footage: null,
      takesSeed: false,
      isAvailable: true,
      sunset: null,
    },
    actions: ['ADJUST_FOOTAGE' as const],
  };
  orders = {
    ...{ db, jobs: new JobRepository(db), rateCard: card, costHistories: new CostHistories(db) },
    ...{ promptModel: null, batches: { discount: '0', concurrency: 1 }, limits: LIMITS },
    videoModels: { options: [local], forJob: () => 'local' },
    quotes: new QuoteSigner('a secret of at least thirty-two characters'),
    admissions: new Admissions(db),
  };
});
afterAll(async () => {
  await db.$disconnect();
  await Promise.all([database.drop(), fixture.drop()]);
});

interface Video {
  userId: string;
  jobId: string;
}

/** A video of one clip, as the pipeline leaves it. */
async function newVideo(): Promise<Video> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId, clips: 1, clipSeconds: 1, prompt: 'A sunny day' });
  await fixture.storage.putFile(`video-clips/${jobId}/clip_0.mp4`, fixture.inFolder(ORIGINAL));
  return { userId, jobId };
}

const asked = ({ userId, jobId }: Video, instruction: string) =>
  parseChanges(userId, { jobId, changes: [{ clipIndex: 0, instruction }] });

async function runQueued(id: string): Promise<void> {
  await rm(deps.workDir, { recursive: true, force: true });
  await mkdir(deps.workDir, { recursive: true });
  const { attempt } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  expect(await runRegeneration(id, attempt, deps, new AbortController().signal)).toBe('done');
}

/** Asks for a change, as its user does, and runs it. */
async function change(video: Video, instruction: string): Promise<string> {
  const { regenerationId } = await orderChanges(orders, asked(video, instruction));
  await runQueued(regenerationId);
  return regenerationId;
}

async function clipsOf({ jobId }: Video): Promise<ClipRecord[]> {
  const [row] = await db.$queryRaw<unknown[]>`SELECT * FROM job_records WHERE id = ${jobId}::uuid`;
  return toRecord(jobRowSchema.parse(row)).clips;
}
const clipOf = async (video: Video): Promise<ClipRecord> => (await clipsOf(video))[0]!;
const versions = async ({ jobId }: Video) =>
  await db.clipVersion.findMany({ where: { jobId }, orderBy: { versionNumber: 'asc' } });

async function fetched(key: string): Promise<string> {
  const path = fixture.inFolder(`fetched-${randomUUID()}.mp4`);
  await fixture.storage.fetchToFile(key, path);
  return path;
}

async function restore({ userId, jobId }: Video, versionNumber: number): Promise<void> {
  const restored = await restoreCut(db, {
    ...{ userId, jobId, action: 'CLIP', clipIndex: 0, versionNumber, expectedVersion: null },
    ...{ idempotencyKey: null, inputHash: '', deadlineSeconds: 600 },
  });
  if (restored.outcome === 'ADMITTED') await runQueued(restored.regenerationId);
  else expect(restored.outcome).toBe('COMPLETED');
}

async function ssim(one: string, other: string): Promise<number> {
  const { stderr } = await run(KIT_FFMPEG, ['-i', one, '-i', other, '-lavfi', 'ssim', '-f', 'null', '-']);
  return Number(/All:([\d.]+)/.exec(stderr)![1]);
}

/** What the history says of the last change. */
async function summary({ jobId }: Video): Promise<string> {
  const newest = { where: { jobId }, orderBy: { versionNumber: 'desc' } } as const;
  return (await db.videoVersion.findFirstOrThrow(newest)).summary;
}

const adjustments = (...of: [string, number][]): { id: string; strength: number }[] =>
  of.map(([id, strength]) => ({ id, strength }));

/** What many people do: try, soften, take away, and try something else. */
const TWENTY = [
  ...['make it brighter', 'a bit warmer', 'a bit less', 'more contrast', 'softer'],
  ...['make it dreamy', 'stronger', 'a bit less', 'remove the dreamy look', 'much warmer'],
  ...['less color', 'a bit more', 'make it sunset', 'no more sunset', 'darker'],
  ...['brighter', 'a bit brighter', 'a bit warmer', 'make it slightly ethereal', 'a bit less'],
];

describe('adjustments of a clip', () => {
  const count = byEffort({ quick: 7, full: TWENTY.length });

  it(`${count} of them, one after the other, are one encode of the untouched footage`, async () => {
    const video = await newVideo();
    for (const instruction of TWENTY.slice(0, count)) await change(video, instruction);
    const { adjustments: recipe, currentVideoKey, footageVersion, versionNumber } = await clipOf(video);
    expect(footageVersion).toBe(1);
    expect(versionNumber).toBe(count + 1);
    const once = await renderLooks(fixture.inFolder(ORIGINAL), recipe as never);
    const drawn = await fetched(currentVideoKey!);
    expect(recipe!.length).toBeGreaterThan(2);
    expect(await ssim(drawn, once)).toBeGreaterThanOrEqual(0.99);
    // The result is measured beside.
    const { measured } = await db.mediaMeasurement.findUniqueOrThrow({
      where: { jobId_key: { jobId: video.jobId, key: currentVideoKey! } },
    });
    const again = { ffmpeg: deps.ffmpeg, scratch: fixture.inFolder('measured') };
    const { measured: expected } = (await measureClip(drawn, 1, again, new AbortController().signal))!;
    const kept = { score: expect.any(Number), edges: expect.any(Number) };
    expect(measured).toEqual({ ...expected, kept: expect.objectContaining(kept) });
    // They are seen.
    expect(await ssim(drawn, fixture.inFolder(ORIGINAL))).toBeLessThan(0.98);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 120_000);

  it('are softened and taken away; without any the clip is its untouched file again, and the video too', async () => {
    const video = await newVideo();
    await change(video, 'make it nighttime');
    expect((await clipOf(video)).adjustments).toEqual(adjustments(['nighttime', 1]));
    const softer = await quoteChanges(orders, asked(video, 'a bit less'));
    expect(softer.reply).toMatch(/^“Nighttime” goes from 100 % to 75 %\. Only clip 1 changes/);
    await change(video, 'a bit less');
    expect((await clipOf(video)).adjustments).toEqual(adjustments(['nighttime', 0.75]));
    await change(video, 'make it warmer');
    expect((await clipOf(video)).currentPrompt).toMatch(/at night.*warm/);
    await change(video, 'without the night');
    const warm = await clipOf(video);
    expect(warm.adjustments).toEqual(adjustments(['warmer', 1]));
    expect(warm.currentPrompt).not.toMatch(/night/);

    const id = await change(video, 'no more warmth');
    const clip = await clipOf(video);
    expect([clip.adjustments, clip.footageVersion, clip.currentPrompt]).toEqual([[], 1, clip.prompt]);
    expect(await sha256OfFile(await fetched(clip.currentVideoKey!))).toBe(
      await sha256OfFile(fixture.inFolder(ORIGINAL)),
    );
    expect(clip.currentVideoKey).toContain(id);
    // Of the same bytes, it is the video that the original composes to.
    const cut = await db.job.findUniqueOrThrow({ where: { id: video.jobId } });
    await db.videoVersion.updateMany({
      where: { jobId: video.jobId, versionNumber: 1 },
      data: { videoUrl: null },
    });
    await restore(video, 1);
    const original = await db.job.findUniqueOrThrow({ where: { id: video.jobId } });
    expect(await sha256OfFile(await fetched(cut.videoUrl!))).toBe(
      await sha256OfFile(await fetched(original.videoUrl!)),
    );
    await change(video, 'make it darker');
    expect((await clipOf(video)).footageVersion).toBe(1);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);

  it('that a clip has already are not offered again', async () => {
    const video = await newVideo();
    await change(video, 'make it nighttime');
    const refusal = async (instruction: string): Promise<unknown> =>
      await orderChanges(orders, asked(video, instruction)).catch((error: unknown) => error);
    expect(await refusal('make it nighttime')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'This clip has “Nighttime” already. Say “stronger” or “softer” to change how much of it.',
    });
    await change(video, 'much stronger');
    await change(video, 'stronger');
    expect(await refusal('even stronger')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: '“Nighttime” is as strong as it gets in this clip.',
    });
  }, 60_000);

  it('are offered before the change that makes them is done: what becomes of them is known at its turn', async () => {
    const video = await newVideo();
    await change(video, 'a bit warmer');
    const { regenerationId } = await orderChanges(orders, asked(video, 'make it nighttime'));
    const { changes, reply } = await quoteChanges(orders, asked(video, 'a bit less'));
    expect(reply).toMatch(
      /^I'll change how much there is of “Nighttime” once what was asked for before is done\./,
    );
    expect(changes[0]!.lastInstruction.map(({ id }) => id)).toEqual(['nighttime']);
    await runQueued(regenerationId);
    expect((await quoteChanges(orders, asked(video, 'a bit less'))).reply).toMatch(
      /^“Nighttime” goes from 100 %/,
    );
  }, 60_000);

  it('come back with the version that has them, and are edited there', async () => {
    const video = await newVideo();
    await change(video, 'make it nighttime');
    await change(video, 'make it sunset');
    await restore(video, 2);
    const restored = await clipOf(video);
    expect([restored.versionNumber, restored.rootVersion]).toEqual([4, 2]);
    expect([restored.adjustments, restored.footageVersion]).toEqual([adjustments(['nighttime', 1]), 1]);
    await change(video, 'a bit less');
    expect((await clipOf(video)).adjustments).toEqual(adjustments(['nighttime', 0.75]));
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);
});

describe('a part of a clip', () => {
  const changedFrames = async ({ currentVideoKey }: ClipRecord): Promise<number[]> => {
    const was = await frameHashes(fixture.inFolder(ORIGINAL));
    const is = await frameHashes(await fetched(currentVideoKey!));
    expect(is).toHaveLength(was.length);
    return was.flatMap((hash, at) => (hash === is[at] ? [] : [at]));
  };
  const part = { from: 0.2, to: 0.6 };

  it('alone is drawn, said in the history, edited where it is, and taken away without a trace', async () => {
    const video = await newVideo();
    const brighter = { ...asked(video, 'brighter') };
    brighter.changes[0]!.range = part;
    const { regenerationId } = await orderChanges(orders, brighter);
    await runQueued(regenerationId);
    expect(await summary(video)).toBe('Clip 1: brighter, from 0.2 s to 0.6 s');
    const once = await clipOf(video);
    expect(once.adjustments).toEqual([{ id: 'brighter@0.2-0.6', strength: 1, part }]);
    expect([once.footageVersion, once.currentPrompt]).toEqual([1, 'A sunny day 0']);
    // Of ten frames a second.
    expect(await changedFrames(once)).toEqual([2, 3, 4, 5]);

    await change(video, 'a bit less');
    expect((await clipOf(video)).adjustments).toEqual([{ id: 'brighter@0.2-0.6', strength: 0.75, part }]);
    await change(video, 'black and white in the last half of the clip');
    expect(await changedFrames(await clipOf(video))).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    await change(video, 'without the black and white effect');
    await change(video, 'without the brighter effect from 0.2 s to 0.6 s');
    const untouched = await clipOf(video);
    expect([untouched.adjustments, untouched.sha256]).toEqual([
      [],
      await sha256OfFile(fixture.inFolder(ORIGINAL)),
    ]);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);

  it('that failed is tried again as the same part', async () => {
    const video = await newVideo();
    const { regenerationId } = await orderChanges(orders, asked(video, 'darker from 0.2 s to 0.6 s'));
    const claimed = await claimRegeneration(db, regenerationId, 1);
    if (claimed.outcome !== 'CLAIMED') throw new Error(claimed.outcome);
    await endRegeneration(db, claimed.claim, { status: 'canceled', message: 'Canceled.' });
    const rows = new RegenerationRepository(db);
    const ended = (await rows.find(regenerationId, video.userId))!;
    const was = await rows.changesOf(regenerationId);
    const again = retryRequest(ended, was, new Map(), null, orders.videoModels);
    await runQueued((await orderChanges(orders, again)).regenerationId);
    expect(await summary(video)).toBe('Clip 1: darker, from 0.2 s to 0.6 s');
    expect(await changedFrames(await clipOf(video))).toEqual([2, 3, 4, 5]);
  }, 60_000);
});

describe('footage that is not adjusted', () => {
  /** The request of a change as a model or the previous release would make it: without adjustments. */
  async function admitted(video: Video): Promise<string> {
    const { versionNumber } = await clipOf(video);
    const request = admissionRequest(video.userId, video.jobId, {
      ...{ clipIndex: 0, baseVersionNumber: versionNumber },
      estimatedCost: { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true },
    });
    const admission = await admitRegeneration(db, request, LIMITS);
    if (!('regenerationId' in admission)) throw new Error(admission.outcome);
    return admission.regenerationId;
  }

  /** Leaves a change as its row is after an attempt that knows nothing of adjustments has made its clip. */
  async function made(video: Video, id: string, file: string): Promise<string> {
    const claimed = await claimRegeneration(db, id, 1);
    if (claimed.outcome !== 'CLAIMED') throw new Error(claimed.outcome);
    const key = `video-clips/${video.jobId}/${id}/1/clip.mp4`;
    await fixture.storage.putFile(key, fixture.inFolder(file));
    const clip = { key, sha256: await sha256OfFile(fixture.inFolder(file)), thumbnailKey: null };
    const patch = { prompt: { text: 'x' }, clip };
    await saveCheckpoint(db, claimed.claim, { patch, stage: 'video_generator', api: 'fal', costUsd: '0' });
    await releaseLease(db, claimed.claim, { giveBack: false });
    return id;
  }

  it('is that of the last version that a model made; its file is kept as long as adjustments begin with it', async () => {
    const video = await newVideo();
    await change(video, 'make it nighttime');
    await runQueued(await made(video, await admitted(video), 'model.mp4'));
    const model = await clipOf(video);
    expect([model.adjustments, model.versionNumber]).toEqual([null, 3]);
    await change(video, 'make it darker');
    await change(video, 'a bit warmer');
    const clip = await clipOf(video);
    expect([clip.adjustments, clip.footageVersion]).toEqual([adjustments(['darker', 1], ['warmer', 0.5]), 3]);
    const once = await renderLooks(fixture.inFolder('model.mp4'), clip.adjustments as never);
    expect(await ssim(await fetched(clip.currentVideoKey!), once)).toBeGreaterThanOrEqual(0.99);
    const kept = await db.$queryRaw<{ key: string }[]>`
      SELECT media_pointers(ARRAY[${video.jobId}::uuid]) AS key`;
    expect(kept.map(({ key }) => key)).toContain(model.currentVideoKey);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);

  it('is the current file, of a run that the previous release admitted; what comes then begins with its result', async () => {
    const video = await newVideo();
    await change(video, 'make it nighttime');
    // Its requests say nothing of adjustments.
    const request = { clipIndex: 0, baseVersionNumber: 2, templates: ['warmer'], instruction: 'warmer' };
    const admission = await admitRegeneration(
      db,
      admissionRequest(video.userId, video.jobId, request),
      LIMITS,
    );
    if (!('regenerationId' in admission)) throw new Error(admission.outcome);
    const [, night] = await versions(video);
    await runQueued(admission.regenerationId);
    const clip = await clipOf(video);
    expect([clip.versionNumber, clip.adjustments, clip.footageVersion]).toEqual([3, null, 3]);
    const overNight = await renderLooks(await fetched(night!.videoUrl), ['warmer']);
    expect(await ssim(await fetched(clip.currentVideoKey!), overNight)).toBeGreaterThanOrEqual(0.99);
    await expect(orderChanges(orders, asked(video, 'a bit less'))).rejects.toMatchObject({
      message: /^“Warmer” is in the picture itself/,
    });
    await change(video, 'a bit more');
    const more = await clipOf(video);
    expect([more.adjustments, more.footageVersion]).toEqual([adjustments(['warmer', 1]), 3]);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);

  it('is what a runner of the previous release has made of a change with adjustments: it says none', async () => {
    const video = await newVideo();
    const { regenerationId } = await orderChanges(orders, asked(video, 'make it nighttime'));
    await runQueued(await made(video, regenerationId, 'model.mp4'));
    const clip = await clipOf(video);
    expect([clip.versionNumber, clip.adjustments, clip.footageVersion]).toEqual([2, null, 2]);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);

  /** "Stronger" of a night, canceled after its clip was made. */
  async function canceled(video: Video): Promise<string> {
    await change(video, 'make it nighttime');
    const { regenerationId: id } = await orderChanges(orders, asked(video, 'stronger'));
    const claimed = await claimRegeneration(db, id, 1);
    if (claimed.outcome !== 'CLAIMED') throw new Error(claimed.outcome);
    const [planned] = await db.clipChange.findMany({ where: { regenerationId: id } });
    expect([planned!.adjustments, planned!.footageVersion]).toEqual([adjustments(['nighttime', 1.5]), 1]);
    const key = `video-clips/${video.jobId}/${id}/1/clip.mp4`;
    await fixture.storage.putFile(key, fixture.inFolder('model.mp4'));
    const sha256 = await sha256OfFile(fixture.inFolder('model.mp4'));
    const drawn = { adjustments: planned!.adjustments, footageVersion: 1 };
    await saveCheckpoint(db, claimed.claim, {
      patch: { prompt: { text: 'x' }, clip: { key, sha256, thumbnailKey: null, ...drawn } },
      ...{ stage: 'video_generator', api: 'local', costUsd: '0' },
    });
    await endRegeneration(db, claimed.claim, { status: 'canceled', message: 'Canceled.' });
    return id;
  }

  it('has the adjustments that its runner has drawn, also where its change was canceled then', async () => {
    const video = await newVideo();
    await canceled(video);
    const [, , left] = await versions(video);
    expect([left!.isCurrent, left!.adjustments, left!.footageVersion]).toEqual([
      false,
      adjustments(['nighttime', 1.5]),
      1,
    ]);
    await restore(video, 3);
    await change(video, 'a bit less');
    expect((await clipOf(video)).adjustments).toEqual(adjustments(['nighttime', 1.25]));
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);

  it('has them, too, where a retry takes over what was drawn', async () => {
    const video = await newVideo();
    const retryOf = await canceled(video);
    const { regenerationId } = await orderChanges(orders, { ...asked(video, 'stronger'), retryOf });
    await runQueued(regenerationId);
    const clip = await clipOf(video);
    expect(clip.currentVideoKey).toContain(retryOf);
    expect([clip.adjustments, clip.footageVersion]).toEqual([adjustments(['nighttime', 1.5]), 1]);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);
});

describe('the look of another clip', () => {
  /** Two clips: one of the footage of all tests, and one that is dark and blue. */
  async function twoClips(): Promise<Video> {
    const userId = randomUUID();
    const jobId = await insertJob(db, { userId, clips: 2, clipSeconds: 1, prompt: 'A sunny day' });
    const blue = fixture.inFolder('blue.mp4');
    const filters = "curves=r='0/0 1/0.2':g='0/0 1/0.3':b='0/0.1 1/0.6'";
    await makeClip({
      file: blue,
      seconds: 1,
      fps: 10,
      width: 160,
      height: 90,
      pattern: 'mandelbrot',
      filters,
    });
    await fixture.storage.putFile(`video-clips/${jobId}/clip_0.mp4`, fixture.inFolder(ORIGINAL));
    await fixture.storage.putFile(`video-clips/${jobId}/clip_1.mp4`, blue);
    return { userId, jobId };
  }

  const styled = ({ userId, jobId }: Video, changed: Partial<ChangeInput>) =>
    parseChanges(userId, { jobId, changes: [{ clipIndex: 0, instruction: '', ...changed }] });

  async function measured({ currentVideoKey }: ClipRecord) {
    const measuring = { ffmpeg: deps.ffmpeg, scratch: fixture.inFolder('measured') };
    const { signal } = new AbortController();
    return (await measureClip(await fetched(currentVideoKey!), 1, measuring, signal))!.measured;
  }

  const looks = ({ adjustments: all }: ClipRecord) => all!.map(({ id, strength }) => [id, strength]);

  it('is measured when it is first drawn, stays under what comes later, and is taken away', async () => {
    const video = await twoClips();
    await change(video, 'make it warmer');
    const offer = await quoteChanges(orders, styled(video, { styleFrom: { clipIndex: 1 } }));
    expect(offer.cost.total).toBe('0.0000');
    expect(offer.changes[0]!.instruction).toBe('Like clip 2');
    const order = { ...styled(video, { styleFrom: { clipIndex: 1 } }), quoteToken: offer.token };
    await runQueued((await orderChanges(orders, order)).regenerationId);

    const [clip, other] = await clipsOf(video);
    expect(looks(clip!)).toEqual([['style', 1]]);
    expect(await summary(video)).toBe('Clip 1: like clip 2');
    expect([clip!.footageVersion, clip!.currentPrompt]).toEqual([1, 'A sunny day 0']);
    const [is, wanted] = [await measured(clip!), await measured(other!)];
    // It is kept for whatever asks next, and the contrast with the style.
    const kept = await db.mediaMeasurement.findFirstOrThrow({ where: { key: other!.currentVideoKey! } });
    expect(kept.measured).toEqual(wanted);
    expect(clip!.adjustments).toMatchObject([{ of: { seen: { contrast: wanted.contrast } } }]);
    expect(Math.abs(lumaOf(is) - lumaOf(wanted))).toBeLessThanOrEqual(2);
    expect(Math.abs(warmthOf(is) - warmthOf(wanted))).toBeLessThanOrEqual(2);

    await change(video, 'a bit brighter');
    const brighter = (await clipsOf(video))[0]!;
    expect(looks(brighter)).toEqual([
      ['style', 1],
      ['brighter', 0.5],
    ]);
    expect(brighter.adjustments![0]).toEqual(clip!.adjustments![0]);
    expect(lumaOf(await measured(brighter))).toBeGreaterThan(lumaOf(is) + 2);

    await change(video, 'without the look');
    expect(looks((await clipsOf(video))[0]!)).toEqual([['brighter', 0.5]]);
    expect(await brokenInvariants(db, [video.jobId])).toEqual([]);
  }, 60_000);

  it('is asked for in words, from an earlier version, and again where the first try failed', async () => {
    const video = await twoClips();
    const inWords = await quoteChanges(orders, styled(video, { instruction: 'same colors as clip 2' }));
    expect(inWords.changes[0]!.quote.recipe!.style).toMatchObject({
      clipIndex: 1,
      versionNumber: 1,
      strength: 1,
    });
    const own = styled(video, { styleFrom: { clipIndex: 0 } });
    await expect(quoteChanges(orders, own)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });

    const night = parseChanges(video.userId, {
      jobId: video.jobId,
      changes: [{ clipIndex: 1, instruction: 'make it nighttime' }],
    });
    await runQueued((await orderChanges(orders, night)).regenerationId);
    const first = { styleFrom: { clipIndex: 1, versionNumber: 1, strength: 0.5 } };
    const { regenerationId: failed } = await orderChanges(orders, styled(video, first));
    const claimed = await claimRegeneration(db, failed, 1);
    if (claimed.outcome !== 'CLAIMED') throw new Error(claimed.outcome);
    await endRegeneration(db, claimed.claim, { status: 'canceled', message: 'Canceled.' });
    const rows = new RegenerationRepository(db);
    const ended = (await rows.find(failed, video.userId))!;
    const again = retryRequest(ended, await rows.changesOf(failed), new Map(), null, orders.videoModels);
    await runQueued((await orderChanges(orders, again)).regenerationId);
    expect(await summary(video)).toBe('Clip 1: like clip 2');
    const [clip, dark] = await clipsOf(video);
    expect(clip!.adjustments).toMatchObject([
      { id: 'style', strength: 0.5, of: { clipIndex: 1, versionNumber: 1 } },
    ]);
    expect(dark!.versionNumber).toBe(2);
    // What it looks like was seen once: that file is not needed any more.
    await fixture.storage.delete(`video-clips/${video.jobId}/clip_1.mp4`);
    await change(video, 'a bit warmer');
    expect(looks((await clipsOf(video))[0]!)).toEqual([
      ['style', 0.5],
      ['warmer', 0.5],
    ]);
    // Its own earlier version, with and without words.
    const earlier = { styleFrom: { clipIndex: 1, versionNumber: 1 } };
    for (const instruction of ['', 'like version 1', 'the light of version 1'])
      expect(
        (await quoteChanges(orders, styled(video, { ...earlier, clipIndex: 1, instruction }))).changes[0],
      ).toMatchObject({
        kept: 'like version 1',
        style: { clipIndex: 1, versionNumber: 1 },
        quote: {
          inShort:
            "I'll give this clip the light, color and contrast of its version 1. That takes the place of “Nighttime”.",
        },
      });
    const gone = { styleFrom: { clipIndex: 1, versionNumber: 7 } };
    await expect(quoteChanges(orders, styled(video, gone))).rejects.toMatchObject({
      message: 'Clip 2 has no version 7.',
    });
  }, 60_000);
});
