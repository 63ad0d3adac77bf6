import { z } from 'zod';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import type { ApiErrorCode } from '../errors.js';
import type { ChangesRequest } from '../order/changes-request.js';
import {
  readAdmission,
  type Admission,
  type AdmissionLimits,
  type PlannedChanges,
} from '../regeneration/admission.js';
import { MOST_QUEUED, toQueuedChange, type Price, type QueuedChange } from './queued-change.js';

// The order of a queue, and what leaves it when, are SQL: prisma/functions/*_queued_change*.sql.

/** A user's request to queue changes: the argument of the SQL function add_queued_change. */
export interface QueueRequest extends Omit<ChangesRequest, 'quoteToken' | 'retryOf' | 'queuedId'> {
  /** What the user agreed to. */
  quoted: Price;
}

const rejections = [
  'NOT_FOUND',
  'FORBIDDEN',
  'LIMIT_REACHED',
  'IDEMPOTENCY_KEY_REUSED',
] as const satisfies readonly ApiErrorCode[];

const addedRow = z.object({
  outcome: z.enum(['QUEUED', 'IDLE', 'REPLAYED', ...rejections]),
  queued_id: z.string().nullable(),
  regeneration_id: z.string().nullable(),
});

/**
 * IDLE: nothing runs and nothing waits, so nothing was added. REPLAYED: the same key and input came before; one of both
 * ids says what became of it.
 */
export type Added =
  | { outcome: 'QUEUED' | 'REPLAYED'; queuedId: string | null; regenerationId: string | null }
  | { outcome: 'IDLE' }
  | { outcome: (typeof rejections)[number] };

/** Adds changes to the end of a job's queue, or says which rule stands against it. */
export async function addQueuedChange(db: PrismaClient, request: QueueRequest): Promise<Added> {
  const asked = JSON.stringify({ ...request, mostQueued: MOST_QUEUED });
  const [found] = await db.$queryRaw<unknown[]>`SELECT * FROM add_queued_change(${asked}::jsonb)`;
  const { outcome, queued_id: queuedId, regeneration_id: regenerationId } = addedRow.parse(found);
  if (outcome === 'QUEUED' || outcome === 'REPLAYED') return { outcome, queuedId, regenerationId };
  return { outcome };
}

/** Which change of a queue is meant, and whose. */
export interface OwnQueuedChange {
  id: string;
  userId: string;
}

/** Another wish in the same place: it waits again, at its new price. False if the user has no such change. */
export async function updateQueuedChange(
  db: PrismaClient,
  { id, userId }: OwnQueuedChange,
  wish: Pick<QueueRequest, 'changes' | 'history' | 'onFailure' | 'quoted'>,
): Promise<boolean> {
  const { onFailure, quoted } = wish;
  const [changes, history] = [JSON.stringify(wish.changes), JSON.stringify(wish.history)];
  const updated = await db.$executeRaw`
    UPDATE queued_changes SET changes = ${changes}::jsonb, clip_indexes = clips_in(${changes}::jsonb),
      history = ${history}::jsonb, on_failure = ${onFailure},
      quoted = ${JSON.stringify(quoted)}::jsonb, state = 'WAITING', question = NULL, asked = NULL,
      revision = revision + 1, held_until = NULL
    WHERE id = ${id}::uuid AND user_id = ${userId}::uuid`;
  return updated === 1;
}

/** Gives a change another place in its queue, counted from 1. False if the user has no such change. */
export async function moveQueuedChange(
  db: PrismaClient,
  { id, userId }: OwnQueuedChange,
  place: number,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ moved: boolean }[]>`
    SELECT move_queued_change(${id}::uuid, ${userId}::uuid, ${place}::int) AS moved`;
  return row?.moved ?? false;
}

/** Takes a change from its queue. False if the user has no such change. */
export async function removeQueuedChange(
  db: PrismaClient,
  { id, userId }: OwnQueuedChange,
): Promise<boolean> {
  const { count } = await db.queuedChange.deleteMany({ where: { id, userId } });
  return count === 1;
}

/** Answers its question with yes: it waits again, at the price that it asked for. False if the user has no such change. */
export async function confirmQueuedChange(
  db: PrismaClient,
  { id, userId }: OwnQueuedChange,
): Promise<boolean> {
  const confirmed = await db.$executeRaw`
    UPDATE queued_changes SET state = 'WAITING', question = NULL, quoted = COALESCE(asked, quoted), asked = NULL,
      revision = revision + CASE state WHEN 'ASKS' THEN 1 ELSE 0 END, held_until = NULL
    WHERE id = ${id}::uuid AND user_id = ${userId}::uuid`;
  return confirmed === 1;
}

/** Takes changes whose turn has come, one of each job; no other server starts them for `holdSeconds`. */
export async function takeDueQueuedChanges(
  db: PrismaClient,
  limit: number,
  holdSeconds: number,
): Promise<QueuedChange[]> {
  const taken = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM take_due_queued_changes(${limit}::int, ${holdSeconds}::int)`;
  const rows = await db.queuedChange.findMany({ where: { id: { in: taken.map(({ id }) => id) } } });
  return rows.map(toQueuedChange);
}

/** Leaves a change in its place, waiting for an answer. False, and nothing, where it has changed since it was taken. */
export async function askAboutQueuedChange(
  db: PrismaClient,
  { id, revision }: Pick<QueuedChange, 'id' | 'revision'>,
  question: string,
  asked: Price | null,
): Promise<boolean> {
  const price = asked === null ? Prisma.sql`NULL::jsonb` : Prisma.sql`${JSON.stringify(asked)}::jsonb`;
  const updated = await db.$executeRaw`
    UPDATE queued_changes SET state = 'ASKS', question = ${question}, asked = ${price}, revision = revision + 1,
      held_until = NULL
    WHERE id = ${id}::uuid AND revision = ${revision}::int`;
  return updated === 1;
}

/** MOVED_ON: it is no longer there, has changed, or is not the next. */
export type Started = Admission | { outcome: 'MOVED_ON' };

/** Admits a change whose turn has come and takes it from its queue, or says which rule refuses it. */
export async function startQueuedChange(
  db: PrismaClient,
  { id, revision }: Pick<QueuedChange, 'id' | 'revision'>,
  request: PlannedChanges,
  limits: AdmissionLimits,
): Promise<Started> {
  const asked = JSON.stringify({ ...request, limits });
  const [found] = await db.$queryRaw<unknown[]>`
    SELECT * FROM start_queued_change(${id}::uuid, ${revision}::int, ${asked}::jsonb)`;
  const isMovedOn = movedOn.safeParse(found).success;
  return isMovedOn ? { outcome: 'MOVED_ON' } : readAdmission(db, found);
}

const movedOn = z.object({ outcome: z.literal('MOVED_ON') });

/** What became of a request with this key; null where the key was not used. */
export async function findQueuedReplay(
  db: PrismaClient,
  { userId, idempotencyKey, inputHash }: Pick<QueueRequest, 'userId' | 'idempotencyKey' | 'inputHash'>,
): Promise<Exclude<Added, { outcome: 'IDLE' }> | null> {
  if (idempotencyKey === null) return null;
  const where = { userId_idempotencyKey: { userId, idempotencyKey } };
  const select = { id: true, inputHash: true };
  const [queued, started] = await Promise.all([
    db.queuedChange.findUnique({ where, select }),
    db.clipRegeneration.findUnique({ where, select }),
  ]);
  const known = queued ?? started;
  if (known === null) return null;
  if (known.inputHash !== inputHash) return { outcome: 'IDEMPOTENCY_KEY_REUSED' };
  return { outcome: 'REPLAYED', queuedId: queued?.id ?? null, regenerationId: started?.id ?? null };
}
