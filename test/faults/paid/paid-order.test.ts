import { readFile } from 'node:fs/promises';
import { RegenerationFailure } from '../../../core/errors.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { booksOf, callOf, eachBook, meter, type Billed } from '../../kit/paid/paid-fixture.js';
import { createPaidRuns, type PaidRuns, type Run } from '../../kit/paid/paid-run.js';
import type { Fault } from '../../providers/replicate-faults.js';

/** What goes wrong between a runner and its provider: each fault of the matrix by its number, on a real ledger. */
let runs: PaidRuns;
const CLIP_USD = '0.2500';
const ONCE: Billed = { charged: 1, made: 1, usd: CLIP_USD };
const NOTHING: Billed = { charged: 0, made: 0, usd: '0.0000' };

beforeAll(async () => {
  runs = await createPaidRuns();
}, 60_000);
afterAll(async () => await runs.drop());
beforeEach(() => {
  runs.provider.faults.clear();
  runs.provider.course({ runMs: 300, startMs: 50, end: 'succeeded', billedSeconds: null });
});
afterEach(async () => expect(await brokenInvariants(runs.db)).toEqual([]));

/** Runs to the end; the books must say what the provider billed meanwhile, to the cent. */
async function run(): Promise<Run & { billed: Billed }> {
  const count = meter(runs.provider);
  const ended = await runs.run();
  const billed = count();
  expect(await booksOf(runs.db, ended.id)).toEqual(eachBook(billed.usd));
  return { ...ended, billed };
}

function expectFailure({ failure }: Run, code: string, message: RegExp): void {
  expect(failure).toBeInstanceOf(RegenerationFailure);
  expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
}

describe('a POST', () => {
  it.each<[string, Fault, number]>([
    ['27: that is lost before it arrives is made once more', 'lost', 2],
    ['27: that arrives late is found, and not made again', { arrivesMs: 800 }, 1],
    ['28: whose answer is lost is found', 'unanswered', 1],
    ['28: whose answer never comes is found', 'hang', 1],
    ['28: whose answer comes late is waited for', { slowMs: 1500 }, 1],
    ['28: whose answer is garbage is found', 'garbage', 1],
    ['31: that a gateway refuses is made once more', { status: 502 }, 2],
    ['31: that comes too often is made when it may', { status: 429, retryAfterSeconds: 1 }, 1],
  ])(
    '%s: one charge',
    async (_what, fault, posts) => {
      runs.provider.faults.once('create', fault);
      const { id, failure, billed } = await run();
      expect([failure, billed]).toEqual([null, ONCE]);
      expect(await callOf(runs.db, id)).toMatchObject({ posts, ambiguous: posts > 1, outcome: 'succeeded' });
    },
    30_000,
  );

  it('27: that is lost twice is not made a third time', async () => {
    runs.provider.faults.always('create', 'lost');
    const ended = await run();
    expectFailure(ended, 'VIDEO_MODEL_FAILED', /did not answer/);
    expect(ended.billed).toEqual(NOTHING);
    expect(await callOf(runs.db, ended.id)).toMatchObject({ posts: 2, ambiguous: true });
  }, 30_000);

  it('31: that comes too often again and again is given up, for nothing', async () => {
    runs.provider.faults.always('create', { status: 429, retryAfterSeconds: 0 });
    const before = runs.provider.requests('create');
    const ended = await run();
    expectFailure(ended, 'VIDEO_MODEL_FAILED', /takes no further orders/);
    expect([ended.billed, runs.provider.requests('create') - before]).toEqual([NOTHING, 6]);
  }, 30_000);

  it.each<[number, RegExp]>([
    [400, /does not take this request/],
    [401, /REPLICATE_API_TOKEN/],
    [402, /no credit left/],
    [404, /does not offer this model/],
    [422, /does not take this request/],
  ])('31: that is refused with %i says why, at once and for nothing', async (status, sentence) => {
    runs.provider.faults.always('create', { status });
    const before = runs.provider.requests('create');
    const ended = await run();
    expectFailure(ended, 'VIDEO_MODEL_FAILED', sentence);
    expect([ended.billed, runs.provider.requests('create') - before]).toEqual([NOTHING, 1]);
  });
});

describe('a prediction', () => {
  it.each<Fault>([{ status: 500 }, 'garbage', 'lost', { status: 429, retryAfterSeconds: 1 }, 'hang'])(
    '30, 31: is finished by polling alone, also after a question that ends with %j',
    async (fault) => {
      runs.provider.faults.once('get', fault);
      const { failure, billed } = await run();
      expect([failure, billed]).toEqual([null, ONCE]);
    },
    30_000,
  );

  it.each([
    ['more', 7.5, '0.3750'],
    ['fewer', 4, '0.2000'],
  ])(
    'that is billed for %s seconds than were ordered is booked for them',
    async (_what, billedSeconds, usd) => {
      runs.provider.course({ billedSeconds });
      const { failure, billed } = await run();
      expect([failure, billed]).toEqual([null, { charged: 1, made: 1, usd }]);
    },
  );
});

describe('what was made', () => {
  it.each<[string, Fault]>([
    ['is not there at first', { status: 404 }],
    ['breaks off', 'cut-short'],
    ['is a page at first', 'wrong-type'],
  ])('32: and %s is brought again, whole', async (_what, fault) => {
    runs.provider.faults.once('output', fault);
    const { failure, billed, outputPath } = await run();
    expect([failure, billed]).toEqual([null, ONCE]);
    expect((await readFile(outputPath)).subarray(4, 8).toString()).toBe('ftyp');
  });

  it.each<[string, Fault, RegExp]>([
    ['drips', 'drip', /cannot be fetched whole/],
    ['is never sent', 'hang', /cannot be fetched whole/],
    ['is gone', { status: 404 }, /cannot be fetched/],
    ['is a page', 'wrong-type', /is not a video/],
  ])(
    '32: and %s for good is a failure in bounded time, with the charge booked and nothing left behind',
    async (_what, fault, sentence) => {
      runs.provider.faults.always('output', fault);
      const ended = await run();
      expectFailure(ended, 'VIDEO_MODEL_FAILED', sentence);
      expect(ended.billed).toEqual(ONCE);
      await expect(readFile(ended.outputPath)).rejects.toThrow('ENOENT');
      await expect(readFile(`${ended.outputPath}.part`)).rejects.toThrow('ENOENT');
    },
    30_000,
  );
});
