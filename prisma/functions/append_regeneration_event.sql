-- Raises last_sequence and inserts the event in one statement, so that commit order is sequence order. clipIndex names the
-- clip that it is about, clipProgress how much of that clip's change is done.
-- Returns the sequence, or NULL if the fence is old or the regeneration has ended.
CREATE OR REPLACE FUNCTION append_regeneration_event(p_id uuid, p_fence int, p_event jsonb) RETURNS int LANGUAGE sql AS $$
  WITH event AS (
    SELECT * FROM jsonb_to_record(p_event) AS e(
      type text, progress int, message text, data jsonb, "clipIndex" int, "clipProgress" int)),
  numbered AS (
    UPDATE clip_regenerations r
    SET last_sequence = r.last_sequence + 1,
        progress = CASE WHEN e.type = 'REGENERATION_RESTARTED' THEN e.progress ELSE GREATEST(r.progress, e.progress) END
    FROM event e
    WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
    RETURNING r.id, r.last_sequence, r.fence, r.attempt, e.type, r.progress, e.message, e.data, e."clipIndex",
      e."clipProgress"
  ),
  changed AS (
    UPDATE clip_changes c SET progress = GREATEST(c.progress, n."clipProgress"),
      status = CASE c.status WHEN 'queued' THEN 'processing' ELSE c.status END
    FROM numbered n WHERE c.regeneration_id = n.id AND c.clip_index = n."clipIndex"
  )
  INSERT INTO regeneration_events (regeneration_id, sequence, fence, attempt, type, progress, message, data, clip_index)
  SELECT id, last_sequence, fence, attempt, type, progress, message, COALESCE(data, '{}'), "clipIndex" FROM numbered
  RETURNING sequence
$$;
