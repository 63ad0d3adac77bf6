import { UUID_PATTERN } from '../../core/util/uuid.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { jobName, type ObservedJob } from '../launcher/launcher.js';
import type { WaitingReason } from './waiting.js';

/** An active regeneration as the reconciler judges it. Times are the database's. */
export interface ActiveRow {
  id: string;
  status: 'queued' | 'processing' | 'canceling';
  attempt: number;
  maxAttempts: number;
  fence: number;
  /** Its Job was launched. */
  launched: boolean;
  /** null: no runner has claimed this attempt. */
  lease: 'live' | 'expired' | null;
  /** Milliseconds since its Job was launched; of no meaning before. */
  sinceLaunchMs: number;
  /** Milliseconds since the deadline; negative before it. */
  pastDeadlineMs: number;
  /** What its user was told it waits for, and for how long it has. */
  waitingReason: WaitingReason | null;
  waitingMs: number;
  /** A call is open that may be charged. */
  openCall: boolean;
}

export async function activeRows(db: PrismaClient): Promise<ActiveRow[]> {
  return await db.$queryRaw<ActiveRow[]>`
    SELECT id, status, attempt, max_attempts AS "maxAttempts", fence, launched_attempt >= attempt AS launched,
      CASE WHEN lease_until IS NULL THEN NULL WHEN lease_until < clock_timestamp() THEN 'expired' ELSE 'live' END AS lease,
      (EXTRACT(EPOCH FROM clock_timestamp() - dispatch_after) * 1000)::float8 AS "sinceLaunchMs",
      (EXTRACT(EPOCH FROM clock_timestamp() - deadline_at) * 1000)::float8 AS "pastDeadlineMs",
      waiting_reason AS "waitingReason",
      COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - waiting_since) * 1000, 0)::float8 AS "waitingMs",
      has_open_paid_call(id) AS "openCall"
    FROM clip_regenerations WHERE status IN ('queued', 'processing', 'canceling')`;
}

/**
 * A runner that has ended its row, or was replaced, is still about to leave: its Job is its own for this long. A list that
 * is a moment old may also show as running what has failed, and a failed Job keeps the log that says why.
 */
const LEAVING_SECONDS = 15;

/**
 * The Jobs that work for no row: their regeneration moved on to another attempt, or ended, a while ago. A Job that no
 * row here knows is left alone: it may be another installation's, and a runner without a row ends by itself.
 */
export async function withoutWork(db: PrismaClient, jobs: ObservedJob[]): Promise<ObservedJob[]> {
  const ours = jobs.filter(isOurs);
  if (ours.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string; attempt: number; ended: boolean }[]>`
    SELECT id, attempt, completed_at IS NOT NULL AS ended
    FROM clip_regenerations WHERE id = ANY(${ours.map(({ regenerationId }) => regenerationId)}::uuid[])
      AND COALESCE(completed_at, dispatch_after) < clock_timestamp() - make_interval(secs => ${LEAVING_SECONDS}::int)`;
  const known = new Map(rows.map((row) => [row.id, row]));
  return ours.filter(({ regenerationId, attempt }) => {
    const row = known.get(regenerationId);
    return row !== undefined && (row.ended || row.attempt > attempt);
  });
}

/** Labels can be written by anybody: only a Job that is named after what it says is one of ours. */
function isOurs({ name, regenerationId, attempt }: ObservedJob): boolean {
  return name === jobName(regenerationId, attempt) && UUID.test(regenerationId);
}

const UUID = new RegExp(`^${UUID_PATTERN}$`);
