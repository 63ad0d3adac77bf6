-- The fields of an event as positions, as releases before the records pass them.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION append_regeneration_event(
  p_id uuid, p_fence int, p_type text, p_progress int, p_message text, p_data jsonb
) RETURNS int LANGUAGE sql AS $$
  SELECT append_regeneration_event(p_id, p_fence,
    jsonb_build_object('type', p_type, 'progress', p_progress, 'message', p_message, 'data', p_data))
$$;
