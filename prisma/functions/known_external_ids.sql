-- Provider ids that a call in the ledger carries, or in the books of a deleted job.
CREATE OR REPLACE FUNCTION known_external_ids(p_api text, p_ids text[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT external_id FROM paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
  UNION ALL
  SELECT external_id FROM deleted_paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
$$;
