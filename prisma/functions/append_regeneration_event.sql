-- Raises last_sequence and inserts the event in one statement, so that commit order is sequence order.
-- Returns the sequence, or NULL if the fence is old or the regeneration has ended.
CREATE OR REPLACE FUNCTION append_regeneration_event(p_id uuid, p_fence int, p_type text, p_progress int, p_message text, p_data jsonb)
RETURNS int LANGUAGE sql AS $$
  WITH numbered AS (
    UPDATE clip_regenerations
    SET last_sequence = last_sequence + 1,
        progress = CASE WHEN p_type = 'REGENERATION_RESTARTED' THEN p_progress ELSE GREATEST(progress, p_progress) END
    WHERE id = p_id AND fence = p_fence AND is_active(status)
    RETURNING id, last_sequence, fence, attempt, progress
  )
  INSERT INTO regeneration_events (regeneration_id, sequence, fence, attempt, type, progress, message, data)
  SELECT id, last_sequence, fence, attempt, p_type, progress, p_message, COALESCE(p_data, '{}') FROM numbered
  RETURNING sequence
$$;
