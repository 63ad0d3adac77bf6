-- Ends a regeneration of kind TAKES with what it has made: versions that are not selected, until one is restored. The video
-- and its clips stay as they are. The caller holds the locks of regeneration and job. Returns the event's sequence.
CREATE OR REPLACE FUNCTION publish_takes(p_id uuid, p_fence int, p_publication jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  PERFORM close_paid_calls(p_id, NULL, NULL);
  PERFORM keep_unselected_clips(p_id);
  UPDATE clip_changes c SET status = 'completed', progress = 100
  WHERE c.regeneration_id = p_id AND is_active(c.status)
    AND EXISTS (SELECT 1 FROM made_clips(p_id) m WHERE m.clip_index = c.clip_index);
  UPDATE clip_changes SET status = 'failed' WHERE regeneration_id = p_id AND is_active(status);
  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message'));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id RETURNING * INTO v_row;
  UPDATE jobs SET status = 'completed', error_message = NULL, reserved_cost = reserved_cost - v_row.reserved_cost,
    total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;
