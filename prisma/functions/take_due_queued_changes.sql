-- Takes changes whose turn has come, one of each job, for p_hold_seconds: within that time no other replica starts them.
CREATE OR REPLACE FUNCTION take_due_queued_changes(p_limit int, p_hold_seconds int)
RETURNS SETOF queued_changes LANGUAGE sql AS $$
  UPDATE queued_changes q SET held_until = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM queued_changes c JOIN jobs j ON j.id = c.job_id
        WHERE c.state = 'WAITING' AND (c.held_until IS NULL OR c.held_until <= clock_timestamp())
          AND j.status IN ('completed', 'failed') AND c.id = next_queued_change(c.job_id)
        ORDER BY c.created_at LIMIT p_limit FOR UPDATE OF c SKIP LOCKED) due
  WHERE q.id = due.id RETURNING q.*
$$;
