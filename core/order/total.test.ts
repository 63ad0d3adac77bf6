import { NO_HISTORY, NOTHING_TAKEN_OVER } from '../quote/estimate.js';
import type { ClipRecord } from '../job/job-record.js';
import { makeQuote } from '../quote/quote.js';
import type { QuotedChange, QuotedChanges } from '../quote/quote-token.js';
import { rateCard } from '../quote/rate-card.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';
import { totalOf } from './total.js';

/** A clip of five seconds, by default without takes to choose from. */
function change(clipIndex: number, videoModel = 'kling_v21', takes = 0): QuotedChange {
  const frames = { startFrame: clipIndex * 150, endFrame: (clipIndex + 1) * 150 };
  const clip = {
    ...{ clipIndex, ...frames, currentVideoKey: 'clip.mp4', currentPrompt: 'A street', regenerationCount: 0 },
    adjustments: null,
    references: { scene: null, characters: [] },
  } as unknown as ClipRecord;
  const work = { action: 'NEW_SHOT', aspectRatio: '16:9' } as const;
  const terms = { ...work, videoModel, promptModel: null, rateCard: rateCard(PROVIDERS.models, '0') };
  const made = { takes: Math.max(1, takes), isTakes: takes > 0 };
  const quote = makeQuote(clip, 'make it nighttime', {
    ...{ ...terms, ...made, history: NO_HISTORY, takenOver: NOTHING_TAKEN_OVER, lastInstruction: [] },
    ...{ style: null, prompt: null, seed: null },
    isAhead: false,
    isUnseen: false,
    part: null,
  });
  return {
    clip,
    instruction: 'make it nighttime',
    wish: 'make it nighttime',
    kept: 'make it nighttime',
    ...work,
    videoModel,
    takes: made.takes,
    ...{ prompt: null, seed: null, style: null, part: null, lastInstruction: [] },
    quote,
  };
}

const changes = (count: number, videoModel?: string): QuotedChange[] =>
  Array.from({ length: count }, (_, clipIndex) => change(clipIndex, videoModel));
const whole = (of: QuotedChange[]): Pick<QuotedChanges, 'changes' | 'isTakes'> => ({
  changes: of,
  isTakes: false,
});
const SETTINGS = { discount: '0.10', concurrency: 6 };

describe('what changes cost together', () => {
  it.each([
    [1, '0.0000', '0.2500'],
    [2, '0.0000', '0.5000'],
    [3, '0.0750', '0.6750'],
    [60, '1.5000', '13.5000'],
  ])('is for %i clips the sum, less a discount from three on', (count, discount, total) => {
    const { cost, ...rest } = totalOf(whole(changes(count)), SETTINGS);
    expect([rest.discount, cost.total]).toEqual([discount, total]);
    expect(Number(cost.video)).toBeCloseTo(count * 0.25);
  });

  it('has no discount where an operator gives none', () => {
    expect(totalOf(whole(changes(3)), { ...SETTINGS, discount: '0' })).toMatchObject({
      ...{ discount: '0.0000', cost: { total: '0.7500' } },
    });
  });

  it('is known only where each price is', () => {
    expect(totalOf(whole([change(0), change(1, 'wan_25_i2v')]), SETTINGS).cost.known).toBe(false);
  });
});

describe('how long changes take together', () => {
  const seconds = (count: number, model?: string): number =>
    totalOf(whole(changes(count, model)), SETTINGS).seconds;
  /** Of a clip of five seconds: 120 s at the provider; 4 s once and 4 s for each clip to compose. */
  const [MAKING, ONCE, COMPOSING] = [120, 4, 4];

  it('is one clip’s time and the composition of all while they fit side by side', () => {
    expect([seconds(1), seconds(6)]).toEqual([MAKING + ONCE + COMPOSING, MAKING + ONCE + 6 * COMPOSING]);
  });

  it('is, for takes, that of making them, with nothing to compose; each is paid', () => {
    const takes = (...counts: number[]): ReturnType<typeof totalOf> => {
      const of = counts.map((count, clipIndex) => change(clipIndex, 'kling_v21', count));
      return totalOf({ changes: of, isTakes: true }, SETTINGS);
    };
    expect(takes(4)).toMatchObject({ seconds: MAKING, cost: { total: '1.0000' } });
    expect(takes(4, 4)).toMatchObject({ seconds: 2 * MAKING, cost: { total: '2.0000' } });
    expect(takes(4, 1)).toMatchObject({ seconds: MAKING, cost: { total: '1.2500' } });
    // What is left of several.
    expect(takes(1)).toMatchObject({ seconds: MAKING, cost: { total: '0.2500' } });
  });

  it('grows by a round for those that must wait', () => {
    expect(seconds(7)).toBe(2 * MAKING + ONCE + 7 * COMPOSING);
  });

  it('is a clip after the other where the built-in renderer makes them', () => {
    const rendering = seconds(1, 'local') - ONCE - COMPOSING;
    expect(seconds(3, 'local')).toBe(3 * rendering + ONCE + 3 * COMPOSING);
  });
});
