-- An ending as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION end_regeneration(
  p_id uuid, p_fence int, p_attempt int, p_status text, p_message text, p_error_code text, p_retryable boolean
) RETURNS int LANGUAGE sql AS $$
  SELECT end_regeneration(p_id, p_fence, p_attempt, jsonb_build_object('status', p_status, 'message', p_message,
    'code', p_error_code, 'retryable', p_retryable))
$$;
