import type { PrismaClient } from '../../prisma/generated/client.js';

/** Waiting and open work, counted in the database. */
export interface Queue {
  active: Record<'queued' | 'processing' | 'canceling', number>;
  /** Regenerations whose runner has not been started. */
  waiting: number;
  oldestWaitSeconds: number;
  openPaidCalls: number;
  suspectedDoublePayments: number;
}

export async function readQueue(db: PrismaClient): Promise<Queue> {
  const [row] = await db.$queryRaw<(Queue['active'] & Omit<Queue, 'active'>)[]>`
    SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued,
      count(*) FILTER (WHERE status = 'processing')::int AS processing,
      count(*) FILTER (WHERE status = 'canceling')::int AS canceling,
      count(*) FILTER (WHERE lease_until IS NULL)::int AS waiting,
      COALESCE(max(EXTRACT(EPOCH FROM clock_timestamp() - created_at)) FILTER (WHERE lease_until IS NULL), 0)::float8
        AS "oldestWaitSeconds",
      (SELECT count(*) FROM paid_calls WHERE state <> 'settled')::int AS "openPaidCalls",
      (SELECT count(*) FROM paid_calls WHERE ambiguous)::int AS "suspectedDoublePayments"
    FROM clip_regenerations WHERE status IN ('queued', 'processing', 'canceling')`;
  const { queued, processing, canceling, ...rest } = row!;
  return { active: { queued, processing, canceling }, ...rest };
}
