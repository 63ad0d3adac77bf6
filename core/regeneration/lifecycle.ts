import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import type { RegenerationErrorCode } from '../errors.js';
import type { Claim } from './claim.js';
import { announce } from './events.js';
import { LEASE_SECONDS } from './lease-timing.js';
import { RUNNABLE_KINDS } from './status.js';

/** A change of several clips is a BATCH to the functions that hand out runs: earlier releases cannot run one. */
const RUNNABLE = [...RUNNABLE_KINDS, 'BATCH'];

/**
 * The only functions that move a regeneration. Each calls one SQL function (prisma/functions): a compare-and-set on
 * status and fence that reports whether it won.
 */

/** One launch that is due: the Job to start is named by id and attempt. */
export interface DueLaunch {
  id: string;
  jobId: string;
  /** The clips that it is about, in order. */
  clipIndexes: number[];
  attempt: number;
  deadlineSeconds: number;
}

/** Takes due launches; no other server launches the same attempts for `holdSeconds`. */
export async function takeDueLaunches(
  db: PrismaClient,
  limit: number,
  holdSeconds: number,
): Promise<DueLaunch[]> {
  return await db.$queryRaw<DueLaunch[]>`
    SELECT id, job_id AS "jobId", clip_indexes AS "clipIndexes", attempt, deadline_seconds AS "deadlineSeconds"
    FROM take_due_launches(${limit}::int, ${holdSeconds}::int, ${RUNNABLE}::text[])`;
}

/** Records that an attempt's Job exists, and since when: where it is never claimed it is missed after a while. */
export async function markLaunched(db: PrismaClient, id: string, attempt: number): Promise<void> {
  await db.$executeRaw`
    UPDATE clip_regenerations SET launched_attempt = attempt, dispatch_after = clock_timestamp()
    WHERE id = ${id}::uuid AND attempt = ${attempt}::int AND launched_attempt < attempt`;
}

/** Gives a launch back, to be taken again after a delay. */
export async function postponeLaunch(
  db: PrismaClient,
  id: string,
  attempt: number,
  delaySeconds: number,
): Promise<void> {
  await db.$executeRaw`
    UPDATE clip_regenerations SET dispatch_after = clock_timestamp() + make_interval(secs => ${delaySeconds}::int)
    WHERE id = ${id}::uuid AND attempt = ${attempt}::int AND launched_attempt < attempt`;
}

const claimRow = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('CLAIMED'),
    fence: z.number(),
    status: z.enum(['processing', 'canceling']),
    deadline_seconds: z.number(),
    kind: z.enum(RUNNABLE_KINDS),
  }),
  z.object({ outcome: z.enum(['HELD', 'SUPERSEDED']) }),
]);

type RunKind = (typeof RUNNABLE_KINDS)[number];

/** `HELD`: another runner of this attempt is alive; `SUPERSEDED`: the row has ended, or is not for this runner. */
export type ClaimResult =
  | {
      outcome: 'CLAIMED';
      claim: Claim;
      status: 'processing' | 'canceling';
      deadlineSeconds: number;
      kind: RunKind;
    }
  | { outcome: 'HELD' | 'SUPERSEDED' };

/**
 * The runner's claim: raises the fence. A row that is being canceled is claimed to cancel open calls at the provider. The
 * statement may be repeated after a lost answer: its claimant is its own.
 */
export async function claimRegeneration(
  db: PrismaClient,
  id: string,
  attempt: number,
  leaseSeconds: number = LEASE_SECONDS,
): Promise<ClaimResult> {
  const terms = JSON.stringify({ leaseSeconds, kinds: RUNNABLE, claimant: randomUUID() });
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT * FROM take_regeneration(${id}::uuid, ${attempt}::int, ${terms}::jsonb)`;
  const taken = claimRow.parse(row);
  if (taken.outcome !== 'CLAIMED') return taken;
  const { outcome, fence, status, kind, deadline_seconds: deadlineSeconds } = taken;
  return { outcome, claim: { id, attempt, fence }, status, deadlineSeconds, kind };
}

/** Renews the lease. `lost`: the fence is old or the run has ended; `canceling`: stop and confirm. */
export async function renewLease(
  db: PrismaClient,
  { id, fence }: Claim,
  leaseSeconds: number = LEASE_SECONDS,
): Promise<'processing' | 'canceling' | 'lost'> {
  const [row] = await db.$queryRaw<{ status: string | null }[]>`
    SELECT renew_regeneration_lease(${id}::uuid, ${fence}::int, ${leaseSeconds}::int) AS status`;
  return z.enum(['processing', 'canceling']).nullish().parse(row?.status) ?? 'lost';
}

/** Expires the lease now. `giveBack`: the runner was stopped from outside (eviction), so the attempt does not count. */
export async function releaseLease(
  db: PrismaClient,
  { id, fence }: Claim,
  { giveBack }: { giveBack: boolean },
): Promise<void> {
  await db.$queryRaw`SELECT release_regeneration_lease(${id}::uuid, ${fence}::int, ${giveBack}::boolean)`;
}

/** Tells the user why a regeneration waits, once per reason; nothing where a runner has claimed it. */
export async function noteWaiting(
  db: PrismaClient,
  id: string,
  attempt: number,
  reason: string,
  message: string,
): Promise<void> {
  const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
    SELECT note_regeneration_waiting(${id}::uuid, ${attempt}::int, ${reason}, ${message}) AS sequence`;
  await announce(db, id, row?.sequence ?? null);
}

/** The pipeline's names of the steps, as in job_costs. */
export type Stage = 'prompt_generator' | 'video_generator' | 'composer';

/** The result of one finished step, for a later attempt, and its charge. */
export interface CheckpointWrite {
  /** The clip whose change it belongs to; without it the first, or the whole run where the stage is the composer. */
  clipIndex?: number;
  /** Which take of the clip; without it the first. */
  take?: number;
  patch: Record<string, unknown>;
  modifiedPrompt?: string;
  stage: Stage;
  api: string;
  /** USD, decimal string. */
  costUsd: string;
}

/** False where the fence is old. */
export async function saveCheckpoint(
  db: PrismaClient,
  { id, fence }: Claim,
  write: CheckpointWrite,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ saved: boolean }[]>`
    SELECT save_regeneration_checkpoint(${id}::uuid, ${fence}::int, ${JSON.stringify(write)}::jsonb) AS saved`;
  return row?.saved ?? false;
}

/** Replaces a lost runner by a new attempt. Null where none is left or the row has moved on. */
export async function restartRegeneration(
  db: PrismaClient,
  id: string,
  attempt: number,
  delaySeconds: number,
): Promise<number | null> {
  const message = 'The machine working on this stopped; another one takes over. What was paid for is kept.';
  const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
    SELECT restart_regeneration(${id}::uuid, ${attempt}::int, ${delaySeconds}::int, ${message}) AS sequence`;
  const sequence = row?.sequence ?? null;
  await announce(db, id, sequence);
  return sequence;
}

/** Who ends a regeneration: its runner, by its claim, or the server, by the attempt that it decided about. */
export type Ender = Claim | Pick<Claim, 'id' | 'attempt'>;

/** Why a regeneration ends without a result. */
export type Ending =
  | { status: 'canceled'; message: string }
  | { status: 'failed'; message: string; code: RegenerationErrorCode; retryable: boolean };

/**
 * Ends and settles a regeneration without a result; the job keeps its last good video. `{charged}` in the message
 * becomes a sentence that says what was. False where another was first.
 */
export async function endRegeneration(db: PrismaClient, by: Ender, ending: Ending): Promise<boolean> {
  const how = Prisma.sql`${JSON.stringify(ending)}::jsonb`;
  const end =
    'fence' in by
      ? Prisma.sql`conclude_regeneration(${by.id}::uuid, ${by.fence}::int, ${how})`
      : Prisma.sql`end_regeneration(${by.id}::uuid, NULL, ${by.attempt}::int, ${how})`;
  const [row] = await db.$queryRaw<{ sequence: number | null }[]>`SELECT ${end} AS sequence`;
  const sequence = row?.sequence ?? null;
  await announce(db, by.id, sequence);
  return sequence !== null;
}

/**
 * The immutable objects that a finished regeneration puts in place; a RESTORE has the final video alone. TAKES puts none
 * in place: its clips are those of the checkpoints.
 */
export type Publication =
  | { message: string }
  | ComposedVideo
  | (ComposedVideo & MadeClip)
  | (ComposedVideo & { clips: (MadeClip & { clipIndex: number })[] });

interface ComposedVideo {
  videoKey: string;
  message: string;
}

interface MadeClip {
  originalClipKey: string | null;
  clipKey: string;
  clipSha256: string;
  thumbnailKey: string | null;
}

/** Flips every pointer in one transaction; false where fence, status or base version no longer stand. */
export async function publishRegeneration(
  db: PrismaClient,
  { id, fence }: Claim,
  publication: Publication,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
    SELECT publish_regeneration(${id}::uuid, ${fence}::int, ${JSON.stringify(publication)}::jsonb) AS sequence`;
  const sequence = row?.sequence ?? null;
  await announce(db, id, sequence);
  return sequence !== null;
}

/** Why the change of one clip ends, or one take of it, while those of the others go on. */
export interface ClipFailure {
  clipIndex: number;
  /** Null: the whole change. */
  take: number | null;
  code: RegenerationErrorCode;
  /** `{charged}` becomes a sentence that says what the clip was charged. */
  message: string;
  retryable: boolean;
  /** Percent of the whole. */
  progress: number;
}

/** Ends one clip's change, or a take of it; its clip keeps its version. False where the fence is old or the change has ended. */
export async function failClipChange(
  db: PrismaClient,
  { id, fence }: Claim,
  failure: ClipFailure,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
    SELECT fail_clip_change(${id}::uuid, ${fence}::int, ${JSON.stringify(failure)}::jsonb) AS sequence`;
  const sequence = row?.sequence ?? null;
  await announce(db, id, sequence);
  return sequence !== null;
}

/** Whether a run was published, by this fence. */
export async function isPublished(db: PrismaClient, { id, fence }: Claim): Promise<boolean> {
  const [row] = await db.$queryRaw<{ published: boolean }[]>`
    SELECT is_regeneration_published(${id}::uuid, ${fence}::int) AS published`;
  return row?.published ?? false;
}

/** Asks for cancellation; the new status, or null where the regeneration is not this user's. */
export async function requestCancel(db: PrismaClient, id: string, userId: string): Promise<string | null> {
  const message = 'Canceled before it began. {charged}';
  const [row] = await db.$queryRaw<{ status: string; sequence: number | null }[]>`
    SELECT * FROM request_regeneration_cancel(${id}::uuid, ${userId}::uuid, ${message})`;
  await announce(db, id, row?.sequence ?? null);
  return row?.status ?? null;
}
