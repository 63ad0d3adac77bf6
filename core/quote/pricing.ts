import { Decimal } from 'decimal.js';
import { ASSUMED_LANGUAGE_RATE, type RateCard, type VideoRate } from './rate-card.js';
import { requestedSeconds } from './video-model-card.js';

/** Money in USD, as the contract's decimal string with four places. */
export function usd(amount: Decimal.Value): string {
  return new Decimal(amount).toFixed(4);
}

/** The breakdown of an estimate or a charge, in USD. `known` is false if a price is missing. */
export interface CostBreakdown {
  languageModel: string;
  video: string;
  recomposition: string;
  total: string;
  known: boolean;
}

/** Sums a breakdown. Recomposition runs on this installation and costs nothing. */
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

/** What several changes cost together, with a discount (USD) taken off the total. */
export function sumOfCosts(costs: readonly CostBreakdown[], discountUsd: Decimal.Value): CostBreakdown {
  const sumOf = (part: 'languageModel' | 'video'): Decimal =>
    Decimal.sum(0, ...costs.map((cost) => cost[part]));
  const sum = breakdown(
    sumOf('languageModel'),
    sumOf('video'),
    costs.every(({ known }) => known),
  );
  return { ...sum, total: usd(new Decimal(sum.total).minus(discountUsd)) };
}

/** Whether nothing will be charged. The SQL function is_free says the same of a stored estimate. */
export function isFree({ total, known }: Pick<CostBreakdown, 'total' | 'known'>): boolean {
  return known && new Decimal(total).isZero();
}

/** What a clip for a slot costs with a model, in USD; `known` is false if the card has no price for it. */
export function videoCost(
  card: RateCard,
  model: string,
  clipSeconds: number,
): { usd: string; known: boolean } {
  const rate = card.video[model];
  if (rate === undefined) return { usd: usd(0), known: false };
  return {
    usd: usd(new Decimal(rate.usdPerSecond).times(secondsRequested(rate, clipSeconds))),
    known: rate.known,
  };
}

/** Tokens of one chat with a language model. */
export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
}

/** A typical rewrite: instructions, context and conversation in, a prompt of about a hundred words out. */
const USUAL_REWRITE: TokenUsage = { inputTokens: 900, outputTokens: 180 };

/** What tokens cost, in USD. A model without a price is charged at the assumed rate, and `known` is false. */
export function languageModelCharge(
  card: RateCard,
  model: string,
  { inputTokens, outputTokens }: TokenUsage,
): { usd: string; known: boolean } {
  const rate = card.languageModels[model];
  const { inputUsdPerMillion, outputUsdPerMillion } = rate ?? ASSUMED_LANGUAGE_RATE;
  const micros = new Decimal(inputUsdPerMillion)
    .times(inputTokens)
    .plus(new Decimal(outputUsdPerMillion).times(outputTokens));
  return { usd: usd(micros.div(1_000_000)), known: rate !== undefined };
}

/** Expected cost of one rewritten prompt, in USD. */
export function languageModelEstimate(card: RateCard, model: string): { usd: string; known: boolean } {
  return languageModelCharge(card, model, USUAL_REWRITE);
}

/** Seconds of the longest clip that a model makes; null if it makes any length. */
export function longestSeconds(card: RateCard, model: string): number | null {
  return card.video[model]?.durations?.at(-1) ?? null;
}

function secondsRequested({ durations }: VideoRate, clipSeconds: number): number {
  return durations === undefined ? clipSeconds : requestedSeconds(durations, clipSeconds);
}

/** Seconds for starting, the prompt and joining segments, besides the work on the clip. */
const OVERHEAD_SECONDS = 4;
/** Seconds to encode one second of the final video. */
const RECOMPOSITION_SECONDS_PER_SECOND = 0.8;

/** Seconds from confirmation to the new video, by the rate card. */
export function estimateSeconds(card: RateCard, model: string, clipSeconds: number): number {
  const rate = card.video[model];
  const generation =
    rate === undefined ? clipSeconds * 12 : secondsRequested(rate, clipSeconds) * rate.secondsPerSecond;
  return Math.ceil(generation + recompositionSeconds(clipSeconds));
}

/** Seconds from confirmation to the new video if the clip already exists. */
export function recompositionSeconds(clipSeconds: number): number {
  return Math.ceil(OVERHEAD_SECONDS + clipSeconds * RECOMPOSITION_SECONDS_PER_SECOND);
}
