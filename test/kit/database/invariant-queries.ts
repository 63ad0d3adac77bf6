import { HISTORY_INVARIANTS } from './history-invariants.js';

const TERMINAL_EVENTS = `('REGENERATION_COMPLETE', 'REGENERATION_FAILED', 'REGENERATION_CANCELED')`;

/**
 * Invariants in SQL: each query returns the rows that break one. The tables are common table expressions of the same
 * names (invariants.ts). They have no primary key, so a GROUP BY must name every column that it needs.
 */
export const INVARIANT_QUERIES: Record<string, string> = {
  ...HISTORY_INVARIANTS,
  'at most one active regeneration per job': `
    SELECT job_id FROM clip_regenerations WHERE is_active(status) GROUP BY job_id HAVING count(*) > 1`,
  'a job is regenerating exactly while it has an active regeneration': `
    SELECT j.id FROM jobs j WHERE (j.status = 'regenerating')
      <> EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status))`,

  'fences never fall along the events, and attempts neither': `
    SELECT * FROM (SELECT regeneration_id, sequence, fence, attempt,
        lag(fence) OVER along AS fence_before, lag(attempt) OVER along AS attempt_before
      FROM regeneration_events WINDOW along AS (PARTITION BY regeneration_id ORDER BY sequence)) e
    WHERE fence < fence_before OR attempt < attempt_before`,
  'no event and no paid call carries a later fence or attempt than its row': `
    SELECT r.id FROM clip_regenerations r JOIN regeneration_events e ON e.regeneration_id = r.id
    WHERE e.fence > r.fence OR e.attempt > r.attempt
    UNION ALL SELECT r.id FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id WHERE c.fence > r.fence`,
  'what ended a regeneration carried its fence': `
    SELECT r.id FROM clip_regenerations r JOIN regeneration_events e
      ON e.regeneration_id = r.id AND e.sequence = r.last_sequence
    WHERE NOT is_active(r.status) AND e.fence <> r.fence`,

  // The retention keeps the last event alone.
  'sequence is contiguous from 1 to last_sequence': `
    SELECT r.id FROM clip_regenerations r LEFT JOIN regeneration_events e ON e.regeneration_id = r.id
    GROUP BY r.id, r.last_sequence, r.completed_at HAVING COALESCE(max(e.sequence), 0) <> r.last_sequence OR (count(e.sequence) <> r.last_sequence
      AND NOT (count(e.sequence) = 1 AND r.completed_at < clock_timestamp() - interval '1 day'))`,
  'exactly one terminal event, and it is the last': `
    SELECT r.id FROM clip_regenerations r JOIN regeneration_events e ON e.regeneration_id = r.id
    GROUP BY r.id, r.status, r.last_sequence HAVING
      count(*) FILTER (WHERE e.type IN ${TERMINAL_EVENTS}) <> CASE WHEN is_active(r.status) THEN 0 ELSE 1 END
      OR (NOT is_active(r.status) AND max(e.sequence) FILTER (WHERE e.type IN ${TERMINAL_EVENTS}) <> r.last_sequence)`,
  'the terminal event says how the row ended': `
    SELECT r.id, r.status, e.type FROM clip_regenerations r JOIN regeneration_events e ON e.regeneration_id = r.id
    WHERE e.type IN ${TERMINAL_EVENTS} AND e.type <> CASE r.status WHEN 'completed' THEN 'REGENERATION_COMPLETE'
      ELSE 'REGENERATION_' || upper(r.status) END`,
  'nothing happens after the end': `
    SELECT r.id FROM clip_regenerations r WHERE NOT is_active(r.status) AND (r.lease_until IS NOT NULL
      OR EXISTS (SELECT 1 FROM regeneration_events e WHERE e.regeneration_id = r.id AND e.at > r.completed_at)
      OR EXISTS (SELECT 1 FROM paid_calls c WHERE c.regeneration_id = r.id
        AND GREATEST(c.created_at, c.settled_at) > r.completed_at))`,
  'progress never goes backwards within an attempt, and the row has the last one': `
    SELECT regeneration_id FROM (SELECT regeneration_id, progress,
        lag(progress) OVER (PARTITION BY regeneration_id, attempt ORDER BY sequence) AS before
      FROM regeneration_events) e WHERE progress < before
    UNION ALL SELECT r.id FROM clip_regenerations r JOIN regeneration_events e
      ON e.regeneration_id = r.id AND e.sequence = r.last_sequence WHERE e.progress <> r.progress`,

  'reserved is the sum of active estimates': `
    SELECT j.id FROM jobs j LEFT JOIN clip_regenerations r ON r.job_id = j.id AND is_active(r.status)
    GROUP BY j.id, j.reserved_cost HAVING j.reserved_cost <> COALESCE(sum(r.reserved_cost), 0)`,
  'spent and reserved stay within the budget while a regeneration is active': `
    SELECT id FROM jobs WHERE reserved_cost > 0 AND total_cost + reserved_cost > budget_limit`,
  "what ended regenerations cost is in their job's total": `
    SELECT j.id FROM jobs j JOIN clip_regenerations r ON r.job_id = j.id AND NOT is_active(r.status)
    GROUP BY j.id, j.total_cost HAVING j.total_cost < sum(r.cost)`,
  'charges add up to the rows of job_costs, step by step, and those are of the same job': `
    SELECT regeneration_id, stage_name FROM (
      SELECT regeneration_id, stage_name, cost FROM paid_calls WHERE state = 'settled'
      UNION ALL SELECT regeneration_id, stage_name, -cost FROM job_costs WHERE regeneration_id IS NOT NULL) booked
    GROUP BY regeneration_id, stage_name HAVING sum(cost) <> 0
    UNION ALL SELECT r.id, c.stage_name FROM job_costs c JOIN clip_regenerations r ON r.id = c.regeneration_id
    WHERE c.job_id <> r.job_id`,
  'charges add up to the ledger, step by step': `
    SELECT r.id FROM clip_regenerations r LEFT JOIN paid_calls c ON c.regeneration_id = r.id
    GROUP BY r.id, r.cost, r.language_model_cost, r.video_cost
    HAVING r.cost <> COALESCE(sum(c.cost), 0)
      OR r.language_model_cost <> COALESCE(sum(c.cost) FILTER (WHERE c.stage_name = 'prompt_generator'), 0)
      OR r.video_cost <> COALESCE(sum(c.cost) FILTER (WHERE c.stage_name = 'video_generator'), 0)`,
  'what the assistant was charged is in the costs of its video, and in the total': `
    SELECT j.id FROM jobs j
    LEFT JOIN (SELECT job_id, sum(cost) AS cost FROM assistant_calls WHERE deletion_id IS NULL GROUP BY job_id) c ON c.job_id = j.id
    LEFT JOIN (SELECT job_id, sum(cost) AS cost FROM job_costs WHERE stage_name = 'assistant' GROUP BY job_id) b ON b.job_id = j.id
    LEFT JOIN (SELECT job_id, sum(cost) AS cost FROM clip_regenerations WHERE NOT is_active(status) GROUP BY job_id) r ON r.job_id = j.id
    WHERE COALESCE(c.cost, 0) <> COALESCE(b.cost, 0) OR j.total_cost < COALESCE(c.cost, 0) + COALESCE(r.cost, 0)`,
  'a message costs what its calls were charged, and shows none that is under way': `
    SELECT m.id FROM chat_messages m LEFT JOIN assistant_calls c ON c.message_id = m.id
    GROUP BY m.id, m.cost, m.role HAVING m.cost <> COALESCE(sum(c.cost), 0) OR (m.role = 'USER' AND m.cost <> 0)
      OR bool_or(c.state = 'intent')`,
  'a breakdown adds up': `
    SELECT id FROM clip_regenerations WHERE cost <> language_model_cost + video_cost`,
  'what a clip was charged adds up to its calls, and what all were charged to their regeneration': `
    SELECT m.regeneration_id FROM clip_changes m LEFT JOIN paid_calls c
      ON c.regeneration_id = m.regeneration_id AND c.clip_index = m.clip_index
    GROUP BY m.regeneration_id, m.clip_index, m.cost, m.language_model_cost, m.video_cost
    HAVING m.cost <> COALESCE(sum(c.cost), 0) OR m.cost <> m.language_model_cost + m.video_cost
    UNION ALL SELECT r.id FROM clip_regenerations r LEFT JOIN clip_changes m ON m.regeneration_id = r.id
    GROUP BY r.id, r.cost, r.language_model_cost, r.video_cost HAVING r.cost <> COALESCE(sum(m.cost), 0)
      OR r.language_model_cost <> COALESCE(sum(m.language_model_cost), 0)
      OR r.video_cost <> COALESCE(sum(m.video_cost), 0)`,
  'every change has 1 to 60 clips, the first one is the row’s own, and none goes on after the end': `
    SELECT r.id FROM clip_regenerations r LEFT JOIN clip_changes m ON m.regeneration_id = r.id
    WHERE r.kind <> 'RESTORE' GROUP BY r.id, r.clip_index, r.status
    HAVING count(m.clip_index) NOT BETWEEN 1 AND 60 OR min(m.clip_index) <> r.clip_index
      OR (NOT is_active(r.status) AND bool_or(is_active(m.status)))
      OR (is_active(r.status) AND bool_or(m.status IN ('completed', 'canceled')))
      OR (r.status = 'completed') <> bool_or(m.status = 'completed')`,
  'at most one open paid call per step, and none once the regeneration has ended': `
    SELECT c.regeneration_id FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id
    WHERE c.state <> 'settled' GROUP BY c.regeneration_id, c.clip_index, c.take, c.stage_name, r.status
    HAVING count(*) > 1 OR NOT is_active(r.status)`,
  'a second POST is counted, and so is a call with an unknown outcome': `
    SELECT id FROM paid_calls WHERE (posts > 1 OR outcome = 'unknown') AND NOT ambiguous`,
  'an accepted call has its name at the provider': `
    SELECT id FROM paid_calls WHERE (state = 'accepted' AND external_id IS NULL)
      OR (state = 'intent' AND external_id IS NOT NULL)`,

  'a clip has one current version at most': `
    SELECT job_id FROM clip_versions WHERE is_current GROUP BY job_id, clip_index HAVING count(*) > 1`,
  'a completed change of a clip made one version, one that ended otherwise at most one, one under way none; takes are kept however they end': `
    SELECT m.regeneration_id, m.status FROM clip_changes m JOIN clip_regenerations r ON r.id = m.regeneration_id
    LEFT JOIN clip_versions v ON v.regeneration_id = m.regeneration_id AND v.clip_index = m.clip_index
    GROUP BY m.regeneration_id, m.clip_index, m.status, m.takes, r.kind, r.status
    HAVING count(v.id) > CASE WHEN r.kind = 'TAKES' AND NOT is_active(r.status) THEN m.takes
        WHEN is_active(m.status) THEN 0 ELSE 1 END
      OR (m.status = 'completed' AND count(v.id) = 0)`,
  'takes are of kind TAKES, never current, and each take that was made is a version once the regeneration has ended': `
    SELECT m.regeneration_id FROM clip_changes m JOIN clip_regenerations r ON r.id = m.regeneration_id
    WHERE m.takes > 1 AND r.kind <> 'TAKES'
    UNION ALL SELECT v.regeneration_id FROM clip_versions v LEFT JOIN clip_regenerations r ON r.id = v.regeneration_id
    WHERE (v.origin = 'TAKE') <> (COALESCE(r.kind, '') = 'TAKES') OR (v.origin = 'TAKE' AND v.is_current)
    UNION ALL SELECT m.regeneration_id FROM clip_changes m JOIN clip_regenerations r ON r.id = m.regeneration_id
    CROSS JOIN generate_series(0, m.takes - 1) AS take
    WHERE r.kind = 'TAKES' AND NOT is_active(r.status) AND take_result(m.checkpoint, take) ? 'clip'
      AND NOT EXISTS (SELECT 1 FROM clip_versions v WHERE v.regeneration_id = r.id AND v.clip_index = m.clip_index
        AND v.video_url = take_result(m.checkpoint, take) -> 'clip' ->> 'key')`,
  'what takes of a clip cost adds up to what the change cost, as far as they were made': `
    SELECT m.regeneration_id FROM clip_changes m JOIN clip_versions v
      ON v.regeneration_id = m.regeneration_id AND v.clip_index = m.clip_index
    WHERE v.origin = 'TAKE' GROUP BY m.regeneration_id, m.clip_index, m.takes, m.cost
    HAVING sum(v.cost) > m.cost OR (count(v.id) = m.takes AND sum(v.cost) <> m.cost)`,
  'the final video is the one that was published last': `
    SELECT j.id, j.video_url FROM jobs j JOIN LATERAL (
      SELECT e.data ->> 'videoKey' AS video_key FROM clip_regenerations r
      JOIN regeneration_events e ON e.regeneration_id = r.id AND e.sequence = r.last_sequence
      WHERE r.job_id = j.id AND r.status = 'completed' AND r.kind <> 'TAKES'
      ORDER BY r.completed_at DESC LIMIT 1) published ON true
    WHERE j.video_url <> published.video_key`,

  'at most five per job in any sliding hour are charged, or may be, of those that were not offered as free': `
    SELECT r.id FROM clip_regenerations r JOIN clip_regenerations o ON o.job_id = r.job_id
      AND o.created_at > r.created_at - interval '1 hour' AND o.created_at <= r.created_at
    WHERE (o.cost > 0 OR is_active(o.status)) AND NOT is_free(o.estimated_cost) AND o.kind <> 'RESTORE'
    GROUP BY r.id HAVING count(*) > 5`,
  'an idempotency key names one regeneration of its user': `
    SELECT user_id, idempotency_key FROM clip_regenerations WHERE idempotency_key IS NOT NULL
    GROUP BY user_id, idempotency_key HAVING count(*) > 1`,
  "a queued change belongs to its job's owner, names its clips and has not begun": `
    SELECT q.id FROM queued_changes q JOIN jobs j ON j.id = q.job_id
    WHERE q.user_id <> j.user_id OR q.clip_indexes <> clips_in(q.changes) OR EXISTS (
      SELECT 1 FROM clip_regenerations r WHERE r.user_id = q.user_id AND r.idempotency_key = 'queue-' || q.id)`,
  'a change that asks has a question, and one that waits asks nothing; at most 20 wait of a video': `
    SELECT id FROM queued_changes WHERE (state = 'ASKS') <> (question IS NOT NULL) OR (state <> 'ASKS' AND asked IS NOT NULL)
    UNION ALL SELECT job_id FROM queued_changes GROUP BY job_id HAVING count(*) > 20`,
  "every regeneration belongs to its job's owner": `
    SELECT r.id FROM clip_regenerations r JOIN jobs j ON j.id = r.job_id WHERE r.user_id <> j.user_id`,
  'every active regeneration can be watched: a deadline ahead of its birth, attempts that exist, a lease only once claimed': `
    SELECT id FROM clip_regenerations WHERE deadline_at <= created_at OR launched_attempt > attempt
      OR attempt > max_attempts OR (lease_until IS NOT NULL AND (fence = 0 OR status = 'queued'))
      OR (waiting_reason IS NULL) <> (waiting_since IS NULL)`,
};
