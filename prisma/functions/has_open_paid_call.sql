-- Whether a call is not settled yet, and may still be charged.
CREATE OR REPLACE FUNCTION has_open_paid_call(p_id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled')
$$;
