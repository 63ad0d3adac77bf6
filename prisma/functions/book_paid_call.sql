-- Books what a call was charged: the ledger, the costs of the clip's change and of its regeneration, and job_costs move
-- together, once. A call whose fate is unknown counts as ambiguous, whichever path settles it.
CREATE OR REPLACE FUNCTION book_paid_call(p_call uuid, p_cost numeric, p_outcome text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  UPDATE paid_calls SET state = 'settled', cost = p_cost, outcome = p_outcome, settled_at = clock_timestamp(),
    ambiguous = ambiguous OR p_outcome = 'unknown'
  WHERE id = p_call AND state <> 'settled' RETURNING * INTO v_call;
  IF v_call.id IS NULL OR p_cost = 0 THEN RETURN; END IF;
  PERFORM book_cost(v_call);
END $$;
