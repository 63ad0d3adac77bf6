import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createPrismaClient } from '../../../prisma/client.js';
import { openPaidCall, settlePaidCall } from '../../../core/regeneration/ledger.js';
import { endRegeneration, publishRegeneration, requestCancel } from '../../../core/regeneration/lifecycle.js';
import { admit } from '../../kit/rows/admit.js';
import { claim, claimOf } from '../../kit/rows/claim.js';
import { followToEnd } from '../../kit/server/editing.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { CANCEL, RETRY, type ProgressEvent } from '../../kit/server/operations.js';
import {
  booksOf,
  callIs,
  callOf,
  createPaidFixture,
  eachBook,
  letAnHourPass,
  meter,
  type PaidFixture,
} from '../../kit/paid/paid-fixture.js';
import { byEffort, spread } from '../../kit/effort.js';
import { until } from '../../kit/server/until.js';
import { runnersOf } from '../../kit/server/runners.js';

const PUBLICATION = {
  originalClipKey: 'video-clips/job/clip_2.mp4',
  clipKey: 'video-clips/job/new.mp4',
  clipSha256: 'abc',
  thumbnailKey: null,
  videoKey: 'video-outputs/job/new.mp4',
  message: 'Done!',
};

/** Canceling what a provider charges for. */
let fixture: PaidFixture;

beforeAll(async () => {
  fixture = await createPaidFixture();
}, 300_000);
afterAll(async () => await fixture.drop());
beforeEach(() => {
  fixture.provider.faults.clear();
  fixture.provider.course({ runMs: 20_000, startMs: 0, end: 'held', queuedEnd: 'aborted' });
});
afterEach(async () => {
  expect(await brokenInvariants(fixture.db)).toEqual([]);
  await letAnHourPass(fixture.db);
});

/** Of a cancellation and an end that meet in the database. */
const ROUNDS = byEffort({ quick: 25, full: 100 });
/** Promised for a whole cancellation: from the mutation to CANCELED, with the Job gone. */
const CANCEL_LIMIT_MS = 10_000;

/** Cancels; returns the user's event, and fails if the Job takes too long to disappear. */
async function cancel(id: string): Promise<ProgressEvent> {
  const askedAt = Date.now();
  await fixture.api.data(CANCEL, { id });
  const end = await fixture.last(id);
  await until(() => runnersOf(fixture.server).length === 0, { limitMs: CANCEL_LIMIT_MS, what: 'no runner' });
  expect(Date.now() - askedAt).toBeLessThan(CANCEL_LIMIT_MS);
  return end;
}

const dollars = (usd: string): string =>
  `$${Number(usd)
    .toFixed(4)
    .replace(/0{1,2}$/, '')} was charged.`;

describe('39: a cancellation', () => {
  it('39: while the provider runs ends it there, and books what ran', async () => {
    const count = meter(fixture.provider);
    const id = await fixture.confirm();
    await callIs(fixture.db, id, 'accepted');
    await until(() => fixture.provider.predictions.at(-1)!.status === 'processing');
    const end = await cancel(id);
    const { usd, made } = count();
    expect([made, fixture.provider.predictions.at(-1)!.status]).toEqual([1, 'canceled']);
    expect(Number(usd)).toBeGreaterThan(0);
    expect(Number(usd)).toBeLessThan(0.25);
    expect(await booksOf(fixture.db, id)).toEqual(eachBook(usd));
    expect(end).toMatchObject({ type: 'REGENERATION_CANCELED', message: `Canceled. ${dollars(usd)}` });
  }, 60_000);

  it.each(spread(['aborted', 'canceled'] as const, 1))(
    '39: before the provider has begun is free, where it is %s',
    async (queuedEnd) => {
      fixture.provider.course({ startMs: 60_000, queuedEnd });
      const id = await fixture.confirm();
      await callIs(fixture.db, id, 'accepted');
      expect(await cancel(id)).toMatchObject({ message: 'Canceled. Nothing was charged.' });
      expect(fixture.provider.predictions.at(-1)!.status).toBe(queuedEnd);
      expect(await booksOf(fixture.db, id)).toEqual(eachBook('0.0000'));
    },
    60_000,
  );

  it('39: while the POST has no answer finds what it made, and ends it', async () => {
    fixture.provider.faults.once('create', 'hang');
    const count = meter(fixture.provider);
    const id = await fixture.confirm();
    await until(() => count().made === 1, { limitMs: 30_000, what: 'a POST' });
    expect((await cancel(id)).type).toBe('REGENERATION_CANCELED');
    expect(fixture.provider.predictions.at(-1)!.status).toBe('canceled');
    expect(await booksOf(fixture.db, id)).toEqual(eachBook(count().usd));
    expect(await callOf(fixture.db, id)).toMatchObject({
      externalId: fixture.provider.predictions.at(-1)!.id,
    });
  }, 60_000);

  it.each(['with its id known', 'with the answer to its POST lost'])(
    '39: whose runner is dead, %s, is carried out by the next one',
    async (known) => {
      if (known === 'with the answer to its POST lost') fixture.provider.faults.once('create', 'hang');
      const count = meter(fixture.provider);
      const id = await fixture.confirm();
      await until(() => count().made === 1, { limitMs: 30_000, what: 'a POST' });
      if (known === 'with its id known') await callIs(fixture.db, id, 'accepted');
      for (const pid of runnersOf(fixture.server)) process.kill(pid, 'SIGKILL');
      await fixture.api.data(CANCEL, { id });
      expect((await fixture.last(id)).type).toBe('REGENERATION_CANCELED');
      expect([count().made, fixture.provider.predictions.at(-1)!.status]).toEqual([1, 'canceled']);
      expect(await booksOf(fixture.db, id)).toEqual(eachBook(count().usd));
      await until(() => runnersOf(fixture.server).length === 0);
    },
    60_000,
  );

  it('39: that comes when the clip is paid for keeps it for a retry', async () => {
    fixture.provider.course({ end: 'succeeded', runMs: 500 });
    fixture.provider.faults.always('output', 'hang');
    const count = meter(fixture.provider);
    const id = await fixture.confirm();
    await callIs(fixture.db, id, 'settled');
    expect(await cancel(id)).toMatchObject({ message: 'Canceled. $0.25 was charged.' });
    fixture.provider.faults.clear();
    const { retryRegeneration } = await fixture.api.data<{ retryRegeneration: { regenerationId: string } }>(
      RETRY,
      { id },
    );
    expect((await fixture.last(retryRegeneration.regenerationId)).type).toBe('REGENERATION_COMPLETE');
    expect(count()).toEqual({ charged: 1, made: 1, usd: '0.2500' });
    expect(await booksOf(fixture.db, retryRegeneration.regenerationId)).toEqual(eachBook('0.0000'));
  }, 60_000);
});

describe('38: a cancellation that races the end', () => {
  it('38: of a prediction leaves one end, and books what was billed', async () => {
    for (const afterMs of spread([0, 300, 1200], 2)) {
      const count = meter(fixture.provider);
      const id = await fixture.confirm();
      await callIs(fixture.db, id, 'accepted');
      const prediction = fixture.provider.predictions.at(-1)!;
      prediction.release();
      await wait(afterMs);
      await fixture.api.data(CANCEL, { id });
      const ends = (await followToEnd(fixture.api, id)).filter(({ type }) =>
        /COMPLETE|CANCELED|FAILED/.test(type),
      );
      expect(ends.map(({ type }) => type)).toEqual([expect.stringMatching(/COMPLETE|CANCELED/)]);
      expect(await booksOf(fixture.db, id)).toEqual(eachBook(count().usd));
      expect(count()).toEqual({ charged: 1, made: 1, usd: '0.2500' });
    }
  }, 120_000);

  it(`38: in the database is won by exactly one, in ${ROUNDS} rounds`, async () => {
    const db = createPrismaClient(fixture.databaseUrl, { poolSize: 8 });
    const wins = { completed: 0, canceled: 0 };
    // Milliseconds by which the user waits for the runner: the winner starts later next time, so that the two meet.
    let headStartMs = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const userId = randomUUID();
      const id = await admit(db, userId, await insertJob(db, { userId }));
      const fence = await claim(db, id, 1);
      const opened = await openPaidCall(db, claimOf(id, fence), 'video_generator', 'replicate', '0.5');
      if (!('call' in opened)) throw new Error(opened.outcome);
      const settlement = { outcome: 'succeeded', costUsd: '0.3', patch: {} } as const;
      const runner = async (): Promise<boolean> =>
        (await settlePaidCall(db, claimOf(id, fence), opened.call.id, settlement)) &&
        (await publishRegeneration(db, claimOf(id, fence), PUBLICATION));
      const user = async (): Promise<boolean> => {
        if ((await requestCancel(db, id, userId)) !== 'canceling') return false;
        return await endRegeneration(
          db,
          { id, attempt: 1 },
          { status: 'canceled', message: 'Canceled. {charged}' },
        );
      };
      const [published, canceled] = await Promise.all([
        wait(Math.max(0, -headStartMs)).then(runner),
        wait(Math.max(0, headStartMs)).then(user),
      ]);
      expect([published, canceled].filter(Boolean)).toHaveLength(1);
      wins[published ? 'completed' : 'canceled']++;
      headStartMs += published ? -1 : 1;
      const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id }, include: { job: true } });
      expect(row.status).toBe(published ? 'completed' : 'canceled');
      // A call that was not settled at the cancellation had not been accepted, so nothing was charged for it.
      const usd = (await callOf(db, id)).outcome === 'succeeded' ? '0.3000' : '0.0000';
      expect(await booksOf(db, id)).toEqual(eachBook(usd));
      expect(Number(row.job.totalCost)).toBeCloseTo(1.5 + Number(usd), 4);
    }
    await db.$disconnect();
    expect(wins.completed * wins.canceled).toBeGreaterThan(0);
  }, 120_000);
});
