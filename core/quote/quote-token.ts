import { createHash, hkdfSync } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { ApiError } from '../errors.js';
import type { ClipRecord } from '../job/job-record.js';
import type { Quote } from './quote.js';

/** Seconds for which a quote may be confirmed. */
const QUOTE_SECONDS = 15 * 60;
/** Fraction by which history may move an estimate while a quote is valid; the price shown is the price reserved. */
const DRIFT = 0.1;

const ALGORITHM = 'HS256';
const AUDIENCE = 'clip-chatbot/quote';

const claimsSchema = z.object({
  terms: z.string(),
  cost: z.object({
    languageModel: z.string(),
    video: z.string(),
    recomposition: z.string(),
    total: z.string(),
    known: z.boolean(),
  }),
  seconds: z.number(),
});
type Claims = z.infer<typeof claimsSchema>;

/** What a quote is for, beside the quote itself. */
export interface QuotedFor {
  userId: string;
  clip: ClipRecord;
  instruction: string;
  videoModel: string;
}

/** A quote that may be confirmed until it expires. */
export interface IssuedQuote {
  token: string;
  expiresAt: Date;
}

/** Signs and checks quote tokens: JWTs that are opaque to callers, valid 15 minutes and for exactly what was quoted. */
export class QuoteSigner {
  private readonly key: Uint8Array;

  /** `now` (milliseconds) is for tests. */
  constructor(
    secret: string,
    private readonly now: () => number = Date.now,
  ) {
    // A key of its own: a token that the same secret signs for another purpose never passes as a quote.
    this.key = new Uint8Array(hkdfSync('sha256', secret, '', AUDIENCE, 32));
  }

  async issue(quotedFor: QuotedFor, quote: Quote): Promise<IssuedQuote> {
    const claims: Claims = {
      terms: termsHash(quotedFor, quote),
      cost: quote.estimatedCost,
      seconds: quote.estimatedSeconds,
    };
    const expiresAt = Math.floor(this.now() / 1000) + QUOTE_SECONDS;
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM })
      .setAudience(AUDIENCE)
      .setExpirationTime(expiresAt)
      .sign(this.key);
    return { token, expiresAt: new Date(expiresAt * 1000) };
  }

  /**
   * The quote at the price that was shown. QUOTE_STALE if clip, prompt, instruction, model or price are no longer the
   * quoted ones, or time ran out.
   */
  async check(token: string, quotedFor: QuotedFor, now: Quote): Promise<Quote> {
    const { terms, cost, seconds } = await this.open(token);
    if (terms !== termsHash(quotedFor, now)) throw stale();
    const drift = new Decimal(now.estimatedCost.total).minus(cost.total).abs();
    if (drift.greaterThan(new Decimal(cost.total).times(DRIFT))) throw stale();
    return { ...now, estimatedCost: cost, estimatedSeconds: seconds };
  }

  private async open(token: string): Promise<Claims> {
    const options = {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      requiredClaims: ['exp'],
      currentDate: new Date(this.now()),
    };
    const verified = await jwtVerify(token, this.key, options).catch(() => null);
    const claims = claimsSchema.safeParse(verified?.payload);
    // A token of another release counts as stale: quotes live for minutes, so asking again costs nothing.
    if (!claims.success) throw stale();
    return claims.data;
  }
}

function stale(): ApiError {
  return new ApiError(
    'QUOTE_STALE',
    'This offer no longer stands: the clip, the price or the time has changed. Ask again.',
  );
}

function termsHash({ userId, clip, instruction, videoModel }: QuotedFor, quote: Quote): string {
  const { jobId, clipIndex, versionNumber, currentPrompt } = clip;
  const templates = quote.templates.map((template) => template.id);
  const terms = [userId, jobId, clipIndex, versionNumber, currentPrompt, instruction, templates, quote.list];
  return createHash('sha256')
    .update(JSON.stringify([...terms, videoModel]))
    .digest('base64url');
}
