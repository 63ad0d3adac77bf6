import type { PlannedRequest } from '../../core/regeneration/admission.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { LIMITS } from '../kit/rows/admit.js';

/**
 * The statements that the apis and runners of earlier releases send to the database, word for word: one release
 * from before the ledger of paid calls, one from before functions took records. During a rollout they run beside
 * the current one, on the migrated database.
 */
const LEASE_SECONDS = 30;

/** Its api: admission, dispatch, cancellation, and the reconciler's decisions. */
export const previousApi = (db: PrismaClient) => ({
  async admit(request: PlannedRequest): Promise<string> {
    const [row] = await db.$queryRaw<{ outcome: string; regeneration_id: string }[]>`
      SELECT * FROM admit_regeneration(
        ${request.userId}::uuid, ${request.jobId}::uuid, ${request.clipIndex}::int, ${request.instruction},
        ${JSON.stringify(request.conversation)}::jsonb, ${request.idempotencyKey}::text, ${request.inputHash},
        ${request.originalPrompt}, ${request.templates}::text[], ${request.videoModel},
        ${request.baseVersionNumber}::int, ${JSON.stringify(request.estimatedCost)}::jsonb,
        ${request.estimatedCost.total}::numeric, ${request.estimatedSeconds}::int, ${LIMITS.budgetUsd}::numeric,
        ${LIMITS.perJobPerHour}::int, ${LIMITS.perUserPerHour}::int, ${LIMITS.deadlineSeconds}::int,
        ${request.message}, ${request.retryOf}::uuid)`;
    if (row?.outcome !== 'ADMITTED') throw new Error(`The admission was refused: ${row?.outcome}`);
    return row.regeneration_id;
  },
  async takeDueLaunches(): Promise<{ id: string; attempt: number }[]> {
    return await db.$queryRaw`
      SELECT id, job_id AS "jobId", clip_index AS "clipIndex", attempt, deadline_seconds AS "deadlineSeconds"
      FROM take_due_launches(${100}::int, ${60}::int)`;
  },
  async markLaunched(id: string, attempt: number): Promise<void> {
    await db.clipRegeneration.updateMany({ where: { id, attempt }, data: { launchedAttempt: attempt } });
  },
  async restart(id: string, attempt: number): Promise<number | null> {
    const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
      SELECT restart_regeneration(${id}::uuid, ${attempt}::int, ${0}::int, ${'Another one takes over.'}) AS sequence`;
    return row?.sequence ?? null;
  },
  async requestCancel(id: string, userId: string): Promise<string | null> {
    const [row] = await db.$queryRaw<{ status: string }[]>`
      SELECT * FROM request_regeneration_cancel(${id}::uuid, ${userId}::uuid,
        ${'Canceled before it began. Nothing was charged.'})`;
    return row?.status ?? null;
  },
  async confirmCancel(id: string, attempt: number): Promise<boolean> {
    const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
      SELECT end_regeneration(${id}::uuid, ${null}::int, ${attempt}::int, ${'canceled'}, ${'Canceled.'},
        ${null}::text, ${null}::boolean) AS sequence`;
    return (row?.sequence ?? null) !== null;
  },
});

/** Its runner: it has no ledger, and records a payment together with the step's result. */
export const previousRunner = (db: PrismaClient) => ({
  /** The fence, or null if the claim is refused. */
  async claim(id: string, attempt: number): Promise<number | null> {
    const [row] = await db.$queryRaw<{ fence: number | null }[]>`
      SELECT claim_regeneration(${id}::uuid, ${attempt}::int, ${LEASE_SECONDS}::int) AS fence`;
    return row?.fence ?? null;
  },
  async renew(id: string, fence: number): Promise<string | null> {
    const [row] = await db.$queryRaw<{ status: string | null }[]>`
      SELECT renew_regeneration_lease(${id}::uuid, ${fence}::int, ${LEASE_SECONDS}::int) AS status`;
    return row?.status ?? null;
  },
  async release(id: string, fence: number): Promise<void> {
    await db.$executeRaw`
      UPDATE clip_regenerations SET lease_until = clock_timestamp() - interval '1 second'
      WHERE id = ${id}::uuid AND fence = ${fence}::int AND status = 'processing'`;
  },
  async appendEvent(id: string, fence: number): Promise<number | null> {
    const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
      SELECT append_regeneration_event(${id}::uuid, ${fence}::int, ${'VIDEO_GENERATING'}, ${20}::int,
        ${'Making clip 3.'}, ${'{}'}::jsonb) AS sequence`;
    return row?.sequence ?? null;
  },
  async saveCheckpoint(
    id: string,
    fence: number,
    patch: object,
    stage: string,
    costUsd: string,
  ): Promise<boolean> {
    const [row] = await db.$queryRaw<{ saved: boolean }[]>`
      SELECT save_regeneration_checkpoint(${id}::uuid, ${fence}::int, ${JSON.stringify(patch)}::jsonb,
        ${null}::text, ${stage}, ${'provider'}, ${costUsd}::numeric) AS saved`;
    return row?.saved ?? false;
  },
  async publish(id: string, fence: number, clipKey: string, videoKey: string): Promise<boolean> {
    const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
      SELECT publish_regeneration(${id}::uuid, ${fence}::int, ${'video-clips/job/clip_2.mp4'}::text, ${clipKey},
        ${'abc'}, ${null}::text, ${videoKey}, ${'Done!'}) AS sequence`;
    return (row?.sequence ?? null) !== null;
  },
});

/**
 * The runner of the release before functions took records. Its calls for the ledger and for an end differ from the
 * current ones.
 */
export const positionalRunner = (db: PrismaClient) => ({
  /** CLAIMED, HELD or SUPERSEDED: before the history a runner took whatever it was started for. */
  async take(id: string, attempt: number): Promise<string> {
    const [row] = await db.$queryRaw<{ outcome: string }[]>`
      SELECT * FROM take_regeneration(${id}::uuid, ${attempt}::int, ${LEASE_SECONDS}::int)`;
    return row!.outcome;
  },
  /** The call's id, or the outcome if none was opened. */
  async openCall(id: string, fence: number, stage: string, estimatedUsd: string): Promise<string> {
    const [row] = await db.$queryRaw<{ outcome: string; call_id: string | null }[]>`
      SELECT * FROM open_paid_call(${id}::uuid, ${fence}::int, ${stage}, ${'provider'}, ${estimatedUsd}::numeric)`;
    return row?.call_id ?? row!.outcome;
  },
  async settleCall(callId: string, fence: number, costUsd: string, patch: object): Promise<boolean> {
    const [row] = await db.$queryRaw<{ done: boolean }[]>`
      SELECT settle_paid_call(${callId}::uuid, ${fence}::int, ${costUsd}::numeric, ${'succeeded'},
        ${JSON.stringify(patch)}::jsonb) AS done`;
    return row?.done ?? false;
  },
  async fail(id: string, fence: number): Promise<boolean> {
    const [row] = await db.$queryRaw<{ sequence: number | null }[]>`
      SELECT conclude_regeneration(${id}::uuid, ${fence}::int, ${'failed'}, ${'It failed. {charged}'},
        ${'INFRASTRUCTURE'}::text, ${true}::boolean) AS sequence`;
    return (row?.sequence ?? null) !== null;
  },
});
