-- Records what a call asks for, before its POST. False if the fence is old or the POST has been answered.
CREATE OR REPLACE FUNCTION describe_paid_call(p_call uuid, p_fence int, p_request jsonb)
RETURNS boolean LANGUAGE sql AS $$
  WITH described AS (
    UPDATE paid_calls SET request = p_request WHERE id = p_call AND fence = p_fence AND state = 'intent' RETURNING id)
  SELECT EXISTS (SELECT 1 FROM described)
$$;
