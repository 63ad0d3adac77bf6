-- Replaces a lost runner: a new attempt behind a new fence; the checkpoint is kept. A regeneration that is being canceled
-- gets another runner only to cancel what is open at a provider. NULL if no attempt is left or the row has moved on.
CREATE OR REPLACE FUNCTION restart_regeneration(p_id uuid, p_attempt int, p_delay_seconds int, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations
  SET attempt = attempt + 1, fence = fence + 1, lease_until = NULL, waiting_reason = NULL, waiting_since = NULL,
      dispatch_after = clock_timestamp() + make_interval(secs => p_delay_seconds)
  WHERE id = p_id AND attempt = p_attempt AND attempt < max_attempts
    AND (status IN ('queued', 'processing') OR status = 'canceling' AND has_open_paid_call(p_id))
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_RESTARTED', 'message', p_message, 'progress', kept_progress(p_id)));
END $$;
