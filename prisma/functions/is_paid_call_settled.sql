-- Whether a call was settled with this outcome, by this fence.
CREATE OR REPLACE FUNCTION is_paid_call_settled(p_call uuid, p_fence int, p_outcome text)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM paid_calls
    WHERE id = p_call AND fence = p_fence AND state = 'settled' AND outcome = p_outcome)
$$;
