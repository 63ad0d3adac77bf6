import { z } from 'zod';
import { languageModelCharge, type TokenUsage } from '../../core/quote/pricing.js';
import type { RateCard } from '../../core/quote/rate-card.js';
import type { OpenCall } from '../../core/regeneration/ledger.js';
import { MAX_ANSWER_TOKENS, type ChatMessage } from './prompt-model.js';

const tokens = z.number().int().nonnegative();

const tallySchema = z.object({
  model: z.string(),
  /** Tokens of all requests that may be billed; of one without a known bill, as many as it may have taken. */
  inputTokens: tokens,
  outputTokens: tokens,
  /** Requests that may be billed. */
  posts: tokens,
  /** Those of them whose bill nobody knows. */
  unknown: tokens,
  /** The last one's bill is not known yet: it is under way, or its answer was lost. */
  open: z.boolean(),
});

/**
 * What the requests of one paid call come to. It lies in the ledger before each request is made, so that whoever follows
 * a runner that died knows what may have been billed. Chat completions have no list to look a lost one up in.
 */
export type Tally = z.infer<typeof tallySchema>;

export function emptyTally(model: string): Tally {
  return { model, inputTokens: 0, outputTokens: 0, posts: 0, unknown: 0, open: false };
}

/** What a call in the ledger holds; null where nothing was asked for yet. */
export function readTally(request: unknown): Tally | null {
  return tallySchema.safeParse(request).data ?? null;
}

/** As the ledger keeps it: with what it costs, at most, for those who know no prices. */
export function tallyRequest(tally: Tally, card: RateCard): Tally & { usdAtMost: string } {
  return { ...tally, usdAtMost: usdAtMost(tally, card) };
}

/** USD for all of it. */
export function usdAtMost(tally: Tally, card: RateCard): string {
  return languageModelCharge(card, tally.model, tally).usd;
}

/** A request is about to be made: it counts as it would at worst. */
export function withRequest(tally: Tally, messages: readonly ChatMessage[]): Tally {
  const { inputTokens, outputTokens } = mostTokens(messages);
  return {
    ...tally,
    inputTokens: tally.inputTokens + inputTokens,
    outputTokens: tally.outputTokens + outputTokens,
    posts: tally.posts + 1,
    unknown: tally.unknown + 1,
    open: true,
  };
}

/** What a request was really billed is known, in place of what `withRequest` has counted. */
export function withBill(before: Tally, { inputTokens, outputTokens }: TokenUsage): Tally {
  return {
    ...before,
    inputTokens: before.inputTokens + inputTokens,
    outputTokens: before.outputTokens + outputTokens,
    posts: before.posts + 1,
    open: false,
  };
}

/** What a chat that a run leaves behind is charged: a request under way cannot be called back. */
export function endedChat(
  { request }: Pick<OpenCall, 'request'>,
  card: RateCard,
): { outcome: 'canceled' | 'unknown'; costUsd: string } {
  const tally = readTally(request);
  if (tally === null) return { outcome: 'canceled', costUsd: '0' };
  return { outcome: tally.unknown > 0 ? 'unknown' : 'canceled', costUsd: usdAtMost(tally, card) };
}

const BYTES_PER_TOKEN = 4;
/** Languages with few tokens of their own take more of them. */
const BYTES_PER_TOKEN_AT_WORST = 3;
/** What a message takes beside its text. */
const TOKENS_PER_MESSAGE = 4;

/** For a server that does not say what it has billed. */
export function estimatedUsage(messages: readonly ChatMessage[], answer: string): TokenUsage {
  return {
    inputTokens: tokensOf(messages, BYTES_PER_TOKEN),
    outputTokens: Math.ceil(Buffer.byteLength(answer) / BYTES_PER_TOKEN),
  };
}

function mostTokens(messages: readonly ChatMessage[]): TokenUsage {
  return { inputTokens: tokensOf(messages, BYTES_PER_TOKEN_AT_WORST), outputTokens: MAX_ANSWER_TOKENS };
}

function tokensOf(messages: readonly ChatMessage[], bytesPerToken: number): number {
  return messages.reduce(
    (sum, { content }) => sum + TOKENS_PER_MESSAGE + Math.ceil(Buffer.byteLength(content) / bytesPerToken),
    0,
  );
}
