import { UUID_PATTERN } from '../../core/util/uuid.js';
import { LEAVING_SECONDS } from '../../core/regeneration/lease-timing.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { jobName, type ObservedJob } from '../launcher/launcher.js';
import type { WaitingReason } from './waiting.js';

/** An active regeneration as the reconciler sees it. Times are by the database's clock. */
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
  /** Milliseconds since its Job was launched; meaningless before. */
  sinceLaunchMs: number;
  /** Milliseconds since the deadline; negative before it. */
  pastDeadlineMs: number;
  /** The reason for waiting that its user sees, and how long it has lasted. */
  waitingReason: WaitingReason | null;
  waitingMs: number;
  /** A call that may be charged is open. */
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
 * Jobs whose regeneration ended or moved to another attempt LEAVING_SECONDS ago. That also covers a stale list that still
 * shows a failed Job as running; a failed Job must stay, because its log says why. A Job without a row here is left alone:
 * it may belong to another installation, and a runner without a row exits by itself.
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

/** Anyone can write labels: a Job is ours only if its name matches them. */
function isOurs({ name, regenerationId, attempt }: ObservedJob): boolean {
  return name === jobName(regenerationId, attempt) && UUID.test(regenerationId);
}

const UUID = new RegExp(`^${UUID_PATTERN}$`);
