import type { PrismaClient } from '../prisma/generated/client.js';
import type { ObservedJob, Waiting } from './launcher/launcher.js';

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
  /** Milliseconds since the launch was taken, and held for whoever took it. */
  sinceHoldMs: number;
  /** Milliseconds since the deadline; negative before it. */
  pastDeadlineMs: number;
  /** What its user was told it waits for, and for how long it has. */
  waitingReason: Waiting['reason'] | null;
  waitingMs: number;
  /** A call is open that may be charged. */
  openCall: boolean;
}

export async function activeRows(db: PrismaClient): Promise<ActiveRow[]> {
  return await db.$queryRaw<ActiveRow[]>`
    SELECT id, status, attempt, max_attempts AS "maxAttempts", fence, launched_attempt >= attempt AS launched,
      CASE WHEN lease_until IS NULL THEN NULL WHEN lease_until < clock_timestamp() THEN 'expired' ELSE 'live' END AS lease,
      (EXTRACT(EPOCH FROM clock_timestamp() - dispatch_after) * 1000)::float8 AS "sinceHoldMs",
      (EXTRACT(EPOCH FROM clock_timestamp() - deadline_at) * 1000)::float8 AS "pastDeadlineMs",
      waiting_reason AS "waitingReason",
      COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - waiting_since) * 1000, 0)::float8 AS "waitingMs",
      has_open_paid_call(id) AS "openCall"
    FROM clip_regenerations WHERE status IN ('queued', 'processing', 'canceling')`;
}

/** The Jobs whose regeneration has ended, has moved on to another attempt, or never was. */
export async function withoutActiveRow(db: PrismaClient, jobs: ObservedJob[]): Promise<ObservedJob[]> {
  if (jobs.length === 0) return [];
  const found = await db.clipRegeneration.findMany({
    where: {
      id: { in: jobs.map(({ regenerationId }) => regenerationId) },
      status: { in: ['queued', 'processing', 'canceling'] },
    },
    select: { id: true, attempt: true },
  });
  const active = new Map(found.map(({ id, attempt }) => [id, attempt]));
  return jobs.filter(({ regenerationId, attempt }) => active.get(regenerationId) !== attempt);
}
