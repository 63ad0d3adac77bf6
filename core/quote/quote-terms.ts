import type { ClipRecord, JobRecord } from '../job/job-record.js';
import type { Template, Wishes } from '../templates/templates.js';
import type { CostHistory, TakenOver } from './estimate.js';
import type { CostBreakdown } from './pricing.js';
import type { RateCard } from './rate-card.js';

/** What a quote depends on beside the job, the clip and the instruction. */
export interface QuoteTerms {
  videoModel: string;
  /** The language model that rewrites what no template means; null: the rules do. */
  promptModel: string | null;
  rateCard: RateCard;
  /** Of these models. */
  history: CostHistory;
  takenOver: TakenOver;
  /** USD per job. */
  budgetUsd: string;
  /** Seconds until the sliding-hour limits admit one more. */
  retryAfterSeconds: number;
  /** What an instruction that only asks for more refers to; empty where it says by itself what it wants. */
  lastWish: Template[];
}

/** A quote before its warnings: what they are worked out from. */
export interface Quoted {
  job: JobRecord;
  clip: ClipRecord;
  wishes: Wishes;
  cost: CostBreakdown;
  /** The language model that takes part; null: none. */
  promptModel: string | null;
  terms: QuoteTerms;
}
