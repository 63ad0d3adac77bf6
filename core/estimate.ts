import { Decimal } from 'decimal.js';
import {
  breakdown,
  estimateSeconds,
  languageModelEstimate,
  usd,
  videoCost,
  type CostBreakdown,
} from './pricing.js';
import type { RateCard } from './rate-card.js';

/** What the rate card alone says of a regeneration: what history is measured against. */
export interface ListPrice {
  /** USD, decimal string. */
  languageModel: string;
  /** USD, decimal string. */
  video: string;
  seconds: number;
  /** Null where no language model takes part. */
  promptModel: string | null;
}

/** By what to multiply the rate card's figures, as the last regenerations have shown. */
export interface CostHistory {
  video: number;
  languageModel: number;
  seconds: number;
}

/** The rate card as it is. */
export const NO_HISTORY: CostHistory = { video: 1, languageModel: 1, seconds: 1 };

export interface Estimate {
  cost: CostBreakdown;
  seconds: number;
  list: ListPrice;
}

/** What is to be priced: the clip's length in its slot, and the models that take part. */
export interface Work {
  clipSeconds: number;
  videoModel: string;
  promptModel: string | null;
}

/**
 * Cost and time of a regeneration: the rate card's, corrected by what was really charged and taken lately. A price that
 * the card does not know stays unknown: what was booked for it was an assumption as well.
 */
export function estimate(card: RateCard, work: Work, history: CostHistory): Estimate {
  const { clipSeconds, videoModel, promptModel } = work;
  const video = videoCost(card, videoModel, clipSeconds);
  const languageModel =
    promptModel === null ? { usd: usd(0), known: true } : languageModelEstimate(card, promptModel);
  const seconds = estimateSeconds(card, videoModel, clipSeconds);
  return {
    cost: breakdown(
      new Decimal(languageModel.usd).times(history.languageModel).toFixed(4),
      new Decimal(video.usd).times(history.video).toFixed(4),
      video.known && languageModel.known,
    ),
    seconds: Math.max(1, Math.round(seconds * history.seconds)),
    list: { languageModel: languageModel.usd, video: video.usd, seconds, promptModel },
  };
}
