-- Provider ids that a call in the ledger carries.
CREATE OR REPLACE FUNCTION known_external_ids(p_api text, p_ids text[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT external_id FROM paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
$$;
