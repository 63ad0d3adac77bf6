import { z } from 'zod';
import type { FootageLimits, VideoModelCard, VideoModelCards } from './video-model-card.js';
import { amountSchema as amount, type VideoPrice } from './video-price.js';

/** What a model's video costs, and what the price depends on. */
export interface VideoRate {
  price: VideoPrice;
  /** Seconds of waiting for one second of footage; figures of the rate card until history knows better. */
  secondsPerSecond: number;
  /** Lengths of new shots that can be requested, seconds, ascending; empty: any length. */
  durations: readonly number[];
  /** The footage that it takes to edit; null where it edits nothing. */
  footage: FootageLimits | null;
  /** It makes nothing of words alone. */
  needsPicture: boolean;
  /** False: the figure is an assumption to reserve by, not a price. */
  known: boolean;
}

/** What a language model's tokens cost, in USD as decimal strings. */
export interface LanguageRate {
  inputUsdPerMillion: string;
  outputUsdPerMillion: string;
}

/** The prices that an estimate and a charge are made from. */
export interface RateCard {
  video: Readonly<Record<string, VideoRate>>;
  languageModels: Readonly<Record<string, LanguageRate>>;
}

/** The built-in renderer's name in `clip_regenerations.video_model`, and on the rate card. */
export const LOCAL_RENDERER = 'local';

const LANGUAGE_MODELS: Record<string, LanguageRate> = {
  'gpt-4o': { inputUsdPerMillion: '2.50', outputUsdPerMillion: '10' },
  'gpt-4o-mini': { inputUsdPerMillion: '0.15', outputUsdPerMillion: '0.60' },
};

/** For a language model without a price: reserved and booked, but never called a price. */
export const ASSUMED_LANGUAGE_RATE = LANGUAGE_MODELS['gpt-4o']!;

const videoOverride = z.strictObject({
  usdPerSecond: amount.optional(),
  secondsPerSecond: z.number().positive().optional(),
  known: z.boolean().optional(),
});
type VideoOverride = z.infer<typeof videoOverride>;
const languageOverride = z.strictObject({ inputUsdPerMillion: amount, outputUsdPerMillion: amount });

const overridesSchema = (models: VideoModelCards) =>
  z.strictObject({
    videoModels: z.partialRecord(z.enum([LOCAL_RENDERER, ...Object.keys(models)]), videoOverride).optional(),
    languageModels: z.record(z.string().min(1), languageOverride).optional(),
  });

/** What an operator knows better than the defaults: the content of RATE_CARD_FILE. */
export type RateCardOverrides = z.infer<ReturnType<typeof overridesSchema>>;

/** Reads the JSON of RATE_CARD_FILE, with prices of these models. Throws with the places that are wrong. */
export function parseRateCardOverrides(json: string, models: VideoModelCards): RateCardOverrides {
  const parsed = overridesSchema(models).safeParse(readJson(json));
  if (!parsed.success) throw new Error(`The rate card is wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error(`The rate card is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** The cards' figures with an operator's prices on top. A price that an operator gives is known. */
export function rateCard(
  models: VideoModelCards,
  localUsdPerSecond: string,
  overrides: RateCardOverrides = {},
): RateCard {
  const defaults: Record<string, VideoRate> = {
    ...Object.fromEntries(Object.entries(models).map(([key, model]) => [key, videoRate(model)])),
    [LOCAL_RENDERER]: {
      price: perSecond(localUsdPerSecond),
      secondsPerSecond: 1.2,
      durations: [],
      footage: null,
      needsPicture: false,
      known: true,
    },
  };
  const video = Object.entries(defaults).map(([key, rate]) => {
    const given = overrides.videoModels?.[key];
    return [key, given === undefined ? rate : overridden(rate, given)] as const;
  });
  return {
    video: Object.fromEntries(video),
    languageModels: { ...LANGUAGE_MODELS, ...overrides.languageModels },
  };
}

function videoRate({ priceKnown, textAlone, ...figures }: VideoModelCard): VideoRate {
  const { price, secondsPerSecond, durations, footage } = figures;
  return { price, secondsPerSecond, durations, footage, needsPicture: !textAlone, known: priceKnown };
}

const perSecond = (usd: string): VideoPrice => ({ per: 'OUTPUT_SECOND', usd });

function overridden(rate: VideoRate, given: VideoOverride): VideoRate {
  const known = given.known ?? (given.usdPerSecond === undefined ? rate.known : true);
  return {
    ...rate,
    price: given.usdPerSecond === undefined ? rate.price : perSecond(given.usdPerSecond),
    secondsPerSecond: given.secondsPerSecond ?? rate.secondsPerSecond,
    known,
  };
}
