import { readFile } from 'node:fs/promises';
import { RegenerationFailure } from '../../../core/errors.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { booksOf, callOf, eachBook, meter, type Billed } from '../../kit/paid/paid-fixture.js';
import { createPaidRuns, type PaidRuns, type Run } from '../../kit/paid/paid-run.js';
import { sideBySide } from '../../kit/side-by-side.js';
import type { Fault } from '../../providers/replicate-faults.js';
import type { ReplicateServer } from '../../providers/replicate-server.js';

/** Faults between a runner and its provider, each with its number in the fault matrix, on a real ledger. */
let runs: PaidRuns;
const CLIP_USD = '0.2500';
const ONCE: Billed = { charged: 1, made: 1, usd: CLIP_USD };
const NOTHING: Billed = { charged: 0, made: 0, usd: '0.0000' };

interface Ended extends Run {
  billed: Billed;
  /** Requests to create a prediction at its provider. */
  creations: number;
  /** From beginning to end. */
  milliseconds: number;
}

interface Disturbed {
  name: string;
  disturb: (provider: ReplicateServer) => void;
}

/** Runs mostly wait for their provider, so several wait at once. */
const RUNS_AT_ONCE = 6;
const disturbed: Disturbed[] = [];
let endOf: (one: Disturbed) => Promise<Ended>;

beforeAll(async () => {
  runs = await createPaidRuns();
  endOf = sideBySide(disturbed, RUNS_AT_ONCE, run);
}, 60_000);
afterAll(async () => {
  expect(await brokenInvariants(runs.db)).toEqual([]);
  await runs.drop();
});

/** Runs to the end at its own provider; the books must match that provider's bill, to the cent. */
async function run({ disturb }: Disturbed): Promise<Ended> {
  const provider = await runs.anotherProvider();
  provider.course({ runMs: 300, startMs: 50, end: 'succeeded', billedSeconds: null });
  disturb(provider);
  const count = meter(provider);
  const began = Date.now();
  const ended = await runs.run({ at: provider });
  const milliseconds = Date.now() - began;
  const billed = count();
  expect(await booksOf(runs.db, ended.id)).toEqual(eachBook(billed.usd));
  return { ...ended, billed, creations: provider.requests('create'), milliseconds };
}

/** Declares a test whose run goes on in parallel with the others. */
function itRuns(name: string, disturb: Disturbed['disturb'], check: (ended: Ended) => unknown): void {
  const one = { name, disturb };
  disturbed.push(one);
  it(name, async () => void (await check(await endOf(one))), 30_000);
}

function expectFailure({ failure }: Run, code: string, message: RegExp): void {
  expect(failure).toBeInstanceOf(RegenerationFailure);
  expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
}

describe('a POST', () => {
  const one: [string, Fault, number][] = [
    ['27: that is lost before it arrives is made once more', 'lost', 2],
    ['27: that arrives late is found, and not made again', { arrivesMs: 800 }, 1],
    ['28: whose answer is lost is found', 'unanswered', 1],
    ['28: whose answer never comes is found', 'hang', 1],
    ['28: whose answer comes late is waited for', { slowMs: 1500 }, 1],
    ['28: whose answer is garbage is found', 'garbage', 1],
    ['31: that a gateway refuses is made once more', { status: 502 }, 2],
  ];
  for (const [what, fault, posts] of one)
    itRuns(
      `${what}: one charge`,
      ({ faults }) => faults.once('create', fault),
      async ({ id, failure, billed }) => {
        expect([failure, billed]).toEqual([null, ONCE]);
        expect(await callOf(runs.db, id)).toMatchObject({
          posts,
          ambiguous: posts > 1,
          outcome: 'succeeded',
        });
      },
    );

  itRuns(
    '27: that is lost is made once more, also if the provider does not answer when it would be given up',
    ({ faults }) => {
      faults.once('create', 'lost');
      // One a second: the fourth comes when a lost POST can no longer arrive.
      faults.once('list', ...Array.from({ length: 4 }, () => ({ status: 500 })));
    },
    async ({ id, failure, billed }) => {
      expect([failure, billed]).toEqual([null, ONCE]);
      expect(await callOf(runs.db, id)).toMatchObject({ posts: 2, ambiguous: true });
    },
  );

  itRuns(
    '31: that comes too often says for how long it waits, and is made when it may',
    ({ faults }) => faults.once('create', { status: 429, retryAfterSeconds: 3 }),
    ({ failure, billed, waiting, milliseconds }) => {
      expect([failure, billed]).toEqual([null, ONCE]);
      const sentence =
        'Waiting: the video provider is not accepting requests right now. Trying again in 3 s.';
      expect(waiting).toEqual([sentence, null]);
      expect(milliseconds).toBeGreaterThan(3000);
    },
  );

  itRuns(
    '31: that may be made in an hour is given up at once, and says when',
    ({ faults }) => faults.always('create', { status: 429, retryAfterSeconds: 3600 }),
    (ended) => {
      expectFailure(ended, 'VIDEO_MODEL_FAILED', /not accepting requests.*try again in 60 minutes/);
      expect([ended.billed, ended.creations, ended.waiting]).toEqual([NOTHING, 1, []]);
    },
  );

  itRuns(
    '27: that is lost twice is not made a third time',
    ({ faults }) => faults.always('create', 'lost'),
    async (ended) => {
      expectFailure(ended, 'VIDEO_MODEL_FAILED', /did not answer/);
      expect(ended.billed).toEqual(NOTHING);
      expect(await callOf(runs.db, ended.id)).toMatchObject({ posts: 2, ambiguous: true });
    },
  );

  itRuns(
    '31: that comes too often again and again is given up, for nothing',
    ({ faults }) => faults.always('create', { status: 429, retryAfterSeconds: 0 }),
    (ended) => {
      expectFailure(ended, 'VIDEO_MODEL_FAILED', /is not accepting requests/);
      expect([ended.billed, ended.creations]).toEqual([NOTHING, 6]);
    },
  );

  const rejections: [number, RegExp][] = [
    [400, /does not take this request/],
    [401, /REPLICATE_API_TOKEN/],
    [402, /no credit left/],
    [404, /does not offer this model/],
    [422, /does not take this request/],
  ];
  for (const [status, sentence] of rejections)
    itRuns(
      `31: that is refused with ${status} says why, at once and for nothing`,
      ({ faults }) => faults.always('create', { status }),
      (ended) => {
        expectFailure(ended, 'VIDEO_MODEL_FAILED', sentence);
        expect([ended.billed, ended.creations]).toEqual([NOTHING, 1]);
      },
    );
});

describe('a prediction', () => {
  const faults: Fault[] = [{ status: 500 }, 'garbage', 'lost', { status: 429, retryAfterSeconds: 1 }, 'hang'];
  for (const fault of faults)
    itRuns(
      `30, 31: is finished by polling alone, also after a question that ends with ${JSON.stringify(fault)}`,
      ({ faults }) => faults.once('get', fault),
      ({ failure, billed, waiting }) => {
        expect([failure, billed]).toEqual([null, ONCE]);
        expect(waiting).toEqual([]);
      },
    );

  itRuns(
    '31: that cannot be asked about for a while says so, and is asked no sooner than the provider says',
    ({ faults }) => faults.once('get', { status: 500 }, { status: 429, retryAfterSeconds: 4 }),
    ({ failure, billed, waiting, milliseconds }) => {
      expect([failure, billed]).toEqual([null, ONCE]);
      expect(waiting).toEqual([expect.stringMatching(/^Waiting: .*how far the clip is.* in 4 s\.$/), null]);
      expect(milliseconds).toBeGreaterThan(5000);
    },
  );

  const lengths: [string, number, string][] = [
    ['more', 7.5, '0.3750'],
    ['fewer', 4, '0.2000'],
  ];
  for (const [what, billedSeconds, usd] of lengths)
    itRuns(
      `that is billed for ${what} seconds than were requested is booked for them`,
      (provider) => provider.course({ billedSeconds }),
      ({ failure, billed }) => expect([failure, billed]).toEqual([null, { charged: 1, made: 1, usd }]),
    );
});

describe('what was made', () => {
  const outputs: [string, (url: string) => unknown][] = [
    ['as a list', (url) => [url]],
    ['in an object', (url) => ({ video: url })],
    ['in files of an object', (url) => ({ files: [{ url: 'https://replicate.delivery/a.jpg' }, { url }] })],
  ];
  for (const [how, output] of outputs)
    itRuns(
      `and is delivered ${how} is brought`,
      (provider) => provider.course({ output }),
      async ({ failure, billed, outputPath }) => {
        expect([failure, billed]).toEqual([null, ONCE]);
        expect((await readFile(outputPath)).subarray(4, 8).toString()).toBe('ftyp');
      },
    );

  const passing: [string, Fault][] = [
    ['is not there at first', { status: 404 }],
    ['breaks off', 'cut-short'],
    ['is a page at first', 'wrong-type'],
  ];
  for (const [what, fault] of passing)
    itRuns(
      `32: and ${what} is brought again, whole`,
      ({ faults }) => faults.once('output', fault),
      async ({ failure, billed, outputPath }) => {
        expect([failure, billed]).toEqual([null, ONCE]);
        expect((await readFile(outputPath)).subarray(4, 8).toString()).toBe('ftyp');
      },
    );

  const lasting: [string, Fault, RegExp][] = [
    ['drips', 'drip', /cannot be fetched whole/],
    ['is never sent', 'hang', /cannot be fetched whole/],
    ['is gone', { status: 404 }, /cannot be fetched/],
    ['is a page', 'wrong-type', /is not a video/],
  ];
  for (const [what, fault, sentence] of lasting)
    itRuns(
      `32: and ${what} for good is a failure in bounded time, with the charge booked and nothing left behind`,
      ({ faults }) => faults.always('output', fault),
      async (ended) => {
        expectFailure(ended, 'VIDEO_MODEL_FAILED', sentence);
        expect(ended.billed).toEqual(ONCE);
        await expect(readFile(ended.outputPath)).rejects.toThrow('ENOENT');
        await expect(readFile(`${ended.outputPath}.part`)).rejects.toThrow('ENOENT');
      },
    );
});
