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
