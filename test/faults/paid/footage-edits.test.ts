import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { framesApart, meanLuma } from '../../kit/media/media.js';
import {
  booksOf,
  callOf,
  createPaidFixture,
  eachBook,
  letAnHourPass,
  meter,
  type Billed,
  type PaidFixture,
} from '../../kit/paid/paid-fixture.js';
import { spread } from '../../kit/effort.js';
import { startDemoCluster, type DemoCluster } from '../../kit/kubernetes/with-demo.js';
import { createSixClipFixture } from '../../kit/server/demo-fixture.js';
import { allDead, dieAt, dieNoMore, named, type Deaths } from '../deaths.js';
import { REGENERATE, type ProgressEvent, type RegenerateAnswer } from '../../kit/server/operations.js';

/** Footage that a provider's model edits: what it is sent, what is kept, what it costs, and faults on the way. */
let fixture: PaidFixture;
let cluster: DemoCluster;
/** Each clip lasts one second, in pictures of 320x180. */
const SLOT_FRAMES = 30;
/** Kling takes three seconds at least. */
const KLING_FRAMES = 90;
const KLING_USD = '0.3780';
const COMPLETE = expect.objectContaining({ type: 'REGENERATION_COMPLETE' }) as ProgressEvent;

beforeAll(async () => {
  // A model that takes less than a clip of the video.
  const short = {
    gen4_aleph: {
      sunset: null,
      footage: { seconds: [0.2, 0.5], side: [256, 1920], frameRate: [16, 60], maxMegabytes: 16 },
    },
  };
  fixture = await createPaidFixture({
    createFixture: createSixClipFixture,
    // On a cluster a test can kill a runner without starting another server.
    env: async (video, provider) => {
      cluster = await startDemoCluster(video);
      cluster.secret.REPLICATE_API_TOKEN = provider.env.REPLICATE_API_TOKEN;
      return { ...cluster.environment, VIDEO_MODELS: JSON.stringify({ replicate: short }) };
    },
  });
}, 300_000);
afterAll(async () => {
  await fixture.drop();
  await cluster.kubernetes.close();
});
beforeEach(() => {
  fixture.provider.faults.clear();
  fixture.provider.edits(async ({ bytes }) => bytes);
  fixture.provider.course({ runMs: 300, startMs: 50, end: 'succeeded' });
});
afterEach(async () => {
  expect(await brokenInvariants(fixture.db)).toEqual([]);
  await letAnHourPass(fixture.db);
  dieNoMore(cluster);
});

const QUOTE = `query ($jobId: ID!, $changes: [ClipChangeInput!]!) { changesQuote(jobId: $jobId, changes: $changes) {
  token reply changes { action videoModel prompt keeps estimatedCost { video known }
    alternatives { action videoModel keeps estimatedCost { video } } warnings { code } } } }`;

interface Quoted {
  changesQuote: {
    token: string;
    reply: string;
    changes: {
      action: string;
      videoModel: string;
      prompt: string | null;
      keeps: string;
      estimatedCost: { video: string; known: boolean };
      alternatives: { action: string; videoModel: string; estimatedCost: { video: string } }[];
    }[];
  };
}

interface Asked {
  clipIndex: number;
  instruction: string;
  action?: string;
  videoModel?: string;
  takes?: number;
}

const edit = (clipIndex: number, change: Partial<Asked> = {}): Asked => ({
  ...{ clipIndex, instruction: 'give the girl a green hat', action: 'EDIT_FOOTAGE' },
  ...change,
});

async function quoteOf(asked: Asked): Promise<Quoted['changesQuote']> {
  return (await fixture.api.data<Quoted>(QUOTE, { jobId: fixture.jobId, changes: [asked] })).changesQuote;
}

/** Orders an edit and follows it to its end. */
async function order(asked: Asked): Promise<{ id: string; end: ProgressEvent; billed: Billed }> {
  const count = meter(fixture.provider);
  const { regenerateClip } = await fixture.api.data<RegenerateAnswer>(REGENERATE, {
    input: { jobId: fixture.jobId, ...asked },
  });
  const id = regenerateClip.regenerationId;
  return { id, end: await fixture.last(id), billed: count() };
}

/** A clip's file, locally. */
async function fileOf(key: string): Promise<string> {
  const file = join(fixture.dataDir, `${key.replaceAll('/', '-')}.mp4`);
  await createLocalDiskStorage(join(fixture.dataDir, 'storage')).fetchToFile(
    key,
    file,
    new AbortController().signal,
  );
  return file;
}

const versionsOf = async (clipIndex: number) =>
  await fixture.db.clipVersion.findMany({
    where: { jobId: fixture.jobId, clipIndex },
    orderBy: { versionNumber: 'asc' },
  });

/** The file that was sent last, locally. */
async function lastSent(): Promise<string> {
  const file = join(fixture.dataDir, 'sent.mp4');
  await writeFile(file, fixture.provider.files.at(-1)!.bytes);
  return file;
}

describe('an edit of footage', () => {
  it('is offered with its prompt and its price, and with what else could be ordered', async () => {
    const { changes, reply } = await quoteOf(edit(0));
    const { alternatives, ...planned } = changes[0]!;
    expect(planned).toMatchObject({
      ...{ action: 'EDIT_FOOTAGE', videoModel: 'kling_o1_edit', keeps: 'keeps motion and framing' },
      ...{ estimatedCost: { video: KLING_USD, known: false } },
      prompt: expect.stringMatching(/^Change this video: give the girl a green hat\. Keep everything else/),
    });
    expect(reply).toContain('kling_o1_edit edits the footage of clip 1: “give the girl a green hat”.');
    const ways = alternatives.map(({ action, videoModel }) => `${action} ${videoModel}`);
    expect(ways).toContain('EDIT_FOOTAGE luma_modify');
    expect(ways).toContain('NEW_SHOT kling_v21');
    expect(ways.join()).not.toContain('gen4_aleph');
  });

  it('sends what the slot shows of the footage, held to what the model takes, once, and publishes that part of what comes back', async () => {
    const { id, end, billed } = await order(edit(0));
    expect([end, billed]).toEqual([COMPLETE, { charged: 1, made: 1, usd: KLING_USD }]);
    expect(await booksOf(fixture.db, id)).toEqual(eachBook(KLING_USD));
    const made = fixture.provider.predictions.at(-1)!;
    expect(made.input).toMatchObject({
      ...{ video_reference_type: 'base', keep_original_sound: false },
      prompt: expect.stringMatching(/^In <<<video_1>>>: Change this video: give the girl a green hat\./),
    });
    expect(made.footage!.video).toMatchObject({ width: 1280, height: 720, fps: 30, frames: KLING_FRAMES });
    const [original, edited] = await versionsOf(0);
    const apart = await framesApart(await lastSent(), await fileOf(original!.videoUrl));
    expect(Math.max(...apart)).toBeLessThan(2);
    expect(apart).toHaveLength(SLOT_FRAMES);
    const kept = await framesApart(await lastSent(), await fileOf(edited!.videoUrl));
    expect([kept.length, Math.max(...kept) < 1]).toEqual([SLOT_FRAMES, true]);
    expect(edited).toMatchObject({ isCurrent: true, adjustments: null, videoModel: 'kling_o1_edit' });
    // What the clip shows goes on from its own prompt; the model was told what changes.
    expect(edited!.prompt).toContain('give the girl a green hat');
    expect(edited!.prompt).not.toContain('Keep everything else');
    expect((await callOf(fixture.db, id)).request).toMatchObject({
      seconds: 3,
      input: { reference_video: expect.stringMatching(/^http/) as string },
    });
  }, 90_000);

  it('charged by pixels costs what the pictures have that were sent, and never more than was offered', async () => {
    const { changes } = await quoteOf(edit(1, { videoModel: 'luma_modify' }));
    const { id, end, billed } = await order(edit(1, { videoModel: 'luma_modify' }));
    expect(end).toEqual(COMPLETE);
    const { width, height, frames } = fixture.provider.files.at(-1)!.video!;
    expect([width, height, frames]).toEqual([454, 256, SLOT_FRAMES]);
    const { videoUrl } = (await versionsOf(1)).at(-1)!;
    expect(Math.max(...(await framesApart(await lastSent(), await fileOf(videoUrl))))).toBe(0);
    expect(fixture.provider.predictions.at(-1)!.input).toMatchObject({ mode: 'adhere_2' });
    expect(Number(billed.usd)).toBeLessThan(Number(changes[0]!.estimatedCost.video));
    expect(await booksOf(fixture.db, id)).toEqual(eachBook(billed.usd));
  }, 90_000);

  it('is of the untouched footage, and what was drawn over that is drawn over the edit', async () => {
    const night = await order({ clipIndex: 2, instruction: 'make it nighttime', action: 'ADJUST_FOOTAGE' });
    expect([night.end, night.billed.made]).toEqual([COMPLETE, 0]);
    const luma = edit(2, { videoModel: 'luma_modify' });
    const { reply } = await quoteOf(luma);
    expect(reply).toContain('“Nighttime” is drawn over the edit, and becomes part of the footage.');
    expect((await order(luma)).end).toEqual(COMPLETE);
    const [original, dark, edited] = await versionsOf(2);
    const [sent, day, drawn, made] = await Promise.all(
      [
        await lastSent(),
        ...(await Promise.all([original!, dark!, edited!].map(async (one) => await fileOf(one.videoUrl)))),
      ].map(async (file) => await meanLuma(file)),
    );
    expect(Math.abs(sent! - day!)).toBeLessThan(2);
    expect(drawn).toBeLessThan(day! * 0.8);
    expect(Math.abs(made! - drawn!)).toBeLessThan(4);
    // The night is in the footage now.
    expect(edited!.adjustments).toBeNull();
  }, 90_000);

  it('in several takes sends its footage once, and orders each', async () => {
    const files = fixture.provider.files.length;
    const { end, billed, id } = await order(edit(4, { takes: 2 }));
    expect([end, billed.made, fixture.provider.files.length - files]).toEqual([COMPLETE, 2, 1]);
    const made = await fixture.db.clipVersion.findMany({ where: { regenerationId: id } });
    expect(made.map(({ origin, isCurrent }) => [origin, isCurrent])).toEqual(Array(2).fill(['TAKE', false]));
    expect(made[0]!.prompt).not.toContain('Keep everything else');
  }, 90_000);

  it('of a clip that lasts longer than the model takes is refused, with what can be asked for', async () => {
    const refused = await fixture.api.send(QUOTE, {
      jobId: fixture.jobId,
      changes: [edit(0, { videoModel: 'gen4_aleph' })],
    });
    expect(refused.errors?.[0]).toMatchObject({
      message:
        'Gen-4 Aleph edits 0.2 to 0.5 s of footage, and this clip lasts 1 s. Ask for a model that takes more (kling_o1_edit, luma_modify), or for NEW_SHOT or ADJUST_FOOTAGE.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

describe('with a fault on the way', () => {
  const ONCE = { charged: 1, made: 1, usd: KLING_USD };
  const deaths: Deaths[] = [
    ['after-upload', 'after-post', 'after-settle'],
    ...(['after-prompt-kept', 'after-intent', 'after-upload', 'after-post'] as const).map((point) => [point]),
    ...(['after-accept', 'after-settle', 'after-clip-upload'] as const).map((point) => [point]),
  ];

  it.each(named(spread(deaths, 1)))(
    '%s: a killed runner is replaced, and the edit is ordered and paid once',
    async (_named, points) => {
      dieAt(cluster, points);
      const { id, end, billed } = await order(edit(4));
      expect(end).toEqual(COMPLETE);
      expect([billed.charged, billed.made]).toEqual([1, 1]);
      await allDead(cluster, id, points);
      expect(await callOf(fixture.db, id)).toMatchObject({
        posts: 1,
        ambiguous: false,
        outcome: 'succeeded',
      });
    },
    120_000,
  );

  it('footage that the provider does not take at first is sent again, and the edit is ordered once', async () => {
    const atOnce = { status: 503, retryAfterSeconds: 0 };
    fixture.provider.faults.once('upload', atOnce, 'unanswered');
    const { end, billed } = await order(edit(3));
    expect([end.type, billed.made]).toEqual(['REGENERATION_COMPLETE', 1]);
  }, 120_000);

  it('an order without an answer is found again by the address of its footage', async () => {
    fixture.provider.faults.once('create', 'unanswered');
    const { end, billed } = await order(edit(0));
    expect([end, billed]).toEqual([COMPLETE, ONCE]);
  }, 120_000);

  it('footage that the provider never takes is a failure that costs nothing', async () => {
    fixture.provider.faults.always('upload', { status: 413 });
    const { end, billed, id } = await order(edit(1));
    expect(end).toMatchObject({
      type: 'REGENERATION_FAILED',
      error: {
        code: 'VIDEO_MODEL_FAILED',
        message: expect.stringContaining('larger than the video provider takes'),
      },
    });
    expect(billed).toEqual({ charged: 0, made: 0, usd: '0.0000' });
    expect(await booksOf(fixture.db, id)).toEqual(eachBook('0.0000'));
  }, 90_000);
});
