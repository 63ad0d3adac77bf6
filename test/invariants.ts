import type { PrismaClient } from '../prisma/generated/client.js';

/** What must always hold, in SQL: each query returns the rows that break it. */
const INVARIANTS: Record<string, string> = {
  'at most one active regeneration per job': `
    SELECT job_id FROM clip_regenerations WHERE is_active(status) GROUP BY job_id HAVING count(*) > 1`,
  'sequence is contiguous from 1 to last_sequence': `
    SELECT r.id FROM clip_regenerations r LEFT JOIN regeneration_events e ON e.regeneration_id = r.id
    GROUP BY r.id HAVING count(e.*) <> r.last_sequence OR COALESCE(max(e.sequence), 0) <> r.last_sequence`,
  'fences never fall along the events': `
    SELECT * FROM (SELECT regeneration_id, fence, lag(fence) OVER (PARTITION BY regeneration_id ORDER BY sequence) AS before
      FROM regeneration_events) e WHERE fence < before`,
  'exactly one terminal event, and it is the last': `
    SELECT r.id FROM clip_regenerations r JOIN regeneration_events e ON e.regeneration_id = r.id
    GROUP BY r.id HAVING
      count(*) FILTER (WHERE e.type IN ('REGENERATION_COMPLETE', 'REGENERATION_FAILED', 'REGENERATION_CANCELED'))
        <> CASE WHEN is_active(r.status) THEN 0 ELSE 1 END
      OR (NOT is_active(r.status) AND max(e.sequence) FILTER (WHERE e.type IN
        ('REGENERATION_COMPLETE', 'REGENERATION_FAILED', 'REGENERATION_CANCELED')) <> r.last_sequence)`,
  'reserved is the sum of active estimates': `
    SELECT j.id FROM jobs j LEFT JOIN clip_regenerations r ON r.job_id = j.id AND is_active(r.status)
    GROUP BY j.id HAVING j.reserved_cost <> COALESCE(sum(r.reserved_cost), 0)`,
  'charges add up to the rows of job_costs': `
    SELECT r.id FROM clip_regenerations r LEFT JOIN job_costs c ON c.regeneration_id = r.id
    GROUP BY r.id HAVING r.cost <> COALESCE(sum(c.cost), 0)`,
  'charges add up to the ledger': `
    SELECT r.id FROM clip_regenerations r LEFT JOIN paid_calls c ON c.regeneration_id = r.id
    GROUP BY r.id HAVING count(c.*) > 0 AND r.cost <> COALESCE(sum(c.cost), 0)`,
  'a breakdown adds up': `
    SELECT id FROM clip_regenerations WHERE cost <> language_model_cost + video_cost`,
  'at most one open paid call per step, and none once the regeneration has ended': `
    SELECT c.regeneration_id FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id
    WHERE c.state <> 'settled' GROUP BY c.regeneration_id, c.stage_name, r.status
    HAVING count(*) > 1 OR NOT is_active(r.status)`,
  'a second POST is counted': `SELECT id FROM paid_calls WHERE posts > 1 AND NOT ambiguous`,
  'spent and reserved stay within the budget while a regeneration is active': `
    SELECT id FROM jobs WHERE reserved_cost > 0 AND total_cost + reserved_cost > budget_limit`,
  'no event carries a later fence than its row': `
    SELECT e.regeneration_id FROM regeneration_events e JOIN clip_regenerations r ON r.id = e.regeneration_id
    WHERE e.fence > r.fence`,
  'at most five are admitted per job in any sliding hour, but for those that failed by our fault unpaid': `
    SELECT r.id FROM clip_regenerations r JOIN clip_regenerations o ON o.job_id = r.job_id
      AND o.created_at > r.created_at - interval '1 hour' AND o.created_at <= r.created_at
    WHERE NOT (o.status = 'failed' AND o.cost = 0 AND o.error_code <> 'CONTENT_REJECTED')
    GROUP BY r.id HAVING count(*) > 5`,
  'a clip has one current version at most': `
    SELECT job_id FROM clip_versions WHERE is_current GROUP BY job_id, clip_index HAVING count(*) > 1`,
  'every active regeneration has a deadline': `
    SELECT id FROM clip_regenerations WHERE is_active(status) AND deadline_at IS NULL`,
  'progress never goes backwards within an attempt': `
    SELECT * FROM (SELECT regeneration_id, progress,
        lag(progress) OVER (PARTITION BY regeneration_id, attempt ORDER BY sequence) AS before
      FROM regeneration_events) e WHERE progress < before`,
  'a job is regenerating exactly while it has an active regeneration': `
    SELECT j.id FROM jobs j WHERE (j.status = 'regenerating')
      <> EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status))`,
};

/** The names of the invariants that the database breaks; empty when all hold. */
export async function brokenInvariants(db: PrismaClient): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, query] of Object.entries(INVARIANTS)) {
    const rows = await db.$queryRawUnsafe<unknown[]>(query);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows)}`);
  }
  return broken;
}
