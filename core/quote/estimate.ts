import { Decimal } from 'decimal.js';
import {
  breakdown,
  estimateSeconds,
  languageModelEstimate,
  recompositionSeconds,
  usd,
  videoCost,
  type ClipWork,
  type CostBreakdown,
} from './pricing.js';
import type { RateCard } from './rate-card.js';

/** The rate card's figures for a regeneration; history is measured against them. */
export interface ListPrice {
  /** USD, decimal string. */
  languageModel: string;
  /** USD, decimal string. */
  video: string;
  seconds: number;
  /** Null without a language model. */
  promptModel: string | null;
}

/** Factors for the rate card's figures, learned from the last regenerations. */
export interface CostHistory {
  video: number;
  languageModel: number;
  seconds: number;
}

/** Uses the rate card's figures unchanged. */
export const NO_HISTORY: CostHistory = { video: 1, languageModel: 1, seconds: 1 };

export interface Estimate {
  cost: CostBreakdown;
  seconds: number;
  list: ListPrice;
}

/** What to price: the clip, and the models. */
export interface Work extends ClipWork {
  videoModel: string;
  promptModel: string | null;
  /** Results that are reused from an earlier regeneration, at no cost. */
  takenOver: TakenOver;
  /** Clips that are made of one prompt, side by side. */
  takes: number;
  /** They are there to choose from: nothing is composed of them. */
  isTakes: boolean;
}

export interface TakenOver {
  prompt: boolean;
  clip: boolean;
}

export const NOTHING_TAKEN_OVER: TakenOver = { prompt: false, clip: false };

/**
 * Cost and time of a regeneration: the rate card's figures, corrected by recent charges and times. A price that the card
 * does not know stays unknown: what was booked for it was an assumption too.
 */
export function estimate(card: RateCard, work: Work, history: CostHistory): Estimate {
  const { clipSeconds, videoModel, promptModel, takenOver, takes, isTakes } = work;
  const one = videoCost(card, videoModel, work);
  const video = { ...one, usd: usd(new Decimal(one.usd).times(takes)) };
  const languageModel =
    promptModel === null ? { usd: usd(0), known: true } : languageModelEstimate(card, promptModel);
  const composing = isTakes ? recompositionSeconds(clipSeconds) : 0;
  const seconds = Math.max(1, estimateSeconds(card, videoModel, work) - composing);
  const expected = (listUsd: string, factor: number, done: boolean): string =>
    usd(done ? 0 : new Decimal(listUsd).times(factor));
  return {
    cost: breakdown(
      expected(languageModel.usd, history.languageModel, takenOver.prompt),
      expected(video.usd, history.video, takenOver.clip),
      (video.known || takenOver.clip) && (languageModel.known || takenOver.prompt),
    ),
    seconds: takenOver.clip
      ? recompositionSeconds(clipSeconds)
      : Math.max(1, Math.round(seconds * history.seconds)),
    list: { languageModel: languageModel.usd, video: video.usd, seconds, promptModel },
  };
}
