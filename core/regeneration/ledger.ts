import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { ChangeClaim, Claim } from './claim.js';
import type { Stage } from './lifecycle.js';

/**
 * The ledger of calls that may be charged. INTENT is a row before the POST; the provider's id is stored before anyone
 * waits for it; a call is settled once, with the real charge. Each function is a compare-and-set on the claim's fence.
 */

/** A call that is not settled. */
export interface OpenCall {
  id: string;
  stage: Stage;
  api: string;
  /** The clip that it pays for. */
  clipIndex: number;
  /** The take of it; counts from 0. */
  take: number;
  /** The provider's name for it; null while no answer to its POST is known. */
  externalId: string | null;
  /** POSTs made so far. */
  posts: number;
  openedAt: Date;
  /** USD that it is expected to cost, decimal string. */
  estimatedUsd: string;
  /** What it asked for, as its provider's model wrote it; null before that. */
  request: unknown;
}

const openedRow = z.object({
  outcome: z.enum(['NEW', 'OPEN', 'OVER_RESERVATION', 'STALE']),
  call_id: z.string().nullable(),
});

/**
 * `NEW`: INTENT is written, POST now. `OPEN`: an earlier attempt left it open; find out what became of its POST.
 * `OVER_RESERVATION`: with this call more would be charged than the user agreed to. `STALE`: the fence is old.
 */
export type OpenedCall =
  | { outcome: 'NEW' | 'OPEN'; call: OpenCall }
  | { outcome: 'OVER_RESERVATION' | 'STALE' };

/** Opens a call before its POST, or takes over the one that an earlier attempt left open; without a clip the first one's. */
export async function openPaidCall(
  db: PrismaClient,
  claim: Claim | ChangeClaim,
  stage: Stage,
  api: string,
  estimatedUsd: string,
): Promise<OpenedCall> {
  const ofClip = 'clipIndex' in claim ? { clipIndex: claim.clipIndex, take: claim.take } : {};
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT * FROM open_paid_call(${claim.id}::uuid, ${claim.fence}::int,
      ${JSON.stringify({ ...ofClip, stage, api, estimatedUsd })}::jsonb)`;
  const { outcome, call_id: callId } = openedRow.parse(row);
  if (outcome === 'OVER_RESERVATION' || outcome === 'STALE') return { outcome };
  const call = (await openCalls(db, claim)).find(({ id }) => id === callId);
  return call === undefined ? { outcome: 'STALE' } : { outcome, call };
}

/** Stores a call's request before its POST. False if the fence is old or the POST is already answered. */
export async function describePaidCall(
  db: PrismaClient,
  { fence }: Claim,
  callId: string,
  request: object,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ done: boolean }[]>`
    SELECT describe_paid_call(${callId}::uuid, ${fence}::int, ${JSON.stringify(request)}::jsonb) AS done`;
  return row?.done ?? false;
}

/** Provider ids that are not yet recorded in the ledger. */
export async function unknownExternalIds(db: PrismaClient, api: string, ids: string[]): Promise<string[]> {
  const known = await db.$queryRaw<{ id: string }[]>`SELECT known_external_ids(${api}, ${ids}) AS id`;
  const taken = new Set(known.map(({ id }) => id));
  return ids.filter((id) => !taken.has(id));
}

/** Allows one more POST for a call that the provider does not know; at most once, and counted as ambiguous. */
export async function repostPaidCall(db: PrismaClient, { fence }: Claim, callId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ done: boolean }[]>`
    SELECT repost_paid_call(${callId}::uuid, ${fence}::int) AS done`;
  return row?.done ?? false;
}

/** Keeps the provider's id. False where the fence is old. */
export async function acceptPaidCall(
  db: PrismaClient,
  { fence }: Claim,
  callId: string,
  externalId: string,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ done: boolean }[]>`
    SELECT accept_paid_call(${callId}::uuid, ${fence}::int, ${externalId}) AS done`;
  return row?.done ?? false;
}

/** What became of a call. */
export interface Settlement {
  outcome: 'succeeded' | 'failed' | 'canceled' | 'unknown';
  /** USD really charged, decimal string. */
  costUsd: string;
  /** Merged into the checkpoint in the same transaction; a key with null is removed from it. */
  patch: Record<string, unknown>;
}

/** Settles a call: ledger, costs and checkpoint move together. False where the fence is old or it is settled already. */
export async function settlePaidCall(
  db: PrismaClient,
  { fence }: Claim,
  callId: string,
  settlement: Settlement,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ done: boolean }[]>`
    SELECT settle_paid_call(${callId}::uuid, ${fence}::int, ${JSON.stringify(settlement)}::jsonb) AS done`;
  return row?.done ?? false;
}

/** Whether a call was settled with this outcome, by this fence. */
export async function isPaidCallSettled(
  db: PrismaClient,
  { fence }: Claim,
  callId: string,
  outcome: Settlement['outcome'],
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ settled: boolean }[]>`
    SELECT is_paid_call_settled(${callId}::uuid, ${fence}::int, ${outcome}) AS settled`;
  return row?.settled ?? false;
}

/** The calls of a run that are not settled, the oldest first; none where the fence is old or the run has ended. */
export async function openCalls(db: PrismaClient, claim: Claim): Promise<OpenCall[]> {
  return await db.$queryRaw<OpenCall[]>`
    SELECT id, clip_index AS "clipIndex", take, stage_name AS stage, api_name AS api, external_id AS "externalId", posts, created_at AS "openedAt",
      estimated_cost::text AS "estimatedUsd", request
    FROM run_open_calls(${claim.id}::uuid, ${claim.fence}::int)`;
}
