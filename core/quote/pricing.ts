import { Decimal } from 'decimal.js';
import { ASSUMED_LANGUAGE_RATE, LOCAL_RENDERER, type RateCard, type VideoRate } from './rate-card.js';
import type { AspectRatio } from '../job/frames.js';
import { requestedSeconds, sentSeconds, type ChangeAction } from './video-model-card.js';
import { priceOf, largestPictures, type PricedVideo } from './video-price.js';

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

/** A clip to be made, as far as its price and time depend on it. */
export interface ClipWork {
  /** Length of the clip's slot, seconds. */
  clipSeconds: number;
  action: ChangeAction;
  /** Of the video. */
  aspectRatio: AspectRatio;
}

/** What a clip for a slot costs with a model, in USD; `known` is false if the card has no price for it. */
export function videoCost(card: RateCard, model: string, work: ClipWork): { usd: string; known: boolean } {
  const rate = card.video[model];
  if (rate === undefined) return { usd: usd(0), known: false };
  return { usd: usd(priceOf(rate.price, pricedVideo(rate, work))), known: rate.known };
}

/** What an edit of footage costs with a model by the pictures that are sent, in USD; `known` as in videoCost. */
export function editCost(
  card: RateCard,
  model: string,
  { seconds, pictures }: { seconds: number; pictures: { width: number; height: number; fps: number } },
): { usd: string; known: boolean } {
  const rate = card.video[model];
  if (rate === undefined) return { usd: usd(0), known: false };
  const pixelsPerSecond = pictures.width * pictures.height * pictures.fps;
  const price = priceOf(rate.price, { seconds, inputSeconds: seconds, pixelsPerSecond });
  return { usd: usd(price), known: rate.known };
}

/** What a second of a model's video costs, in USD, at the 16:9 of most videos; `known` as in videoCost. */
export function secondCost(
  card: RateCard,
  { key, actions }: { key: string; actions: readonly ChangeAction[] },
): { usd: string; known: boolean } {
  const rate = card.video[key];
  if (rate === undefined) return { usd: '0', known: false };
  const { pixelsPerSecond } = pricedVideo(rate, { clipSeconds: 1, action: actions[0]!, aspectRatio: '16:9' });
  const inputSeconds = actions[0] === 'EDIT_FOOTAGE' ? 1 : 0;
  const price = priceOf(rate.price, { seconds: 1, inputSeconds, pixelsPerSecond });
  return { usd: price.toDecimalPlaces(6).toString(), known: rate.known };
}

/** What a clip that the built-in renderer draws costs here, in USD. */
export function drawingCost(card: RateCard, clipSeconds: number): { usd: string; known: boolean } {
  return videoCost(card, LOCAL_RENDERER, { clipSeconds, action: 'ADJUST_FOOTAGE', aspectRatio: '16:9' });
}

/** Pictures of models that make new shots and are priced by pixels. */
const ANY_PICTURES = { side: [0, Infinity], frameRate: [0, Infinity] } as const;

function pricedVideo(rate: VideoRate, work: ClipWork): PricedVideo {
  const seconds = secondsMade(rate, work);
  const { width, height, frameRate } = largestPictures(rate.footage ?? ANY_PICTURES, work.aspectRatio);
  return {
    seconds,
    inputSeconds: work.action === 'EDIT_FOOTAGE' ? seconds : 0,
    pixelsPerSecond: width * height * frameRate,
  };
}

/** Seconds of video that a model makes for a slot: those of the footage that it edits, or of a new shot. */
export function secondsMade(
  { durations, footage }: Pick<VideoRate, 'durations' | 'footage'>,
  { action, clipSeconds }: Pick<ClipWork, 'action' | 'clipSeconds'>,
): number {
  return action === 'EDIT_FOOTAGE' && footage !== null
    ? sentSeconds(footage, clipSeconds)
    : requestedSeconds(durations, clipSeconds);
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

/** Seconds of the longest new shot that a model makes; null if it makes any length. */
export function longestSeconds(card: RateCard, model: string): number | null {
  return card.video[model]?.durations.at(-1) ?? null;
}

/** Seconds for starting, the prompt and joining segments, besides the work on the clip. */
const OVERHEAD_SECONDS = 4;
/** Seconds to encode one second of the final video. */
const RECOMPOSITION_SECONDS_PER_SECOND = 0.8;

/** Seconds from confirmation to the new video, by the rate card. */
export function estimateSeconds(
  card: RateCard,
  model: string,
  work: Pick<ClipWork, 'action' | 'clipSeconds'>,
): number {
  const { clipSeconds } = work;
  const rate = card.video[model];
  const generation = rate === undefined ? clipSeconds * 12 : secondsMade(rate, work) * rate.secondsPerSecond;
  return Math.ceil(generation + recompositionSeconds(clipSeconds));
}

/** Seconds from confirmation to the new video if the clip already exists. */
export function recompositionSeconds(clipSeconds: number): number {
  return Math.ceil(OVERHEAD_SECONDS + clipSeconds * RECOMPOSITION_SECONDS_PER_SECOND);
}
