import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { QueuedChange as Row } from '../../prisma/generated/client.js';
import type { CostBreakdown } from '../quote/pricing.js';
import { FAILURE_POLICIES, type FailurePolicy } from '../regeneration/admission.js';

/** Changes that wait for their turn on one video: more would be forgotten before they begin. */
export const MOST_QUEUED = 20;

export const QUEUED_CHANGE_STATES = ['WAITING', 'ASKS'] as const;
export type QueuedChangeState = (typeof QUEUED_CHANGE_STATES)[number];

/** One clip's part, as it was asked for; what else the input holds is kept as it came. */
const clipChangeSchema = z.looseObject({
  clipIndex: z.number(),
  instruction: z.string(),
  takes: z.number().nullish(),
});
export type QueuedClipChange = z.infer<typeof clipChangeSchema>;

/** What a change costs, and what is taken off the total. Decimal strings in USD. */
export interface Price {
  cost: CostBreakdown;
  discount: string;
}

const priceSchema = z.object({
  cost: z.object({
    languageModel: z.string(),
    video: z.string(),
    recomposition: z.string(),
    total: z.string(),
    known: z.boolean(),
  }),
  discount: z.string(),
});

/** Changes that wait for their turn: one future regeneration. */
export interface QueuedChange {
  id: string;
  jobId: string;
  userId: string;
  changes: QueuedClipChange[];
  onFailure: FailurePolicy;
  state: QueuedChangeState;
  /** What its person must decide, in a sentence; null while it waits. */
  question: string | null;
  /** What its person agreed to. */
  quoted: Price;
  /** The price at its turn, where the question is about that. */
  asked: Price | null;
  revision: number;
  idempotencyKey: string | null;
  inputHash: string;
  createdAt: Date;
}

export function toQueuedChange(row: Row): QueuedChange {
  const { id, jobId, userId, question, revision, idempotencyKey, inputHash, createdAt } = row;
  return {
    ...{ id, jobId, userId, question, revision, idempotencyKey, inputHash, createdAt },
    changes: z.array(clipChangeSchema).parse(row.changes),
    onFailure: z.enum(FAILURE_POLICIES).parse(row.onFailure),
    state: z.enum(QUEUED_CHANGE_STATES).parse(row.state),
    quoted: priceSchema.parse(row.quoted),
    asked: priceSchema.nullable().parse(row.asked),
  };
}

/** Whether a price asks for more than was agreed to. */
export function isDearer(now: Price, agreed: Price): boolean {
  if (!now.cost.known && agreed.cost.known) return true;
  return new Decimal(toPay(now)).greaterThan(toPay(agreed));
}

/** USD. The total less its discount. */
export function toPay({ cost, discount }: Price): string {
  return new Decimal(cost.total).minus(discount).toFixed(4);
}
