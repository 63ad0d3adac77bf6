-- Whether a call is not settled yet, and may still be charged: the work of the built-in renderer ends with its runner.
CREATE OR REPLACE FUNCTION has_open_paid_call(p_id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled' AND api_name <> 'local')
$$;
