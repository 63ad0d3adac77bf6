-- Records why a regeneration waits, once per reason, as an event of its state: queued. NULL if it was claimed.
CREATE OR REPLACE FUNCTION note_regeneration_waiting(p_id uuid, p_attempt int, p_reason text, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations SET waiting_reason = p_reason, waiting_since = clock_timestamp()
  WHERE id = p_id AND attempt = p_attempt AND lease_until IS NULL AND status IN ('queued', 'processing')
    AND waiting_reason IS DISTINCT FROM p_reason
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', v_row.progress, 'message', p_message));
END $$;
