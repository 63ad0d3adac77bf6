import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { changesRequest } from '../../test/kit/rows/admit-changes.js';
import { admit, LIMITS } from '../../test/kit/rows/admit.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { price, queueRequest } from '../../test/kit/rows/queue-request.js';
import { endRegeneration } from '../regeneration/lifecycle.js';
import {
  addQueuedChange,
  askAboutQueuedChange,
  confirmQueuedChange,
  moveQueuedChange,
  removeQueuedChange,
  startQueuedChange,
  takeDueQueuedChanges,
  updateQueuedChange,
  type QueueRequest,
  type Started,
} from './queue-changes.js';
import { isDearer, MOST_QUEUED, type QueuedChange } from './queued-change.js';
import { QueueRepository } from './queue-repository.js';

let database: TestDatabase;
let db: PrismaClient;
let queues: QueueRepository;
let userId: string;
let jobId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 10 });
  queues = new QueueRepository(db);
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

const wish = (clipIndexes: number[], instruction?: string): QueueRequest =>
  queueRequest(userId, jobId, clipIndexes, instruction === undefined ? {} : { instruction });

/** Queues behind a change that runs. Returns the queued change's id. */
async function queued(clipIndexes: number[], change: Partial<QueueRequest> = {}): Promise<string> {
  const added = await addQueuedChange(db, { ...wish(clipIndexes), ...change });
  if (!('queuedId' in added) || added.queuedId === null) throw new Error(added.outcome);
  return added.queuedId;
}

const order = async (): Promise<string[]> => (await queues.of(jobId, userId)).map(({ id }) => id);
const end = async (id: string, status: 'failed' | 'canceled' = 'canceled'): Promise<boolean> =>
  await endRegeneration(db, { id, attempt: 1 }, {
    status,
    message: 'Ended.',
    ...(status === 'failed' ? { code: 'TIMEOUT', retryable: true } : {}),
  } as Parameters<typeof endRegeneration>[2]);

async function taken(): Promise<QueuedChange[]> {
  const all = await takeDueQueuedChanges(db, 20, 60);
  return all.filter((one) => one.jobId === jobId);
}

const start = async (change: QueuedChange, limits = LIMITS): Promise<Started> =>
  await startQueuedChange(
    db,
    change,
    changesRequest(
      ...([userId, jobId] as const),
      change.changes.map(({ clipIndex, instruction }) => ({ clipIndex, instruction })),
      { idempotencyKey: `queue-${change.id}` },
    ),
    limits,
  );

describe('adding to a queue', () => {
  it('adds nothing where nothing runs and nothing waits: the change can start at once', async () => {
    expect(await addQueuedChange(db, wish([0]))).toEqual({ outcome: 'IDLE' });
    expect(await order()).toEqual([]);
  });

  it('keeps the order in which changes came, also when they come at the same time', async () => {
    await admit(db, userId, jobId);
    const first = await queued([0]);
    const together = await Promise.all([1, 2, 3, 4].map(async (clip) => await queued([clip])));
    const last = await queued([5]);
    const all = await order();
    expect([all[0], all.at(-1)]).toEqual([first, last]);
    expect(all.slice(1, -1).sort()).toEqual(together.sort());
  });

  it('takes one of two requests with the same key, for two videos at the same moment', async () => {
    const other = await insertJob(db, { userId });
    for (const id of [jobId, other]) await admit(db, userId, id);
    const requests = [jobId, other].map((id) => ({
      ...wish([0]),
      ...{ jobId: id, idempotencyKey: 'the same', inputHash: id },
    }));
    const both = await Promise.all(requests.map(async (request) => await addQueuedChange(db, request)));
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['IDEMPOTENCY_KEY_REUSED', 'QUEUED']);
  });

  it(`refuses more than ${MOST_QUEUED}, also of two that come at once`, async () => {
    await admit(db, userId, jobId);
    for (let n = 1; n < MOST_QUEUED; n++) await queued([0]);
    const both = await Promise.all([addQueuedChange(db, wish([1])), addQueuedChange(db, wish([2]))]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['LIMIT_REACHED', 'QUEUED']);
    expect((await addQueuedChange(db, wish([3]))).outcome).toBe('LIMIT_REACHED');
  });

  it('answers the same key and input with the same change, waiting or begun', async () => {
    const running = await admit(db, userId, jobId);
    const keyed = { ...wish([0]), idempotencyKey: 'key' };
    const id = await queued([0], keyed);
    expect(await addQueuedChange(db, keyed)).toEqual({
      ...{ outcome: 'REPLAYED', queuedId: id, regenerationId: null },
    });
    expect((await addQueuedChange(db, { ...keyed, inputHash: 'other' })).outcome).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    await end(running);
    const [change] = await taken();
    const asked = changesRequest(userId, jobId, [{ clipIndex: 0 }], { idempotencyKey: 'key' });
    const started = await startQueuedChange(db, change!, asked, LIMITS);
    expect(await addQueuedChange(db, keyed)).toEqual({
      ...{
        outcome: 'REPLAYED',
        queuedId: null,
        regenerationId: 'regenerationId' in started && started.regenerationId,
      },
    });
  });

  it('is for the owner alone', async () => {
    await admit(db, userId, jobId);
    const stranger = randomUUID();
    expect((await addQueuedChange(db, { ...wish([0]), userId: stranger })).outcome).toBe('FORBIDDEN');
    expect((await addQueuedChange(db, { ...wish([0]), jobId: randomUUID() })).outcome).toBe('NOT_FOUND');
    const id = await queued([0]);
    const theirs = { id, userId: stranger };
    expect(await updateQueuedChange(db, theirs, wish([1]))).toBe(false);
    expect(await moveQueuedChange(db, theirs, 1)).toBe(false);
    expect(await confirmQueuedChange(db, theirs)).toBe(false);
    expect(await removeQueuedChange(db, theirs)).toBe(false);
    expect(await queues.find(id, stranger)).toBeNull();
    expect(await queues.of(jobId, stranger)).toEqual([]);
    expect(await order()).toEqual([id]);
  });
});

describe('what its person does with a queue', () => {
  beforeEach(async () => {
    await admit(db, userId, jobId);
  });

  it.each([
    [1, 'c a b d'],
    [2, 'a c b d'],
    [3, 'a b c d'],
    [4, 'a b d c'],
    [99, 'a b d c'],
    [-5, 'c a b d'],
  ])('moves the third to place %i', async (place, expected) => {
    const ids = new Map<string, string>();
    for (const [clip, name] of ['a', 'b', 'c', 'd'].entries()) ids.set(await queued([clip]), name);
    const third = [...ids.keys()][2]!;
    expect(await moveQueuedChange(db, { id: third, userId }, place)).toBe(true);
    expect((await order()).map((id) => ids.get(id)).join(' ')).toBe(expected);
  });

  it('removes one, and keeps the order of the rest', async () => {
    const [a, b, c] = [await queued([0]), await queued([1]), await queued([2])];
    expect(await removeQueuedChange(db, { id: b, userId })).toBe(true);
    expect(await removeQueuedChange(db, { id: b, userId })).toBe(false);
    expect(await order()).toEqual([a, c]);
  });

  it('puts another wish in the same place', async () => {
    const [a, b] = [await queued([0]), await queued([1])];
    const other = { ...wish([3, 4], 'warmer'), quoted: price('0.2000') };
    expect(await updateQueuedChange(db, { id: a, userId }, other)).toBe(true);
    expect(await order()).toEqual([a, b]);
    expect((await queues.of(jobId, userId))[0]).toMatchObject({
      ...{ changes: other.changes, quoted: other.quoted, revision: 2 },
    });
  });
});

describe('whose turn it is', () => {
  it('is nobody’s while a change runs, however it is asked for', async () => {
    await admit(db, userId, jobId);
    await queued([0]);
    expect(await taken()).toEqual([]);
  });

  it.each(['failed', 'canceled'] as const)('is the next one’s when a change has %s', async (status) => {
    const running = await admit(db, userId, jobId);
    const [a, b] = [await queued([0]), await queued([1])];
    await end(running, status);
    const [first] = await taken();
    expect(first!.id).toBe(a);
    expect(await start(first!)).toMatchObject({ outcome: 'ADMITTED' });
    expect(await order()).toEqual([b]);
    expect(await taken()).toEqual([]);
  });

  it('is taken by one server at a time, and again where that one dies', async () => {
    const running = await admit(db, userId, jobId);
    await queued([0]);
    await end(running);
    const both = await Promise.all([taken(), taken()]);
    expect(both.flat()).toHaveLength(1);
    await db.queuedChange.updateMany({ where: { jobId }, data: { heldUntil: new Date(0) } });
    expect(await taken()).toHaveLength(1);
  });

  it('passes over one that asks, but not for what touches the same clips', async () => {
    const running = await admit(db, userId, jobId);
    const [asks, behind, , other] = [
      ...[await queued([0, 1]), await queued([1, 2]), await queued([2]), await queued([4])],
    ];
    await end(running);
    const [first] = await taken();
    expect(first!.id).toBe(asks);
    await askAboutQueuedChange(db, first!, 'It costs more now. Go on?', price('0.9000'));
    expect((await taken()).map(({ id }) => id)).toEqual([other]);
    await db.queuedChange.updateMany({ where: { jobId }, data: { heldUntil: null } });
    await removeQueuedChange(db, { id: asks!, userId });
    expect((await taken()).map(({ id }) => id)).toEqual([behind]);
  });

  it('comes back with a yes, at the price that was asked about', async () => {
    const running = await admit(db, userId, jobId);
    const id = await queued([0]);
    await end(running);
    const [first] = await taken();
    await askAboutQueuedChange(db, first!, 'It costs more now. Go on?', price('0.9000'));
    expect(await queues.of(jobId, userId)).toMatchObject([
      { state: 'ASKS', question: 'It costs more now. Go on?', asked: price('0.9000') },
    ]);
    expect(await confirmQueuedChange(db, { id, userId })).toBe(true);
    const [again] = await taken();
    expect(again).toMatchObject({ state: 'WAITING', question: null, asked: null, quoted: price('0.9000') });
  });
});

describe('starting one', () => {
  let first: QueuedChange;
  beforeEach(async () => {
    const running = await admit(db, userId, jobId);
    await queued([0]);
    await queued([1]);
    await end(running);
    first = (await taken())[0]!;
  });

  it('admits it once, however many servers start it at the same moment', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map(async () => (await start(first)).outcome));
    expect(outcomes.sort()).toEqual(['ADMITTED', 'MOVED_ON', 'MOVED_ON', 'MOVED_ON']);
    expect(await db.clipRegeneration.count({ where: { jobId, status: 'queued' } })).toBe(1);
    expect(await order()).toHaveLength(1);
  });

  it('leaves it waiting where the server dies before the commit: it never both waits and runs', async () => {
    const asked = JSON.stringify({ ...changesRequest(userId, jobId, [{ clipIndex: 0 }]), limits: LIMITS });
    const dies = db.$transaction(async (transaction) => {
      const [row] = await transaction.$queryRaw<{ outcome: string }[]>`
        SELECT outcome FROM start_queued_change(${first.id}::uuid, ${first.revision}::int, ${asked}::jsonb)`;
      throw new Error(row!.outcome);
    });
    await expect(dies).rejects.toThrow('ADMITTED');
    expect((await order())[0]).toBe(first.id);
    expect(await db.clipRegeneration.count({ where: { jobId, status: 'queued' } })).toBe(0);
    expect(await start(first)).toMatchObject({ outcome: 'ADMITTED' });
  });

  it('starts nothing that was changed, asked about or removed after it was taken', async () => {
    await updateQueuedChange(db, { id: first.id, userId }, wish([5], 'warmer'));
    expect(await start(first)).toEqual({ outcome: 'MOVED_ON' });
    const [now] = await taken();
    await removeQueuedChange(db, { id: now!.id, userId });
    expect(await start(now!)).toEqual({ outcome: 'MOVED_ON' });
    expect(await db.clipRegeneration.count({ where: { jobId, status: 'queued' } })).toBe(0);
  });

  it('keeps one that a rule refuses', async () => {
    expect(await start(first, { ...LIMITS, budgetUsd: '1' })).toMatchObject({ outcome: 'BUDGET_EXCEEDED' });
    expect((await order())[0]).toBe(first.id);
  });

  it('keeps one where its person began another change meanwhile, and is ready when that ends', async () => {
    const between = await admit(db, userId, jobId);
    expect(await start(first)).toMatchObject({ outcome: 'REGENERATION_IN_PROGRESS' });
    await end(between);
    expect((await taken()).map(({ id }) => id)).toEqual([first.id]);
  });
});

describe('a price', () => {
  it.each([
    ['the same', price('0.5000'), price('0.5000'), false],
    ['less', price('0.4000'), price('0.5000'), false],
    ['more', price('0.5001'), price('0.5000'), true],
    ['the same, with another discount in it', price('0.5000'), price('0.5000', '0.0500'), false],
    ['one that is no longer known', price('0.5000', '0', false), price('0.5000'), true],
    ['one that was not known before either', price('0.5000', '0', false), price('0.5000', '0', false), false],
  ])('%s', (_what, now, agreed, dearer) => {
    expect(isDearer(now, agreed)).toBe(dearer);
  });
});

it('goes with its video', async () => {
  const running = await admit(db, userId, jobId);
  await queued([0]);
  await end(running);
  const [row] = await db.$queryRaw<{ outcome: string }[]>`
    SELECT delete_job(${jobId}::uuid, ${userId}::uuid) AS outcome`;
  expect(row!.outcome).toBe('DELETED');
  expect(await db.queuedChange.count({ where: { userId } })).toBe(0);
});
