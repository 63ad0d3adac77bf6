import { Decimal } from 'decimal.js';
import { orderedSeconds, VIDEO_MODELS, type VideoModelCard } from './video-models.js';

/** Money in USD, as the contract's decimal string with four places. */
export function usd(amount: Decimal.Value): string {
  return new Decimal(amount).toFixed(4);
}

/** What one second of a model's video costs, in USD as a decimal string. */
export interface VideoRate {
  usdPerSecond: string;
  /** Seconds of waiting for one second of footage; figures of the rate card until history knows better. */
  secondsPerSecond: number;
  /** Lengths that can be ordered, seconds, ascending; without them any length can. */
  durations?: readonly number[];
  /** False: the figure is an assumption to reserve by, not a price. */
  known: boolean;
}

/** The prices that an estimate is made from. Defaults; an operator sets the built-in renderer's by env. */
export interface RateCard {
  video: Record<string, VideoRate>;
  /** One prompt rewritten by a language model, USD. */
  languageModelCallUsd: string;
}

/** The built-in renderer's name in `clip_regenerations.video_model`. */
export const LOCAL_RENDERER = 'local';

export function rateCard(localUsdPerSecond: string): RateCard {
  return {
    video: {
      ...Object.fromEntries(Object.entries(VIDEO_MODELS).map(([key, model]) => [key, videoRate(model)])),
      [LOCAL_RENDERER]: { usdPerSecond: localUsdPerSecond, secondsPerSecond: 1.2, known: true },
    },
    languageModelCallUsd: '0.0100',
  };
}

function videoRate({ usdPerSecond, secondsPerSecond, durations, priceKnown }: VideoModelCard): VideoRate {
  return { usdPerSecond, secondsPerSecond, durations, known: priceKnown };
}

/** The breakdown of an estimate or of a charge; each figure USD. `known` is false where a price is missing. */
export interface CostBreakdown {
  languageModel: string;
  video: string;
  recomposition: string;
  total: string;
  known: boolean;
}

/** Sums a breakdown. Recomposition is our own compute and costs nothing (PRD 7.1). */
export function breakdown(
  languageModelUsd: Decimal.Value,
  videoUsd: Decimal.Value,
  known = true,
): CostBreakdown {
  return {
    languageModel: usd(languageModelUsd),
    video: usd(videoUsd),
    recomposition: usd(0),
    total: usd(new Decimal(languageModelUsd).plus(videoUsd)),
    known,
  };
}

/** What a clip for a slot costs with a model; `known` false where the card has no price for it. */
export function videoCost(
  card: RateCard,
  model: string,
  clipSeconds: number,
): { usd: string; known: boolean } {
  const rate = card.video[model];
  if (rate === undefined) return { usd: usd(0), known: false };
  return {
    usd: usd(new Decimal(rate.usdPerSecond).times(secondsOrdered(rate, clipSeconds))),
    known: rate.known,
  };
}

/** Seconds of the longest clip that a model makes; null where it makes any length. */
export function longestSeconds(card: RateCard, model: string): number | null {
  return card.video[model]?.durations?.at(-1) ?? null;
}

function secondsOrdered({ durations }: VideoRate, clipSeconds: number): number {
  return durations === undefined ? clipSeconds : orderedSeconds(durations, clipSeconds);
}

/** Seconds that a start, a prompt and the joining of segments take beside the work on the clip itself. */
const OVERHEAD_SECONDS = 4;
/** Seconds to encode one second of the final video. */
const RECOMPOSITION_SECONDS_PER_SECOND = 0.8;

/** Seconds from confirm to the new video, by the rate card. */
export function estimateSeconds(card: RateCard, model: string, clipSeconds: number): number {
  const rate = card.video[model];
  const generation =
    rate === undefined ? clipSeconds * 12 : secondsOrdered(rate, clipSeconds) * rate.secondsPerSecond;
  return Math.ceil(OVERHEAD_SECONDS + generation + clipSeconds * RECOMPOSITION_SECONDS_PER_SECOND);
}
