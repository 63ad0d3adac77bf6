import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { MOST_MESSAGES_A_MINUTE } from './keep-exchange.js';

/** A call to a language model that is about to be made for a message. */
export interface PlannedCall {
  jobId: string;
  userId: string;
  /** That of the message: with it the call is made once. */
  idempotencyKey: string | null;
  api: string;
  model: string;
  /** USD that it is expected to cost, decimal string. */
  estimatedUsd: string;
  /** After these nobody waits for its answer. */
  secondsAtMost: number;
  /** USD that all calls of a video may cost within an hour. */
  hourUsd: string;
  /** USD that the video may cost. */
  budgetUsd: string;
}

const openedRow = z.object({
  outcome: z.enum(['NEW', 'BUSY', 'ANSWERED', 'FAILED', 'BUDGET_USED', 'RATE_LIMITED', 'NOT_FOUND']),
  call_id: z.string().nullable(),
  answer: z.unknown(),
  cost: z.string().nullable(),
});

/** `NEW`: INTENT is written, ask now. `BUSY`: the same message is being answered. What the others mean, open_assistant_call says. */
export interface OpenedCall {
  outcome: z.infer<typeof openedRow>['outcome'];
  call: { id: string; costUsd: string } | null;
  answer: unknown;
}

/** Writes a call into the ledger before it is sent. */
export async function openAssistantCall(db: PrismaClient, planned: PlannedCall): Promise<OpenedCall> {
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT * FROM open_assistant_call(
      ${JSON.stringify({ ...planned, mostAMinute: MOST_MESSAGES_A_MINUTE })}::jsonb)`;
  const { outcome, call_id: id, answer, cost } = openedRow.parse(row);
  return { outcome, call: id === null ? null : { id, costUsd: cost ?? '0.0000' }, answer };
}

/** What became of a call. */
export interface SettledCall {
  /** `unknown`: whether the provider charges it is not known; nothing is booked. */
  outcome: 'succeeded' | 'failed' | 'unknown';
  /** USD really charged, decimal string. */
  costUsd: string;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Kept until the message is. */
  answer: object | null;
}

/** Settles a call: ledger and costs move together. False where it is settled already. */
export async function settleAssistantCall(
  db: PrismaClient,
  id: string,
  settled: SettledCall,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ done: boolean }[]>`
    SELECT settle_assistant_call(${id}::uuid, ${JSON.stringify(settled)}::jsonb) AS done`;
  return row?.done ?? false;
}
