import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { ApiErrorCode } from '../errors.js';
import { announce } from '../regeneration/events.js';

// The rules of restore, undo and redo are SQL: prisma/functions/restore_cut.sql.

/** What comes back: a version of one clip, of the whole video, or the state before or after. */
export type RestoreTarget =
  | { action: 'CLIP'; clipIndex: number; versionNumber: number }
  | { action: 'VIDEO'; versionNumber: number }
  | { action: 'UNDO' | 'REDO' };

/** A user's request to go back to earlier footage: the argument of the SQL function restore_cut. */
export type RestoreRequest = RestoreTarget & {
  userId: string;
  jobId: string;
  /** The current version that the user sees: of the clip for CLIP, else of the video; null: any. */
  expectedVersion: number | null;
  idempotencyKey: string | null;
  /** The same key with another hash is another request. */
  inputHash: string;
  /** For the run that composes the video, where no file of it is kept. */
  deadlineSeconds: number;
};

const rejections = [
  'NOT_FOUND',
  'FORBIDDEN',
  'JOB_NOT_COMPLETED',
  'REGENERATION_IN_PROGRESS',
  'VERSION_CONFLICT',
  'VERSION_GONE',
  'NOTHING_TO_UNDO',
  'IDEMPOTENCY_KEY_REUSED',
] as const satisfies readonly ApiErrorCode[];

/** Requests that name a version which is not there, or that shows already what they ask for: BAD_USER_INPUT, in words. */
const badInput = ['UNKNOWN_VERSION', 'ALREADY_CURRENT'] as const;

const row = z.object({
  outcome: z.enum(['COMPLETED', 'ADMITTED', 'REPLAYED', ...rejections, ...badInput]),
  regeneration_id: z.string().nullable(),
});

/**
 * COMPLETED: published at once, for a kept video has that footage. ADMITTED: a RESTORE run composes it. REPLAYED: the same
 * key and input came before.
 */
export type Restored =
  | { outcome: 'COMPLETED' | 'ADMITTED' | 'REPLAYED'; regenerationId: string }
  | { outcome: RestoreRefusal };

/** The rule that refuses a restore. */
export type RestoreRefusal = (typeof rejections)[number] | (typeof badInput)[number];

/** Goes back to earlier footage, or says which rule stands against it. Nothing is generated or charged. */
export async function restoreCut(db: PrismaClient, request: RestoreRequest): Promise<Restored> {
  const [found] = await db.$queryRaw<unknown[]>`SELECT * FROM restore_cut(${JSON.stringify(request)}::jsonb)`;
  const { outcome, regeneration_id: id } = row.parse(found);
  if (outcome !== 'COMPLETED' && outcome !== 'ADMITTED' && outcome !== 'REPLAYED') return { outcome };
  const regenerationId = z.string().parse(id);
  // Not awaited: a lost notification costs a poll, and it never rejects. STARTED, and COMPLETE where it is over.
  if (outcome !== 'REPLAYED') void announce(db, regenerationId, outcome === 'COMPLETED' ? 2 : 1);
  return { outcome, regenerationId };
}
