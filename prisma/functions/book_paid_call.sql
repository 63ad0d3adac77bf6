-- Books what a call was charged: the ledger, the regeneration's cost and job_costs move together, once. A call whose fate is
-- unknown counts as ambiguous, whichever path settles it.
CREATE OR REPLACE FUNCTION book_paid_call(p_call uuid, p_cost numeric, p_outcome text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  UPDATE paid_calls SET state = 'settled', cost = p_cost, outcome = p_outcome, settled_at = clock_timestamp(),
    ambiguous = ambiguous OR p_outcome = 'unknown'
  WHERE id = p_call AND state <> 'settled' RETURNING * INTO v_call;
  IF v_call.id IS NULL OR p_cost = 0 THEN RETURN; END IF;
  UPDATE clip_regenerations SET cost = cost + p_cost,
    language_model_cost = language_model_cost + CASE WHEN v_call.stage_name = 'prompt_generator' THEN p_cost ELSE 0 END,
    video_cost = video_cost + CASE WHEN v_call.stage_name = 'video_generator' THEN p_cost ELSE 0 END
  WHERE id = v_call.regeneration_id;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
  SELECT r.job_id, v_call.stage_name, v_call.api_name, p_cost, r.id
  FROM clip_regenerations r WHERE r.id = v_call.regeneration_id;
END $$;
