import { z } from 'zod';
import { languageModelCharge, type TokenUsage } from '../../core/quote/pricing.js';
import type { RateCard } from '../../core/quote/rate-card.js';
import type { OpenCall } from '../../core/regeneration/ledger.js';

const tokens = z.number().int().nonnegative();

const tallySchema = z.object({
  model: z.string(),
  /** Tokens of all answered requests, which are what is booked. */
  inputTokens: tokens,
  outputTokens: tokens,
  /** Requests that were answered, or whose answer was lost. */
  posts: tokens,
  /** Those of them without an answer: they may be on the provider's bill, and are not booked. */
  unknown: tokens,
  /** The last one's bill is not known yet: the request is in progress, or its answer was lost. */
  open: z.boolean(),
});

/**
 * The sum of one paid call's requests. It is written to the ledger before each request, so that the next attempt
 * knows what may have been billed. Chat completions cannot be looked up later.
 */
export type Tally = z.infer<typeof tallySchema>;

export function emptyTally(model: string): Tally {
  return { model, inputTokens: 0, outputTokens: 0, posts: 0, unknown: 0, open: false };
}

/** The tally of a call in the ledger; null if no request has been made yet. */
export function readTally(request: unknown): Tally | null {
  return tallySchema.safeParse(request).data ?? null;
}

/** As stored in the ledger: with what is booked if no runner comes back (close_paid_calls), which knows no prices. */
export function tallyRequest(tally: Tally, card: RateCard): Tally & { usdAtMost: string } {
  return { ...tally, usdAtMost: usdOf(tally, card) };
}

/** USD for all answered requests. */
export function usdOf(tally: Tally, card: RateCard): string {
  return languageModelCharge(card, tally.model, tally).usd;
}

/** Adds a request that is about to be made. */
export function withRequest(tally: Tally): Tally {
  return { ...tally, posts: tally.posts + 1, unknown: tally.unknown + 1, open: true };
}

/** Adds an answered request with its bill, in place of what `withRequest` added. */
export function withBill(before: Tally, { inputTokens, outputTokens }: TokenUsage): Tally {
  return {
    ...before,
    inputTokens: before.inputTokens + inputTokens,
    outputTokens: before.outputTokens + outputTokens,
    posts: before.posts + 1,
    open: false,
  };
}

/** What an abandoned chat is charged: its answers. Whether the provider bills a request in progress is not known. */
export function endedChat(
  { request }: Pick<OpenCall, 'request'>,
  card: RateCard,
): { outcome: 'canceled' | 'unknown'; costUsd: string } {
  const tally = readTally(request);
  if (tally === null) return { outcome: 'canceled', costUsd: '0' };
  return { outcome: tally.unknown > 0 ? 'unknown' : 'canceled', costUsd: usdOf(tally, card) };
}
