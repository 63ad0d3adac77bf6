import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { ApiError } from '../errors.js';
import type { Part } from '../adjustments/part.js';
import type { Style } from '../adjustments/style.js';
import type { AspectRatio } from '../job/frames.js';
import type { ClipRecord } from '../job/job-record.js';
import type { Template } from '../templates/definitions.js';
import { breakdown, sumOfCosts, type CostBreakdown } from './pricing.js';
import type { Quote } from './quote.js';
import type { ChangeAction } from './video-model-card.js';

/** Seconds for which a quote may be confirmed. */
const QUOTE_SECONDS = 15 * 60;
/** Fraction by which history may move an estimate while a quote is valid; the price shown is the price reserved. */
const DRIFT = 0.1;

const ALGORITHM = 'HS256';
const AUDIENCE = 'clip-chatbot/quote';

/** A change's cost as a token has it: of the language model, of the video, and whether all prices are known. */
const costSchema = z.tuple([z.string(), z.string(), z.boolean()]);

const claimsSchema = z.object({
  terms: z.string(),
  /** By the index of their clips. */
  costs: z.array(costSchema),
  discount: z.string(),
  seconds: z.number(),
});
type Claims = z.infer<typeof claimsSchema>;

/** One clip's change with its quote, and what the quote is for. */
export interface QuotedChange {
  clip: ClipRecord;
  instruction: string;
  /** The instruction without the clips that it names. */
  wish: string;
  /** The words that are kept of it: those of the wish, and the look that it asks for. */
  kept: string;
  action: ChangeAction;
  videoModel: string;
  /** Of the video. */
  aspectRatio: AspectRatio;
  /** How many are made to choose from. */
  takes: number;
  /** The whole prompt, written by its person (QuoteTerms). */
  prompt: string | null;
  /** The seed that its person chose (QuoteTerms). */
  seed: number | null;
  /** The look of another clip that it is to have (QuoteTerms). */
  style: Style | null;
  /** The part of the clip that it is for; null: all of it (QuoteTerms). */
  part: Part | null;
  /** What "a bit more" and "a bit less" refer to (QuoteTerms). */
  lastInstruction: Template[];
  quote: Quote;
}

/** Changes of one video's clips that are offered together. */
export interface QuotedChanges {
  userId: string;
  /** By the index of their clips. */
  changes: QuotedChange[];
  /** What is made is there to choose from, and nothing becomes current. */
  isTakes: boolean;
  /** Of all of them, the discount taken off its total. */
  cost: CostBreakdown;
  /** USD, decimal string. */
  discount: string;
  seconds: number;
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

  issue(quoted: QuotedChanges): IssuedQuote {
    const claims: Claims = {
      terms: termsHash(quoted),
      costs: quoted.changes.map(({ quote: { estimatedCost: cost } }) => [
        cost.languageModel,
        cost.video,
        cost.known,
      ]),
      discount: quoted.discount,
      seconds: quoted.seconds,
    };
    const expiresAt = Math.floor(this.now() / 1000) + QUOTE_SECONDS;
    const token = this.sign({ ...claims, aud: AUDIENCE, exp: expiresAt });
    return { token, expiresAt: new Date(expiresAt * 1000) };
  }

  /**
   * The changes at the prices that were shown. QUOTE_STALE if a clip, prompt, instruction, model or price is no longer the
   * quoted one, or time ran out.
   */
  async check(token: string, now: QuotedChanges): Promise<QuotedChanges> {
    const { terms, costs, discount, seconds } = await this.open(token);
    if (terms !== termsHash(now)) throw stale();
    const shown = costs.map(([languageModel, video, known]) => breakdown(languageModel, video, known));
    const cost = sumOfCosts(shown, discount);
    const drifted = now.changes.some(({ quote }, at) => !isNear(quote.estimatedCost, shown[at]!));
    if (drifted || !isNear(now.cost, cost)) throw stale();
    const changes = now.changes.map((change, at) => ({
      ...change,
      quote: { ...change.quote, estimatedCost: shown[at]! },
    }));
    return { ...now, changes, cost, discount, seconds };
  }

  /** A JWT. Web Crypto would wake a thread for each: 6 % of the CPU time of a message. */
  private sign(payload: object): string {
    const said = [{ alg: ALGORITHM }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${said}.${createHmac('sha256', this.key).update(said).digest('base64url')}`;
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

function isNear(now: CostBreakdown, shown: CostBreakdown): boolean {
  const drift = new Decimal(now.total).minus(shown.total).abs();
  return drift.lessThanOrEqualTo(new Decimal(shown.total).times(DRIFT));
}

function termsHash({ userId, changes }: QuotedChanges): string {
  const terms = changes.map(({ clip, instruction, action, videoModel, takes, prompt, seed, quote }) => [
    ...[clip.jobId, clip.clipIndex, clip.versionNumber, clip.currentPrompt],
    ...[
      instruction,
      quote.templates.map(({ id }) => id),
      quote.list,
      action,
      videoModel,
      takes,
      quote.recipe,
    ],
    ...(prompt === null && seed === null ? [] : [prompt, seed]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([userId, terms]))
    .digest('base64url');
}
