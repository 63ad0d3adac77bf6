import { randomUUID } from 'node:crypto';
import { booksOf, createPaidWorld, type PaidWorld } from '../paid-world.js';
import { confirmChange, followToEnd } from '../editing.js';
import { brokenInvariants } from '../invariants.js';
import { QUOTE, type ProgressEvent, type QuoteAnswer } from '../operations.js';

/** A paid clip and what goes wrong on the way to it: each fault of the matrix by its number. */
let world: PaidWorld;
/** What the provider charges for one clip of the demo. */
const CLIP_USD = '0.2500';

beforeAll(async () => {
  world = await createPaidWorld();
}, 300_000);
afterAll(async () => await world.drop());
beforeEach(() => {
  world.provider.faults.clear();
  world.provider.course({ runMs: 1500, startMs: 100, end: 'succeeded' });
});
afterEach(async () => {
  expect(await brokenInvariants(world.db)).toEqual([]);
});

let clip = 0;
const nextClip = (): number => clip++ % 6;

async function confirm(): Promise<string> {
  return await confirmChange(world.api, world.jobId, nextClip(), `make it darker ${randomUUID()}`);
}

/** Follows a regeneration to its end; what the provider billed meanwhile must be what our books say, to the cent. */
async function followAndAudit(id: string, before: { usd: string }): Promise<ProgressEvent[]> {
  const events = await followToEnd(world.api, id);
  const billed = (Number(world.provider.bill().usd) - Number(before.usd)).toFixed(4);
  expect(await booksOf(world.db, id)).toEqual({ regeneration: billed, ledger: billed, jobCosts: billed });
  return events;
}

const last = (events: ProgressEvent[]): ProgressEvent => events.at(-1)!;

describe('a clip from the provider', () => {
  it('is quoted by the rate card for the length that is ordered, made, and charged once', async () => {
    const before = world.provider.bill();
    const { regenerationQuote } = await world.api.data<QuoteAnswer>(QUOTE, {
      jobId: world.jobId,
      clipIndex: 0,
      instruction: 'add a red car',
    });
    expect(regenerationQuote).toMatchObject({
      estimatedCost: { video: CLIP_USD, known: true },
      warnings: [],
    });
    const id = await confirm();
    expect(last(await followAndAudit(id, before)).type).toBe('REGENERATION_COMPLETE');
    expect(world.provider.bill().charged).toBe(before.charged + 1);
    const made = world.provider.predictions.at(-1)!;
    expect(made.input).toMatchObject({ duration: 5, mode: 'standard', prompt: expect.stringMatching(/.+/) });
    expect(made.cancelAfterSeconds).toBeGreaterThan(1700);
    expect(world.server.output()).not.toContain(world.provider.env.REPLICATE_API_TOKEN);
  }, 60_000);
});
