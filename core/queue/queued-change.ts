import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { QueuedChange as Row } from '../../prisma/generated/client.js';
import type { AskedChange } from '../order/changes-request.js';
import type { CostBreakdown } from '../quote/pricing.js';
import { CHANGE_ACTIONS } from '../quote/video-model-card.js';
import { FAILURE_POLICIES, type FailurePolicy, type RequestMessage } from '../regeneration/admission.js';

/** Changes that wait for their turn on one video: more would be forgotten before they begin. */
export const MOST_QUEUED = 20;

export const QUEUED_CHANGE_STATES = ['WAITING', 'ASKS'] as const;
export type QueuedChangeState = (typeof QUEUED_CHANGE_STATES)[number];

/** One clip's part, as it was asked for (AskedChange of core/order). What a later release adds is kept as it came. */
const clipChangeSchema = z.looseObject({
  clipIndex: z.number(),
  instruction: z.string(),
  action: z.enum(CHANGE_ACTIONS).nullable().default(null),
  videoModel: z.string().nullable().default(null),
  takes: z.number().default(1),
  styleFrom: z
    .object({ clipIndex: z.number(), versionNumber: z.number().nullable(), strength: z.number() })
    .nullable()
    .default(null),
  range: z.object({ from: z.number(), to: z.number() }).nullable().default(null),
  prompt: z.string().nullable().default(null),
  seed: z.number().nullable().default(null),
  more: z.array(z.string()).nullable().default(null),
});

const messageSchema = z.object({ role: z.enum(['USER', 'ASSISTANT']), content: z.string() });

/** What changes cost. Decimal strings in USD. */
export interface Price {
  /** Its total is less the discount. */
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
  changes: AskedChange[];
  /** The last messages before it. */
  history: RequestMessage[];
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
    history: z.array(messageSchema).parse(row.history),
    onFailure: z.enum(FAILURE_POLICIES).parse(row.onFailure),
    state: z.enum(QUEUED_CHANGE_STATES).parse(row.state),
    quoted: priceSchema.parse(row.quoted),
    asked: priceSchema.nullable().parse(row.asked),
  };
}

/** Whether a price asks for more than was agreed to. */
export function isDearer({ cost: now }: Price, { cost: agreed }: Price): boolean {
  return (!now.known && agreed.known) || new Decimal(now.total).greaterThan(agreed.total);
}
