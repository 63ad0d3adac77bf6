import { Decimal } from 'decimal.js';
import { secondsAt } from '../job/frames.js';
import { recompositionSeconds, sumOfCosts, usd, type CostBreakdown } from '../quote/pricing.js';
import type { QuotedChange, QuotedChanges } from '../quote/quote-token.js';
import { LOCAL_RENDERER } from '../quote/rate-card.js';

/** Clips from which on a change has a discount. */
const DISCOUNT_FROM = 3;
/** The renderer takes a clip per two cores; runners have about two. */
const RENDERED_AT_ONCE = 1;

/** How changes of several clips are priced and made. */
export interface BatchSettings {
  /** Fraction of the sum that several clips are let off in the video's budget, decimal string. */
  discount: string;
  /** Clips that providers make side by side. */
  concurrency: number;
}

/** What changes cost and take together. */
export interface Total {
  /** Its total is less the discount. */
  cost: CostBreakdown;
  /** USD, decimal string. */
  discount: string;
  seconds: number;
}

export function totalOf(
  { changes, isTakes }: Pick<QuotedChanges, 'changes' | 'isTakes'>,
  { discount, concurrency }: BatchSettings,
): Total {
  const costs = changes.map(({ quote }) => quote.estimatedCost);
  const rate = changes.length < DISCOUNT_FROM ? 0 : discount;
  const off = usd(new Decimal(sumOfCosts(costs, 0).total).times(rate));
  return { cost: sumOfCosts(costs, off), discount: off, seconds: secondsOf(changes, isTakes, concurrency) };
}

/** The clips and their takes are made side by side; then the video is composed once, unless there are takes to choose from. */
function secondsOf(changes: readonly QuotedChange[], isTakes: boolean, concurrency: number): number {
  const [only] = changes;
  if (changes.length === 1 && !isTakes) return only!.quote.estimatedSeconds;
  const slots = changes.map(({ clip }) => secondsAt(clip.endFrame - clip.startFrame));
  const making = changes.flatMap(({ videoModel, takes, quote }, at) => {
    // That of takes has no composition in it.
    const composing = isTakes ? 0 : recompositionSeconds(slots[at]!);
    const each = {
      isRendered: videoModel === LOCAL_RENDERER,
      seconds: Math.max(0, quote.estimatedSeconds - composing),
    };
    return Array.from({ length: takes }, () => each);
  });
  const made = [true, false].map((isRendered) =>
    sideBySide(
      making.filter((one) => one.isRendered === isRendered).map(({ seconds }) => seconds),
      isRendered ? RENDERED_AT_ONCE : concurrency,
    ),
  );
  const all = slots.reduce((sum, seconds) => sum + seconds, 0);
  return Math.max(1, Math.ceil(Math.max(...made) + (isTakes ? 0 : recompositionSeconds(all))));
}

/** When the last of these is done, if this many run at once and each begins as soon as one has ended. */
function sideBySide(seconds: readonly number[], atOnce: number): number {
  const free = Array.from({ length: atOnce }, () => 0);
  for (const each of seconds) {
    const next = free.indexOf(Math.min(...free));
    free[next]! += each;
  }
  return Math.max(...free);
}
