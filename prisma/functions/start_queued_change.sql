-- Admits a change of a queue and takes it from the queue, in one transaction: a crash leaves it waiting or running, never
-- both. p_request is that of admit_regeneration, made for what the change asked for in p_revision. outcome: as
-- admit_regeneration, or MOVED_ON where it is no longer there, has changed, or is not the next.
CREATE OR REPLACE FUNCTION start_queued_change(p_id uuid, p_revision int, p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int, clip_index int) LANGUAGE plpgsql AS $$
DECLARE
  v_job uuid := (p_request ->> 'jobId')::uuid;
  v_queued jsonb;
  v_admission record;
BEGIN
  -- The locks of an admission, in its order.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || (p_request ->> 'userId')::uuid::text, 0));
  PERFORM 1 FROM jobs WHERE id = v_job FOR UPDATE;
  SELECT q.changes INTO v_queued FROM queued_changes q WHERE q.id = p_id AND q.job_id = v_job AND q.revision = p_revision
    AND q.id = next_queued_change(v_job) FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'MOVED_ON', NULL::uuid, 0, NULL::int; RETURN; END IF;
  SELECT * INTO v_admission FROM admit_regeneration(with_own_inputs(p_request, v_queued));
  IF v_admission.outcome IN ('ADMITTED', 'REPLAYED') THEN DELETE FROM queued_changes WHERE id = p_id;
  ELSE UPDATE queued_changes SET held_until = NULL WHERE id = p_id AND v_admission.outcome = 'REGENERATION_IN_PROGRESS';
  END IF;
  RETURN QUERY SELECT v_admission.outcome, v_admission.regeneration_id, v_admission.retry_after, v_admission.clip_index;
END $$;
