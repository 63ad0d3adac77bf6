-- Settles a call of the assistant with what was charged, and keeps what it answered until its message is kept: the ledger, the
-- costs of the video and job_costs move together, once. It is booked also where it goes over the budget, which then rises
-- by that, and in the books of a video that was deleted meanwhile. False if it is settled.
CREATE OR REPLACE FUNCTION settle_assistant_call(p_call uuid, p_settlement jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_end record;
  v_call assistant_calls%ROWTYPE;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, "inputTokens" int,
    "outputTokens" int, answer jsonb);
  PERFORM 1 FROM jobs j JOIN assistant_calls c ON c.job_id = j.id WHERE c.id = p_call FOR UPDATE OF j;
  UPDATE assistant_calls SET state = 'settled', cost = v_end."costUsd", outcome = v_end.outcome,
    input_tokens = v_end."inputTokens", output_tokens = v_end."outputTokens", settled_at = clock_timestamp(),
    answer = CASE WHEN deletion_id IS NULL THEN v_end.answer END
  WHERE id = p_call AND state = 'intent' RETURNING * INTO v_call;
  IF v_call.id IS NULL THEN RETURN false; END IF;
  IF v_call.cost = 0 THEN RETURN true; END IF;
  IF v_call.deletion_id IS NOT NULL THEN
    UPDATE deleted_jobs SET total_cost = total_cost + v_call.cost WHERE id = v_call.deletion_id;
    INSERT INTO deleted_job_costs (id, deletion_id, stage_name, api_name, cost, "timestamp")
    VALUES (gen_random_uuid(), v_call.deletion_id, 'assistant', v_call.api_name, v_call.cost, v_call.settled_at);
    RETURN true;
  END IF;
  UPDATE jobs SET total_cost = total_cost + v_call.cost,
    budget_limit = CASE WHEN reserved_cost > 0 THEN GREATEST(budget_limit, total_cost + reserved_cost + v_call.cost)
      ELSE budget_limit END
  WHERE id = v_call.job_id;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost) VALUES (v_call.job_id, 'assistant', v_call.api_name, v_call.cost);
  RETURN true;
END $$;
