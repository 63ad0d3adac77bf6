-- Takes launches that are due, each for p_hold_seconds: within that time no other replica launches the same attempt. p_kinds
-- are those that the caller's runners can run. A regeneration that is being canceled is launched only to cancel what is
-- open at a provider.
CREATE OR REPLACE FUNCTION take_due_launches(p_limit int, p_hold_seconds int, p_kinds text[])
RETURNS TABLE (id uuid, job_id uuid, clip_indexes int[], attempt int, deadline_seconds int) LANGUAGE sql AS $$
  UPDATE clip_regenerations r SET dispatch_after = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM clip_regenerations c
        WHERE (c.status IN ('queued', 'processing') OR c.status = 'canceling' AND has_open_paid_call(c.id))
          AND c.launched_attempt < c.attempt AND c.dispatch_after <= clock_timestamp() AND run_kind(c) = ANY (p_kinds)
        ORDER BY c.dispatch_after LIMIT p_limit FOR UPDATE SKIP LOCKED) due
  WHERE r.id = due.id
  RETURNING r.id, r.job_id, changed_clips(r), r.attempt,
    GREATEST(1, CEIL(EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())))::int
$$;
