import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startDemoCluster, type DemoCluster } from '../../kit/kubernetes/with-demo.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { spread } from '../../kit/effort.js';
import {
  JOB,
  QUOTE,
  RETRY,
  type JobAnswer,
  type ProgressEvent,
  type QuoteAnswer,
} from '../../kit/server/operations.js';
import {
  booksOf,
  callIs,
  callOf,
  createPaidFixture,
  eachBook,
  letAnHourPass,
  meter,
  type Billed,
  type PaidFixture,
} from '../../kit/paid/paid-fixture.js';
import { until } from '../../kit/server/until.js';
import { allDead, attemptsOf, dieAt, dieNoMore, named, type Deaths } from '../deaths.js';
import type { ReplicateServer } from '../../providers/replicate-server.js';
import { deliver } from '../../providers/replicate-webhooks.js';

/** A paid clip with a fault on the way, each with its number in the fault matrix. */
let fixture: PaidFixture;
let cluster: DemoCluster;
/** What the provider charges for one clip of the demo. */
const CLIP_USD = '0.2500';
const ONCE: Billed = { charged: 1, made: 1, usd: CLIP_USD };
const NOTHING: Billed = { charged: 0, made: 0, usd: '0.0000' };

beforeAll(async () => {
  // On a cluster a test can kill a runner without starting another server.
  fixture = await createPaidFixture({
    env: async (video, provider) => {
      cluster = await startDemoCluster(video);
      cluster.secret.REPLICATE_API_TOKEN = provider.env.REPLICATE_API_TOKEN;
      return { ...cluster.environment, ...(await webhookSettings(provider)) };
    },
  });
}, 300_000);
afterAll(async () => {
  await fixture.drop();
  await cluster.kubernetes.close();
});
beforeEach(() => {
  fixture.provider.faults.clear();
  fixture.provider.showFilesByUrl(false);
  fixture.provider.course({ runMs: 300, startMs: 50, end: 'succeeded' });
});
afterEach(async () => {
  expect(await brokenInvariants(fixture.db)).toEqual([]);
  await letAnHourPass(fixture.db);
});

/** Makes a change to its end; the books must match the provider's bill for it, to the cent. */
async function change(): Promise<{ id: string; end: ProgressEvent; billed: Billed }> {
  const count = meter(fixture.provider);
  const id = await fixture.confirm();
  const end = await fixture.last(id);
  const billed = count();
  expect(await booksOf(fixture.db, id)).toEqual(eachBook(billed.usd));
  return { id, end, billed };
}

const COMPLETE = expect.objectContaining({ type: 'REGENERATION_COMPLETE' }) as ProgressEvent;
const failed = (code: string, message: RegExp): unknown =>
  expect.objectContaining({
    type: 'REGENERATION_FAILED',
    error: expect.objectContaining({ code, message: expect.stringMatching(message) }),
  });

describe('a clip from the provider', () => {
  let undisturbed: Awaited<ReturnType<typeof change>>;

  it('is quoted for the length that is requested, made, and charged once', async () => {
    const { regenerationQuote } = await fixture.api.data<QuoteAnswer>(QUOTE, {
      jobId: fixture.jobId,
      clipIndex: 0,
      instruction: 'add a red car',
    });
    expect(regenerationQuote).toMatchObject({
      estimatedCost: { video: CLIP_USD, known: true },
      warnings: [],
    });
    undisturbed = await change();
    expect([undisturbed.end, undisturbed.billed]).toEqual([COMPLETE, ONCE]);
    const made = fixture.provider.predictions.at(-1)!;
    expect(made.input).toMatchObject({ duration: 5, mode: 'standard', prompt: expect.stringMatching(/.+/) });
    expect(made.cancelAfterSeconds).toBeGreaterThan(1700);
    expect(fixture.server.output()).not.toContain(fixture.provider.env.REPLICATE_API_TOKEN);
  }, 60_000);

  it('29: is one clip and one charge when a webhook reports its end twice', async () => {
    const { id } = undisturbed;
    const delivered = fixture.provider.webhooks.deliveries.at(-1)!;
    expect(JSON.parse(delivered.body)).toMatchObject({ id: fixture.provider.predictions.at(-1)!.id });
    expect([delivered.status, await deliver(delivered)]).toEqual([200, 200]);
    expect(await deliver({ ...delivered, body: delivered.body.replace('succeeded', 'failed') })).toBe(401);
    expect(await booksOf(fixture.db, id)).toEqual(eachBook(CLIP_USD));
    expect(await fixture.db.clipVersion.count({ where: { regenerationId: id } })).toBe(1);
  });
});

/** Settings of a server whose address the provider needs before it starts. */
async function webhookSettings({ webhooks }: ReplicateServer): Promise<Record<string, string>> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    REPLICATE_WEBHOOK_SECRET: webhooks.secret,
  };
}

describe('13: a runner that dies', () => {
  afterEach(() => dieNoMore(cluster));

  const deaths: Deaths[] = [
    ['after-post', 'after-settle', 'after-clip-kept'],
    ['after-intent', 'after-accept', 'after-clip-upload'],
  ];
  it.each(named(spread(deaths, 1)))(
    '13: %s is replaced, and the clip is paid once',
    async (_named, points) => {
      dieAt(cluster, points);
      const { id, end, billed } = await change();
      expect([end, billed]).toEqual([COMPLETE, ONCE]);
      await allDead(cluster, id, points);
      const attempt = attemptsOf(points);
      expect(await fixture.db.clipRegeneration.findUnique({ where: { id } })).toMatchObject({ attempt });
      expect(await callOf(fixture.db, id)).toMatchObject({
        posts: 1,
        ambiguous: false,
        outcome: 'succeeded',
      });
    },
    90_000,
  );

  it('13: after a refusal was booked is replaced by one that gives the reason; it is not retried unchanged', async () => {
    dieAt(cluster, ['after-settle']);
    fixture.provider.course({ end: 'moderated' });
    const { id, end, billed } = await change();
    expect(end).toEqual(failed('CONTENT_REJECTED', /flagged as sensitive.*in other words/));
    expect(end.error!.message).toContain('Nothing was charged');
    expect([end.error?.retryable, billed]).toEqual([false, { ...NOTHING, made: 1 }]);
    expect(await fixture.db.clipRegeneration.findUnique({ where: { id } })).toMatchObject({ attempt: 2 });
    const count = meter(fixture.provider);
    expect(await fixture.api.rejection(RETRY, { id })).toBe('BAD_USER_INPUT');
    expect(count()).toEqual(NOTHING);
  }, 90_000);
});

describe('a POST', () => {
  it('28: whose answer is lost is found, also where files are shown by URLs and the list fails at first', async () => {
    fixture.provider.showFilesByUrl(true);
    fixture.provider.faults.once('create', 'unanswered');
    fixture.provider.faults.once('list', { status: 500 }, 'garbage');
    const { id, end, billed } = await change();
    expect([end, billed]).toEqual([COMPLETE, ONCE]);
    expect(await callOf(fixture.db, id)).toMatchObject({ posts: 1, ambiguous: false });
  }, 90_000);

  it('31: that comes too often says so within 10 s, then goes on', async () => {
    fixture.provider.faults.always('create', { status: 429, retryAfterSeconds: 2 });
    const count = meter(fixture.provider);
    const id = await fixture.confirm();
    const told = async (): Promise<string[]> =>
      (await fixture.db.regenerationEvent.findMany({ where: { regenerationId: id } }))
        .filter(({ type }) => type === 'VIDEO_GENERATING')
        .map(({ message }) => message);
    await until(async () => (await told()).length > 0, { limitMs: 30_000, what: 'the step' });
    const beganAt = Date.now();
    await until(async () => (await told()).some((message) => message.startsWith('Waiting')), {
      limitMs: 10_000,
      what: 'a word about it',
    });
    expect(Date.now() - beganAt).toBeLessThan(10_000);
    fixture.provider.faults.clear();
    expect([await fixture.last(id), count()]).toEqual([COMPLETE, ONCE]);
    const messages = await told();
    const at = messages.findLastIndex((message) => message.startsWith('Waiting'));
    expect(messages[at]).toMatch(/not accepting requests right now\. Trying again in 2 s\.$/);
    expect(messages[at + 1]).toMatch(/^Making clip/);
  }, 60_000);

  it('31: that is refused says why, and that nothing was charged', async () => {
    fixture.provider.faults.always('create', { status: 402 });
    const { end, billed } = await change();
    expect([end, billed]).toEqual([
      failed('VIDEO_MODEL_FAILED', /no credit left.*Nothing was charged/),
      NOTHING,
    ]);
  }, 60_000);
});

describe('a prediction', () => {
  it('that fails costs nothing, and the user reads why', async () => {
    fixture.provider.course({ end: 'failed' });
    const { end, billed } = await change();
    expect(end).toEqual(failed('VIDEO_MODEL_FAILED', /CUDA out of memory\. Nothing was charged/));
    expect(billed).toEqual({ ...NOTHING, made: 1 });
  }, 60_000);
});

describe('what was made', () => {
  /** Retries a failed change; returns the provider's bill for it and its end. */
  async function retry(failedId: string): ReturnType<typeof change> {
    const count = meter(fixture.provider);
    const { retryRegeneration } = await fixture.api.data<{ retryRegeneration: { regenerationId: string } }>(
      RETRY,
      { id: failedId },
    );
    const { regenerationId: id } = retryRegeneration;
    const end = await fixture.last(id);
    expect(await booksOf(fixture.db, id)).toEqual(eachBook(count().usd));
    return { id, end, billed: count() };
  }

  it('32: and cannot be brought is a failure that names the charge; a retry brings it for nothing more', async () => {
    fixture.provider.faults.always('output', { status: 503 });
    const { id, end, billed } = await change();
    expect([end, billed]).toEqual([
      failed('VIDEO_MODEL_FAILED', /cannot be fetched.*\$0\.25 was charged/),
      ONCE,
    ]);
    fixture.provider.faults.clear();
    expect(await retry(id)).toMatchObject({ end: COMPLETE, billed: NOTHING });
  }, 90_000);

  it('32: and is gone is made again by a retry', async () => {
    fixture.provider.faults.always('output', { status: 404 });
    const { id, end } = await change();
    expect(end).toEqual(failed('VIDEO_MODEL_FAILED', /cannot be fetched/));
    fixture.provider.faults.clear();
    fixture.provider.faults.once(
      'output',
      { status: 404 },
      { status: 404 },
      { status: 404 },
      { status: 404 },
    );
    expect(await retry(id)).toMatchObject({ end: COMPLETE, billed: ONCE });
  }, 90_000);

  it('32: and is damaged, or a page that calls itself a video, is a failure; a retry has it made again', async () => {
    const before = await fixture.api.data<JobAnswer>(JOB, { id: fixture.jobId });
    const useless = failed('VIDEO_MODEL_FAILED', /clip cannot be used.*\$0\.25 was charged/);
    fixture.provider.faults.always('output', 'damaged');
    const first = await change();
    expect(first.end).toEqual(useless);
    fixture.provider.faults.always('output', 'page-as-video');
    const second = await retry(first.id);
    expect(second).toMatchObject({ end: useless, billed: ONCE });
    const after = await fixture.api.data<JobAnswer>(JOB, { id: fixture.jobId });
    expect(after.job.clips).toEqual(before.job.clips);
    fixture.provider.faults.clear();
    expect(await retry(second.id)).toMatchObject({ end: COMPLETE, billed: ONCE });
  }, 90_000);

  it('and could not be stored is brought by a retry for nothing more', async () => {
    fixture.provider.course({ end: 'held' });
    const count = meter(fixture.provider);
    const id = await fixture.confirm();
    await callIs(fixture.db, id, 'accepted');
    // A file in place of the regeneration's folder.
    const folder = join(fixture.dataDir, 'storage', 'video-clips', fixture.jobId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, id), 'in the way');
    fixture.provider.predictions.at(-1)!.release();
    expect(await fixture.last(id)).toEqual(failed('STORAGE_FAILED', /./));
    expect(count()).toEqual(ONCE);
    fixture.provider.course({ end: 'succeeded' });
    expect(await retry(id)).toMatchObject({ end: COMPLETE, billed: NOTHING });
  }, 90_000);
});
