import { randomUUID } from 'node:crypto';
import { LABELS } from '../../../api/launcher/job-spec.js';
import type { FailurePolicy, PlannedChange } from '../../../core/regeneration/admission.js';
import { readEvents } from '../../../core/regeneration/events.js';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import type { ClipChange, ClipVersion } from '../../../prisma/generated/client.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { spread } from '../../kit/effort.js';
import { ledgerRequest } from '../../../runner/video/ledger-request.js';
import { startDemoCluster, type DemoCluster } from '../../kit/kubernetes/with-demo.js';
import {
  booksOf,
  createPaidFixture,
  eachBook,
  letAnHourPass,
  meter,
  type PaidFixture,
} from '../../kit/paid/paid-fixture.js';
import { startTcpProxy, type TcpProxy } from '../../kit/proxies/tcp-proxy.js';
import { admitChanges, changesRequest } from '../../kit/rows/admit-changes.js';
import { LIMITS } from '../../kit/rows/admit.js';
import { createSixClipFixture } from '../../kit/server/demo-fixture.js';
import { CANCEL, RETRY, type ProgressEvent } from '../../kit/server/operations.js';
import { until } from '../../kit/server/until.js';
import { allDead, attemptsOf, dieAt, dieNoMore, named, type Deaths } from '../deaths.js';
import { SHORT_LEASE } from '../fault-fixture.js';
import { goBack } from '../../whole/history/history-client.js';

/** Six clips of a provider that charges, changed together. */
let fixture: PaidFixture;
let cluster: DemoCluster;
let postgres: TcpProxy;

const CLIPS = [0, 1, 2, 3, 4, 5];
const CLIP_USD = '0.2500';
function estimate(usd: number): PlannedChange['estimatedCost'] {
  const [video, nothing] = [usd.toFixed(4), '0.0000'];
  return { languageModel: nothing, video, recomposition: nothing, total: video, known: true };
}

beforeAll(async () => {
  postgres = await startTcpProxy(process.env.TEST_DATABASE_TEMPLATE_URL!);
  // On a cluster a test can kill a runner without starting another server.
  fixture = await createPaidFixture({
    createFixture: createSixClipFixture,
    databaseUrl: (straight) => postgres.through(straight),
    env: async (video, provider) => {
      cluster = await startDemoCluster(video);
      cluster.secret.DATABASE_URL = postgres.through(cluster.secret.DATABASE_URL!);
      cluster.secret.REPLICATE_API_TOKEN = provider.env.REPLICATE_API_TOKEN;
      return { ...cluster.environment, ...SHORT_LEASE };
    },
  });
}, 300_000);
afterAll(async () => {
  await fixture.drop();
  await cluster.kubernetes.close();
  await postgres.close();
});
beforeEach(() => {
  fixture.provider.faults.clear();
  fixture.provider.course({ runMs: 300, startMs: 50, end: 'succeeded' });
});
afterEach(async () => {
  expect(await brokenInvariants(fixture.db)).toEqual([]);
  await letAnHourPass(fixture.db);
  dieNoMore(cluster);
});

interface Confirmed {
  onFailure?: FailurePolicy;
  retryOf?: string | null;
  /** Of each clip. */
  takes?: number;
  videoModel?: string;
  usd?: string;
  /** What its person wrote themselves, the same for each clip. */
  own?: Pick<PlannedChange, 'prompt' | 'seed'>;
}

/** Confirms a change of some clips; returns the regeneration's id. */
async function confirm(
  indexes: readonly number[],
  {
    onFailure = 'PUBLISH_WHAT_SUCCEEDED',
    retryOf = null,
    takes = 1,
    videoModel = 'kling_v21',
    usd = CLIP_USD,
    own = {},
  }: Confirmed = {},
): Promise<string> {
  const { db, jobId } = fixture;
  const current = await db.clipVersion.findMany({ where: { jobId, isCurrent: true } });
  const changes = indexes.map((clipIndex) => ({
    ...{ clipIndex, videoModel, takes, action: 'NEW_SHOT' as const },
    ...{ templates: [], estimatedCost: estimate(takes * Number(usd)) },
    instruction: `add a red car ${randomUUID()}`,
    ...own,
    baseVersionNumber: current.find((version) => version.clipIndex === clipIndex)?.versionNumber ?? 1,
  }));
  return await admitChanges(
    db,
    changesRequest(DEMO_USER_ID, jobId, changes, {
      ...{ onFailure, retryOf, estimatedCost: estimate(indexes.length * takes * Number(usd)) },
    }),
    { ...LIMITS, budgetUsd: '1000' },
  );
}

/** The runners of a change have died at these points, and at no other time. */
async function provenDead(id: string, points: Deaths): Promise<void> {
  await allDead(cluster, id, points);
  const { attempt } = await fixture.db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  expect(attempt).toBe(attemptsOf(points));
}

const changesOf = async (regenerationId: string): Promise<ClipChange[]> =>
  await fixture.db.clipChange.findMany({ where: { regenerationId }, orderBy: { clipIndex: 'asc' } });
const made = async (id: string): Promise<number> =>
  (await changesOf(id)).filter(({ checkpoint }) => 'clip' in (checkpoint as object)).length;
const accepted = async (id: string, count: number): Promise<void> =>
  await until(
    async () =>
      (await fixture.db.paidCall.count({ where: { regenerationId: id, state: 'accepted' } })) === count,
    { limitMs: 60_000, what: `${count} predictions` },
  );
const videos = async (): Promise<number> =>
  await fixture.db.videoVersion.count({ where: { jobId: fixture.jobId } });

/** The end of a change; the books match the provider's bill, to the cent, and its events are in order. */
async function endOf(id: string, count: ReturnType<typeof meter>): Promise<ProgressEvent> {
  const end = await fixture.last(id);
  expect(await booksOf(fixture.db, id)).toEqual(eachBook(count().usd));
  const events = await readEvents(fixture.db, id, 0);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
  for (const attempt of new Set(events.map((event) => event.attempt))) {
    const percents = events.filter((event) => event.attempt === attempt).map(({ progress }) => progress);
    expect(percents).toEqual(percents.toSorted((one, other) => one - other));
  }
  return end;
}

describe('a change of six clips', () => {
  // The first one: the clips still differ, later all of them are the provider's.
  it('of one prompt and seed for several gives each the clip that was made of its own picture, also where answers are lost', async () => {
    fixture.provider.showFilesByUrl(true);
    fixture.provider.faults.once('create', 'unanswered', 'unanswered', 'unanswered');
    // They are looked for once all are there.
    fixture.provider.faults.once('list', { status: 503 }, { status: 503 }, { status: 503 });
    const [count, predictions] = [meter(fixture.provider), fixture.provider.predictions.length];
    const own = { prompt: 'A red car in the rain', seed: 7 };
    const id = await confirm([0, 1, 2], { own, videoModel: 'wan_25_i2v', usd: '0.5000' });
    expect((await endOf(id, count)).type).toBe('REGENERATION_COMPLETE');
    fixture.provider.showFilesByUrl(false);
    expect(count()).toEqual({ charged: 3, made: 3, usd: '1.5000' });
    const sent = fixture.provider.predictions.slice(predictions);
    expect(sent.map(({ input }) => input)).toEqual(sent.map(() => expect.objectContaining(own)));
    const pictures = new Map(
      sent.map((one) => [one.id, ledgerRequest({ slug: '', input: one.input }).input]),
    );
    const calls = await fixture.db.paidCall.findMany({ where: { regenerationId: id } });
    expect(new Set(calls.map(({ request }) => JSON.stringify(request))).size).toBe(3);
    expect(calls.map(({ request }) => request)).toEqual(
      calls.map(({ externalId }) => expect.objectContaining({ input: pictures.get(externalId!) })),
    );
  }, 120_000);

  it('asks for all at once, shows each clip on its way, and is one new video', async () => {
    fixture.provider.course({ end: 'held', startMs: 0 });
    const [count, before] = [meter(fixture.provider), await videos()];
    const id = await confirm(CLIPS);
    await accepted(id, 6);
    for (const prediction of fixture.provider.predictions.slice(-6)) prediction.release();
    expect(await endOf(id, count)).toMatchObject({
      ...{ type: 'REGENERATION_COMPLETE', message: 'Done! Clips 1, 2, 3, 4, 5 and 6 are changed.' },
    });
    expect(count()).toEqual({ charged: 6, made: 6, usd: '1.5000' });
    expect(await changesOf(id)).toEqual(
      CLIPS.map((clipIndex) => expect.objectContaining({ clipIndex, status: 'completed', progress: 100 })),
    );
    // The first publication writes down the video before it.
    expect((await videos()) - before).toBe(before === 0 ? 2 : 1);
    const named = new Set((await readEvents(fixture.db, id, 0)).map(({ clipIndex }) => clipIndex));
    expect(named).toEqual(new Set([...CLIPS, null]));
    const job = cluster.kubernetes.jobs().find(({ metadata }) => metadata.labels[LABELS.regeneration] === id);
    expect(job?.metadata).toMatchObject({
      labels: { [LABELS.clip]: '0_1_2_3_4_5' },
      annotations: { 'clip-chatbot/clips': '0,1,2,3,4,5' },
    });
  }, 120_000);

  it('of which the provider refuses one is published without it; a retry orders that one alone', async () => {
    fixture.provider.course({ end: 'held', startMs: 0 });
    const count = meter(fixture.provider);
    const id = await confirm(CLIPS);
    await accepted(id, 6);
    const [refused, ...others] = fixture.provider.predictions.slice(-6);
    refused!.release('moderated');
    for (const prediction of others) prediction.release();
    expect((await endOf(id, count)).type).toBe('REGENERATION_COMPLETE');
    expect(count()).toEqual({ charged: 5, made: 6, usd: '1.2500' });
    const failed = (await changesOf(id)).filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject([{ errorCode: 'CONTENT_REJECTED', errorMessage: /Nothing was charged/ }]);

    fixture.provider.course({ end: 'succeeded' });
    const again = meter(fixture.provider);
    const retry = await confirm(
      failed.map(({ clipIndex }) => clipIndex),
      { retryOf: id },
    );
    expect((await endOf(retry, again)).type).toBe('REGENERATION_COMPLETE');
    expect(again()).toEqual({ charged: 1, made: 1, usd: CLIP_USD });
  }, 120_000);

  it('where all or nothing is wanted ends with the first failure, and a retry pays for nothing twice', async () => {
    fixture.provider.course({ end: 'held', startMs: 0 });
    const [count, before] = [meter(fixture.provider), await videos()];
    const id = await confirm(CLIPS, { onFailure: 'PUBLISH_ALL_OR_NOTHING' });
    await accepted(id, 6);
    const [refused, ...others] = fixture.provider.predictions.slice(-6);
    for (const prediction of others.slice(0, 3)) prediction.release();
    await until(async () => (await made(id)) === 3, { limitMs: 60_000, what: 'three clips' });
    refused!.release('failed');
    expect((await endOf(id, count)).type).toBe('REGENERATION_FAILED');
    expect(await videos()).toBe(before);

    fixture.provider.course({ end: 'succeeded' });
    const again = meter(fixture.provider);
    const retry = await confirm(CLIPS, { onFailure: 'PUBLISH_ALL_OR_NOTHING', retryOf: id });
    expect((await endOf(retry, again)).type).toBe('REGENERATION_COMPLETE');
    expect(again()).toEqual({ charged: 3, made: 3, usd: '0.7500' });
  }, 120_000);

  it('that is canceled in the middle keeps what is made, unselected, and tells the cost', async () => {
    fixture.provider.course({ end: 'held', startMs: 0, runMs: 60_000 });
    const [count, before] = [meter(fixture.provider), await videos()];
    const id = await confirm(CLIPS);
    await accepted(id, 6);
    for (const prediction of fixture.provider.predictions.slice(-6, -4)) prediction.release();
    await until(async () => (await made(id)) === 2, { limitMs: 60_000, what: 'two clips' });
    await fixture.api.data(CANCEL, { id });
    const end = await endOf(id, count);
    expect(end.type).toBe('REGENERATION_CANCELED');
    const { cost } = await fixture.db.clipRegeneration.findUniqueOrThrow({ where: { id } });
    expect(end.message).toContain(`$${cost.toFixed(4).replace(/0{1,2}$/, '')} was charged`);
    expect(Number(cost)).toBeGreaterThanOrEqual(0.5);
    const kept = await fixture.db.clipVersion.findMany({ where: { regenerationId: id } });
    expect(kept.map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
    expect(await videos()).toBe(before);
  }, 120_000);
});

const QUOTE_TAKES = `query ($jobId: ID!, $changes: [ClipChangeInput!]!) {
  changesQuote(jobId: $jobId, changes: $changes) {
    token reply estimatedTime estimatedCost { video total known }
    changes { takes estimatedCost { total } alternatives { videoModel estimatedCost { total } } }
  }
}`;
const ORDER_TAKES = `mutation ($input: RegenerateClipsInput!) { regenerateClips(input: $input) { regeneration { id } } }`;
const TAKES = `query ($id: ID!) { regeneration(id: $id) {
  kind status canRetry result { id } cost { total }
  changes { status progress error { code retryable } versions { origin isCurrent cost } }
} }`;
interface QuoteOfTakes {
  changesQuote: { token: string; reply: string; changes: { alternatives: { videoModel: string }[] }[] };
}
interface OrderOfTakes {
  regenerateClips: { regeneration: { id: string } };
}

describe('takes of a clip', () => {
  const CLIP = 1;
  const takesOf = async (regenerationId: string): Promise<ClipVersion[]> =>
    await fixture.db.clipVersion.findMany({ where: { regenerationId }, orderBy: { versionNumber: 'asc' } });
  const shown = async (): Promise<unknown> => {
    const { videoUrl, completedAt } = await fixture.db.job.findUniqueOrThrow({
      where: { id: fixture.jobId },
    });
    const current = await fixture.db.clipVersion.findMany({
      where: { jobId: fixture.jobId, isCurrent: true },
      orderBy: { clipIndex: 'asc' },
    });
    return { videoUrl, completedAt, current, videos: await videos() };
  };

  /** What its person was told: how long it takes, and the answer. */
  const admittedWith = async (id: string): Promise<{ estimatedSeconds: number; reply: string }> => {
    const { estimatedSeconds, conversationHistory } = await fixture.db.clipRegeneration.findUniqueOrThrow({
      where: { id },
    });
    const { content } = (conversationHistory as { content: string }[]).at(-1)!;
    return { estimatedSeconds, reply: content };
  };

  it('are ordered side by side, each with its own seed, and change nothing until one is used', async () => {
    fixture.provider.course({ end: 'held', startMs: 0 });
    const [count, before] = [meter(fixture.provider), await shown()];
    const id = await confirm([CLIP], { takes: 4, videoModel: 'wan_25_i2v', usd: '0.5000' });
    await accepted(id, 4);
    const predictions = fixture.provider.predictions.slice(-4);
    for (const prediction of predictions) prediction.release();
    expect(await endOf(id, count)).toMatchObject({
      ...{ type: 'REGENERATION_COMPLETE', videoUrl: null },
      message: 'Done! 4 takes of clip 2 are there to choose from.',
    });
    expect(count()).toEqual({ charged: 4, made: 4, usd: '2.0000' });
    const takes = await takesOf(id);
    expect(takes).toEqual(
      takes.map(() =>
        expect.objectContaining({
          ...{ origin: 'TAKE', isCurrent: false, thumbnailUrl: expect.stringContaining('take-') },
        }),
      ),
    );
    const seeds = takes.map(({ seed }) => Number(seed));
    expect(new Set(seeds)).toEqual(new Set(predictions.map(({ input }) => input['seed'])));
    expect(new Set(seeds).size).toBe(4);
    expect(takes.map(({ cost }) => cost.toFixed(4))).toEqual(Array.from({ length: 4 }, () => '0.5000'));
    expect(await shown()).toEqual(before);

    const { versionNumber } = takes[2]!;
    const used = await goBack(fixture.api, 'restoreClipVersion', {
      ...{ jobId: fixture.jobId, clipIndex: CLIP, versionNumber },
    });
    expect((await fixture.last(used.data!.restoreClipVersion.regeneration.id)).type).toBe(
      'REGENERATION_COMPLETE',
    );
    const [current] = await fixture.db.clipVersion.findMany({
      where: { jobId: fixture.jobId, clipIndex: CLIP, isCurrent: true },
    });
    expect(current).toMatchObject({
      origin: 'RESTORE',
      restoredFrom: versionNumber,
      videoUrl: takes[2]!.videoUrl,
    });
    expect(await takesOf(id)).toEqual(takes);
    expect(count().usd).toBe('2.0000');
  }, 120_000);

  it('that all fail end the change with the reason', async () => {
    fixture.provider.course({ end: 'failed' });
    const [count, before] = [meter(fixture.provider), await shown()];
    const id = await confirm([CLIP], { takes: 2 });
    expect(await endOf(id, count)).toMatchObject({
      type: 'REGENERATION_FAILED',
      message: /Nothing was charged/,
    });
    expect(await shown()).toEqual(before);
  }, 120_000);

  it('that are canceled in the middle stay as far as they are finished', async () => {
    fixture.provider.course({ end: 'held', startMs: 0, runMs: 60_000 });
    const [count, before] = [meter(fixture.provider), await shown()];
    const id = await confirm([CLIP], { takes: 3 });
    await accepted(id, 3);
    const [first] = fixture.provider.predictions.slice(-3);
    first!.release();
    await until(
      async () =>
        (await fixture.db.paidCall.count({ where: { regenerationId: id, state: 'settled' } })) === 1,
      {
        ...{ limitMs: 60_000, what: 'a take that is paid for' },
      },
    );
    await until(async () => JSON.stringify((await changesOf(id))[0]!.checkpoint).includes('"clip"'), {
      ...{ limitMs: 60_000, what: 'a take that is kept' },
    });
    await fixture.api.data(CANCEL, { id });
    expect((await endOf(id, count)).type).toBe('REGENERATION_CANCELED');
    expect((await takesOf(id)).map(({ origin, isCurrent }) => [origin, isCurrent])).toEqual([
      ['TAKE', false],
    ]);
    expect(await shown()).toEqual(before);
  }, 120_000);

  it('are quoted for each and all; of which the provider refuses one leave the others, and a retry orders that one alone', async () => {
    const { api, jobId } = fixture;
    const change = { clipIndex: CLIP, instruction: `add a red car ${randomUUID()}`, takes: 3 };
    const wanted = { jobId, changes: [{ ...change, videoModel: 'kling_v21' }] };
    const { changesQuote: offer } = await api.data<QuoteOfTakes>(QUOTE_TAKES, wanted);
    expect(offer).toMatchObject({
      estimatedCost: { video: '0.7500', total: '0.7500', known: true },
      changes: [{ takes: 3, estimatedCost: { total: '0.7500' } }],
      reply: expect.stringContaining(
        'There are 3 takes to choose from; the video stays as it is until you use one.',
      ),
    });
    const alternativesTo = async (wish: object): Promise<string[]> => {
      const asked = { jobId, changes: [{ clipIndex: CLIP, videoModel: 'kling_v21', ...wish }] };
      const { changesQuote } = await api.data<QuoteOfTakes>(QUOTE_TAKES, asked);
      return changesQuote.changes[0]!.alternatives.map(({ videoModel }) => videoModel);
    };
    // The renderer does what templates mean alone, once.
    expect(await alternativesTo({ instruction: 'make it nighttime' })).toContain('local');
    expect(await alternativesTo({ instruction: 'make it nighttime', takes: 2 })).not.toContain('local');
    expect(await alternativesTo({ instruction: change.instruction })).not.toContain('local');

    fixture.provider.course({ end: 'held', startMs: 0 });
    const count = meter(fixture.provider);
    const input = { ...wanted, quoteToken: offer.token };
    const { regenerateClips } = await api.data<OrderOfTakes>(ORDER_TAKES, { input });
    const { id } = regenerateClips.regeneration;
    await accepted(id, 3);
    const [refused, ...others] = fixture.provider.predictions.slice(-3);
    refused!.release('failed');
    for (const prediction of others) prediction.release();
    expect(await endOf(id, count)).toMatchObject({
      ...{ type: 'REGENERATION_COMPLETE' },
      message: 'Done! 2 takes of clip 2 are there to choose from. 1 could not be made.',
    });
    expect(count()).toEqual({ charged: 2, made: 3, usd: '0.5000' });
    const [changed] = await changesOf(id);
    expect(changed).toMatchObject({
      status: 'completed',
      errorCode: 'VIDEO_MODEL_FAILED',
      failedTakes: [expect.any(Number)],
    });
    expect(await api.data(TAKES, { id })).toMatchObject({
      regeneration: {
        ...{ kind: 'TAKES', status: 'COMPLETED', canRetry: true, result: null, cost: { total: '0.5000' } },
        changes: [
          {
            ...{ status: 'COMPLETED', progress: 100, error: { code: 'VIDEO_MODEL_FAILED', retryable: true } },
            versions: Array.from({ length: 2 }, () => ({ origin: 'TAKE', isCurrent: false, cost: '0.2500' })),
          },
        ],
      },
    });

    fixture.provider.course({ end: 'succeeded' });
    const again = meter(fixture.provider);
    const { retryRegeneration } = await api.data<{ retryRegeneration: { regenerationId: string } }>(RETRY, {
      id,
    });
    const retry = retryRegeneration.regenerationId;
    expect((await endOf(retry, again)).message).toBe('Done! 1 take of clip 2 is there to choose from.');
    expect(again()).toEqual({ charged: 1, made: 1, usd: CLIP_USD });
    expect((await takesOf(retry)).map(({ origin }) => origin)).toEqual(['TAKE']);
    const [whole, missing] = await Promise.all([id, retry].map(admittedWith));
    expect(missing).toEqual({ ...whole, reply: expect.stringContaining('There is 1 take to choose from;') });
    expect(await api.data(TAKES, { id: retry })).toMatchObject({
      regeneration: { kind: 'TAKES', canRetry: false, changes: [{ versions: [{ origin: 'TAKE' }] }] },
    });
  }, 120_000);

  it.each([
    [{ takes: 0 }, 'takes must be between 1 and 4.'],
    [{ takes: 5 }, 'takes must be between 1 and 4.'],
    [
      { takes: 2, videoModel: 'local' },
      'The built-in renderer makes the same picture each time. Ask for one take, or for a video model.',
    ],
  ])('are refused as %j', async (wishes, message) => {
    const changes = [{ clipIndex: CLIP, instruction: 'make it nighttime', ...wishes }];
    const { errors } = await fixture.api.send(QUOTE_TAKES, { jobId: fixture.jobId, changes });
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  describe('whose runner dies', () => {
    const deaths: Deaths[] = [
      ['after-post', 'after-settle', 'after-publish'],
      ['after-intent', 'after-accept', 'after-clip-kept'],
    ];
    // Without a seed all takes ask for the same, letter for letter.
    it.each(named(spread(deaths, 1)))(
      '%s are not ordered or paid twice',
      async (_named, points) => {
        dieAt(cluster, points);
        const count = meter(fixture.provider);
        const id = await confirm([CLIP, 3], { takes: 3 });
        expect((await endOf(id, count)).type).toBe('REGENERATION_COMPLETE');
        await provenDead(id, points);
        expect(count()).toEqual({ charged: 6, made: 6, usd: '1.5000' });
        expect((await takesOf(id)).length).toBe(6);
        const calls = await fixture.db.paidCall.findMany({
          where: { regenerationId: id, stageName: 'video_generator' },
        });
        expect(new Set(calls.map(({ externalId }) => externalId)).size).toBe(6);
      },
      150_000,
    );
  });
});

describe('a runner of six clips', () => {
  const deaths: Deaths[] = [
    ['after-post', 'after-settle', 'after-clip-kept', 'after-publish'],
    ['after-intent', 'after-accept', 'after-clip-upload', 'after-video-upload'],
    ['after-claim', 'after-prompt-kept', 'after-video-kept'],
  ];
  it.each(named(spread(deaths, 1)))(
    'that dies %s is replaced, and no clip is ordered or paid twice',
    async (_named, points) => {
      dieAt(cluster, points);
      const count = meter(fixture.provider);
      const id = await confirm(CLIPS);
      expect((await endOf(id, count)).type).toBe('REGENERATION_COMPLETE');
      await provenDead(id, points);
      expect(count()).toEqual({ charged: 6, made: 6, usd: '1.5000' });
      expect((await changesOf(id)).map(({ cost }) => cost.toFixed(4))).toEqual(CLIPS.map(() => CLIP_USD));
    },
    150_000,
  );

  it('goes on where it was once the database is back', async () => {
    fixture.provider.course({ end: 'held', startMs: 0 });
    const count = meter(fixture.provider);
    const id = await confirm(CLIPS);
    await accepted(id, 6);
    postgres.refuse(true);
    postgres.cut();
    for (const prediction of fixture.provider.predictions.slice(-6)) prediction.release();
    await until(() => fixture.provider.requests('get') > 0, {
      limitMs: 20_000,
      what: 'a look at the provider',
    });
    postgres.refuse(false);
    expect((await endOf(id, count)).type).toBe('REGENERATION_COMPLETE');
    expect(count()).toEqual({ charged: 6, made: 6, usd: '1.5000' });
  }, 150_000);
});
