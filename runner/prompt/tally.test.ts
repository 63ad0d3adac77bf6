import { estimatedUsage } from '../../core/language-model/estimated-usage.js';
import { rateCard } from '../../core/quote/rate-card.js';
import { emptyTally, endedChat, readTally, tallyRequest, usdOf, withBill, withRequest } from './tally.js';

const card = rateCard({}, '0');
const nothing = emptyTally('gpt-4o');
const asked = withRequest(nothing);

describe('the tally of a paid chat', () => {
  it('counts a request before it is made, and no cost: only what is answered is booked', () => {
    expect(asked).toMatchObject({ inputTokens: 0, outputTokens: 0, posts: 1, unknown: 1, open: true });
    expect(usdOf(asked, card)).toBe('0.0000');
  });

  it('counts a request by its bill once that is known', () => {
    const billed = withBill(nothing, { inputTokens: 700, outputTokens: 100 });
    expect(billed).toMatchObject({ inputTokens: 700, outputTokens: 100, posts: 1, unknown: 0, open: false });
    expect(usdOf(billed, card)).toBe('0.0028');
  });

  it('keeps counting one whose answer was lost beside those that follow', () => {
    const followed = withBill(asked, { inputTokens: 1000, outputTokens: 100 });
    expect(followed).toMatchObject({ posts: 2, unknown: 1, open: false });
    expect(usdOf(followed, card)).toBe('0.0035');
  });

  it('is read from the ledger as it was written, with its price', () => {
    const billed = withBill(asked, { inputTokens: 1000, outputTokens: 100 });
    const kept: unknown = JSON.parse(JSON.stringify(tallyRequest(billed, card)));
    expect(kept).toMatchObject({ usdAtMost: '0.0035' });
    expect(readTally(kept)).toEqual(billed);
    expect(readTally(null)).toBeNull();
  });

  it('says what an abandoned chat is charged', () => {
    expect(endedChat({ request: null }, card)).toEqual({ outcome: 'canceled', costUsd: '0' });
    expect(endedChat({ request: asked }, card)).toEqual({ outcome: 'unknown', costUsd: '0.0000' });
    const billed = withBill(nothing, { inputTokens: 1000, outputTokens: 100 });
    expect(endedChat({ request: billed }, card)).toEqual({ outcome: 'canceled', costUsd: '0.0035' });
  });

  it('estimates what a server does not report', () => {
    expect(estimatedUsage([{ role: 'user', content: 'x'.repeat(400) }], 'y'.repeat(80))).toEqual({
      inputTokens: 104,
      outputTokens: 20,
    });
  });
});
