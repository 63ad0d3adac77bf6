-- Asks for cancellation. A regeneration that was never launched ends at once; otherwise the runner or the reconciler
-- confirms. Returns the new status and the terminal event's sequence; no row if the regeneration is not the user's.
CREATE OR REPLACE FUNCTION request_regeneration_cancel(p_id uuid, p_user uuid, p_message text)
RETURNS TABLE (status text, sequence int) LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.user_id = p_user FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN; END IF;
  IF v_row.status = 'queued' AND v_row.launched_attempt = 0 THEN
    v_sequence := end_regeneration(p_id, NULL, v_row.attempt,
      jsonb_build_object('status', 'canceled', 'message', p_message));
  ELSIF v_row.status IN ('queued', 'processing') THEN
    UPDATE clip_regenerations r SET status = 'canceling' WHERE r.id = p_id;
  END IF;
  RETURN QUERY SELECT r.status, v_sequence FROM clip_regenerations r WHERE r.id = p_id;
END $$;
