import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { ApiError } from '../errors.js';
import type { ClipRecord } from '../job/job-record.js';
import type { Quote } from './quote.js';

/** Seconds for which a quote may be confirmed. */
const QUOTE_SECONDS = 15 * 60;
/** Share by which history may move an estimate while a quote stands: the price that was shown is the one that is reserved. */
const DRIFT = 0.1;

const tokenSchema = z.object({
  terms: z.string(),
  expires: z.number(),
  cost: z.object({
    languageModel: z.string(),
    video: z.string(),
    recomposition: z.string(),
    total: z.string(),
    known: z.boolean(),
  }),
  seconds: z.number(),
});

/** What a quote is for, beside the quote itself. */
export interface QuotedFor {
  userId: string;
  clip: ClipRecord;
  instruction: string;
  videoModel: string;
}

/** Signs and checks quote tokens: opaque to callers, valid 15 minutes and for exactly what was quoted. */
export class QuoteSigner {
  constructor(private readonly secret: string) {}

  issue(quotedFor: QuotedFor, quote: Quote): string {
    const token: z.infer<typeof tokenSchema> = {
      terms: termsHash(quotedFor, quote),
      expires: Math.floor(Date.now() / 1000) + QUOTE_SECONDS,
      cost: quote.estimatedCost,
      seconds: quote.estimatedSeconds,
    };
    const payload = Buffer.from(JSON.stringify(token)).toString('base64url');
    return `${payload}.${this.sign(payload).toString('base64url')}`;
  }

  /**
   * The quote at the price that was shown. QUOTE_STALE where clip, prompt, instruction, model or price are no longer the
   * quoted ones, or time ran out.
   */
  check(token: string, quotedFor: QuotedFor, now: Quote): Quote {
    const { terms, expires, cost, seconds } = this.open(token);
    if (expires * 1000 < Date.now() || terms !== termsHash(quotedFor, now)) throw stale();
    const drift = new Decimal(now.estimatedCost.total).minus(cost.total).abs();
    if (drift.greaterThan(new Decimal(cost.total).times(DRIFT))) throw stale();
    return { ...now, estimatedCost: cost, estimatedSeconds: seconds };
  }

  private open(token: string): z.infer<typeof tokenSchema> {
    const [payload = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = this.sign(payload);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw stale();
    const parsed = tokenSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    // A server of another release has signed it.
    if (!parsed.success) throw stale();
    return parsed.data;
  }

  private sign(payload: string): Buffer {
    return createHmac('sha256', this.secret).update(`quote:${payload}`).digest();
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
