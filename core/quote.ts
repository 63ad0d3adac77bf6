import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { ApiError } from './errors.js';
import { secondsAt } from './frames.js';
import type { ClipRecord, JobRecord } from './job-record.js';
import { breakdown, estimateSeconds, longestSeconds, videoCost, type CostBreakdown } from './pricing.js';
import { LOCAL_RENDERER, type RateCard } from './rate-card.js';
import { matchTemplates, type Template } from './templates.js';

/** Seconds for which a quote may be confirmed. */
const QUOTE_SECONDS = 15 * 60;
/** Completed regenerations of one clip after which the user is warned (PRD Q4). */
const MANY_REGENERATIONS = 3;
/** Share of the budget from which the user is warned. */
const NEAR_BUDGET = 0.8;

export type QuoteWarningCode =
  | 'MANY_REGENERATIONS'
  | 'NEAR_BUDGET'
  | 'OVER_BUDGET'
  | 'RATE_LIMITED'
  | 'CLIP_LONGER_THAN_MODEL'
  | 'PRICE_UNKNOWN'
  | 'UNSUPPORTED_BY_RENDERER';

export interface QuoteWarning {
  code: QuoteWarningCode;
  message: string;
}

/** What a regeneration would do, cost and take. */
export interface Quote {
  reply: string;
  templates: Template[];
  estimatedCost: CostBreakdown;
  estimatedSeconds: number;
  warnings: QuoteWarning[];
}

/** What a quote depends on beside the job, the clip and the instruction. */
export interface QuoteTerms {
  videoModel: string;
  rateCard: RateCard;
  /** USD per job. */
  budgetUsd: string;
  /** Seconds until the sliding-hour limits admit one more. */
  retryAfterSeconds: number;
}

export function makeQuote(job: JobRecord, clip: ClipRecord, instruction: string, terms: QuoteTerms): Quote {
  const templates = matchTemplates(instruction);
  const clipSeconds = secondsAt(clip.endFrame - clip.startFrame);
  const video = videoCost(terms.rateCard, terms.videoModel, clipSeconds);
  const estimatedCost = breakdown(0, video.usd, video.known);
  return {
    reply: reply(clip, templates),
    templates,
    estimatedCost,
    estimatedSeconds: estimateSeconds(terms.rateCard, terms.videoModel, clipSeconds),
    warnings: warnings(job, clip, templates, estimatedCost, terms),
  };
}

function reply(clip: ClipRecord, templates: Template[]): string {
  const name = `Clip ${clip.clipIndex + 1}`;
  if (templates.length === 0) {
    return `I'll add your wish to the prompt of ${name} and make the clip again. The rest of the video stays as it is.`;
  }
  const what = templates.map((template) => template.reply).join(' ');
  return `${what} Only ${name} changes; the song and every other clip stay as they are.`;
}

function warnings(
  job: JobRecord,
  clip: ClipRecord,
  templates: Template[],
  cost: CostBreakdown,
  terms: QuoteTerms,
): QuoteWarning[] {
  const found: QuoteWarning[] = [];
  const warn = (code: QuoteWarningCode, message: string): void => void found.push({ code, message });
  if (clip.regenerationCount >= MANY_REGENERATIONS) {
    warn('MANY_REGENERATIONS', manyRegenerations(clip.regenerationCount));
  }
  const spent = new Decimal(job.totalCost).plus(job.reservedCost).plus(cost.total);
  if (spent.greaterThan(terms.budgetUsd)) {
    warn(
      'OVER_BUDGET',
      `This would exceed the video's budget of $${new Decimal(terms.budgetUsd).toFixed(2)}.`,
    );
  } else if (spent.greaterThanOrEqualTo(new Decimal(terms.budgetUsd).times(NEAR_BUDGET))) {
    const left = new Decimal(terms.budgetUsd).minus(spent).toFixed(2);
    warn('NEAR_BUDGET', `After this, $${left} of the video's budget is left.`);
  }
  if (terms.retryAfterSeconds > 0) {
    const minutes = Math.ceil(terms.retryAfterSeconds / 60);
    warn('RATE_LIMITED', `The hourly limit is reached; the next change is possible in ${minutes} min.`);
  }
  if (!cost.known)
    warn('PRICE_UNKNOWN', `The price of ${terms.videoModel} is not known; the total may be higher.`);
  const longest = longestSeconds(terms.rateCard, terms.videoModel);
  const slotSeconds = secondsAt(clip.endFrame - clip.startFrame);
  if (longest !== null && slotSeconds > longest + 0.1) {
    warn('CLIP_LONGER_THAN_MODEL', longerThanModel(slotSeconds, longest, terms.videoModel));
  }
  if (terms.videoModel === LOCAL_RENDERER) unsupported(clip, templates, warn);
  return found;
}

function longerThanModel(slotSeconds: number, longest: number, model: string): string {
  const slot = Number(slotSeconds.toFixed(1));
  return `This clip lasts ${slot} s and ${model} makes ${longest} s at most; its last picture is held for the rest.`;
}

function manyRegenerations(count: number): string {
  return `This clip has been regenerated ${count} times. Consider starting fresh if the results don't convince you.`;
}

function unsupported(
  clip: ClipRecord,
  templates: Template[],
  warn: (code: QuoteWarningCode, message: string) => void,
): void {
  if (clip.currentVideoKey === null) {
    warn(
      'UNSUPPORTED_BY_RENDERER',
      'This clip has no footage, and the built-in renderer can only change footage.',
    );
  } else if (templates.length === 0) {
    warn(
      'UNSUPPORTED_BY_RENDERER',
      'The built-in renderer can change light, time of day and motion, but cannot draw new things: the prompt will ' +
        'change, the footage will not.',
    );
  }
}

const tokenSchema = z.object({ terms: z.string(), expires: z.number() });

/** Signs and checks quote tokens: opaque to callers, valid 15 minutes and for exactly what was quoted. */
export class QuoteSigner {
  constructor(private readonly secret: string) {}

  issue(userId: string, clip: ClipRecord, instruction: string, quote: Quote, videoModel: string): string {
    const terms = termsHash(userId, clip, instruction, quote, videoModel);
    const expires = Math.floor(Date.now() / 1000) + QUOTE_SECONDS;
    const payload = Buffer.from(JSON.stringify({ terms, expires })).toString('base64url');
    return `${payload}.${this.sign(payload).toString('base64url')}`;
  }

  /** QUOTE_STALE where clip, prompt, instruction, model or price are no longer the quoted ones, or time ran out. */
  check(
    token: string,
    userId: string,
    clip: ClipRecord,
    instruction: string,
    quote: Quote,
    videoModel: string,
  ): void {
    const [payload = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = this.sign(payload);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw stale();
    const { terms, expires } = tokenSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    if (expires * 1000 < Date.now()) throw stale();
    if (terms !== termsHash(userId, clip, instruction, quote, videoModel)) throw stale();
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

function termsHash(
  userId: string,
  clip: ClipRecord,
  instruction: string,
  quote: Quote,
  videoModel: string,
): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        userId,
        clip.jobId,
        clip.clipIndex,
        clip.versionNumber,
        clip.currentPrompt,
        instruction,
        quote.templates.map((template) => template.id),
        quote.estimatedCost,
        videoModel,
      ]),
    )
    .digest('base64url');
}
