import { randomUUID } from 'node:crypto';
import { LABELS } from '../../../api/launcher/job-spec.js';
import type { FailurePolicy } from '../../../core/regeneration/admission.js';
import type { CrashPoint } from '../../../core/regeneration/crash-point.js';
import { readEvents } from '../../../core/regeneration/events.js';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import type { ClipChange } from '../../../prisma/generated/client.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { spread } from '../../kit/effort.js';
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
import { CANCEL, type ProgressEvent } from '../../kit/server/operations.js';
import { until } from '../../kit/server/until.js';
import { SHORT_LEASE } from '../fault-fixture.js';

/** Six clips of a provider that charges, changed together. */
let fixture: PaidFixture;
let cluster: DemoCluster;
let postgres: TcpProxy;

const CLIPS = [0, 1, 2, 3, 4, 5];
const CLIP_USD = '0.2500';
const ESTIMATE = {
  ...{ languageModel: '0.0000', video: CLIP_USD, recomposition: '0.0000', total: CLIP_USD, known: true },
};

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
});

/** Confirms a change of some clips; returns the regeneration's id. */
async function confirm(
  indexes: readonly number[],
  {
    onFailure = 'PUBLISH_WHAT_SUCCEEDED',
    retryOf = null,
  }: { onFailure?: FailurePolicy; retryOf?: string | null } = {},
): Promise<string> {
  const { db, jobId } = fixture;
  const current = await db.clipVersion.findMany({ where: { jobId, isCurrent: true } });
  const changes = indexes.map((clipIndex) => ({
    ...{ clipIndex, videoModel: 'kling_v21', action: 'NEW_SHOT' as const },
    ...{ templates: [], estimatedCost: ESTIMATE },
    instruction: `add a red car ${randomUUID()}`,
    baseVersionNumber: current.find((version) => version.clipIndex === clipIndex)?.versionNumber ?? 1,
  }));
  const total = (0.25 * indexes.length).toFixed(4);
  return await admitChanges(
    db,
    changesRequest(DEMO_USER_ID, jobId, changes, {
      ...{ onFailure, retryOf, estimatedCost: { ...ESTIMATE, video: total, total } },
    }),
    { ...LIMITS, budgetUsd: '1000' },
  );
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

describe('a runner of six clips', () => {
  afterEach(() => delete cluster.podEnvironment.CRASH_POINT);

  const points: CrashPoint[] = [
    'after-claim',
    'after-prompt-kept',
    'after-intent',
    'after-post',
    'after-accept',
    'after-settle',
    'after-clip-upload',
    'after-clip-kept',
    'after-video-upload',
    'after-video-kept',
    'after-publish',
  ];
  it.each(spread(points, 2))(
    'that dies %s is replaced, and no clip is ordered or paid twice',
    async (point) => {
      cluster.podEnvironment.CRASH_POINT = point;
      const count = meter(fixture.provider);
      const id = await confirm(CLIPS);
      expect((await endOf(id, count)).type).toBe('REGENERATION_COMPLETE');
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
