-- Books what a call was charged: the ledger, the regeneration's cost and job_costs move together, once. A call of which
-- nobody could learn what became of it is counted among the suspected ones, whoever settles it.
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

-- Opens a paid call before its POST, as before; but never again for a step that something was charged for: its user agreed
-- to one.
-- Where what was bought is lost, the regeneration fails and a retry asks for a new agreement.
CREATE OR REPLACE FUNCTION open_paid_call(p_id uuid, p_fence int, p_stage text, p_api text, p_estimated numeric)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'STALE', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY UPDATE paid_calls c SET fence = p_fence
    WHERE c.regeneration_id = p_id AND c.stage_name = p_stage AND c.state <> 'settled'
    RETURNING 'OPEN', c.id, c.external_id, c.posts, c.created_at::timestamptz;
  IF FOUND THEN RETURN; END IF;
  IF v_row.cost > 0 AND v_row.cost + p_estimated > v_row.reserved_cost OR EXISTS (
    SELECT 1 FROM paid_calls c WHERE c.regeneration_id = p_id AND c.stage_name = p_stage
      AND (c.cost > 0 OR c.outcome = 'succeeded')
  ) THEN
    RETURN QUERY SELECT 'OVER_RESERVATION', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY INSERT INTO paid_calls (regeneration_id, stage_name, api_name, fence, estimated_cost)
    VALUES (p_id, p_stage, p_api, p_fence, p_estimated)
    RETURNING 'NEW', id, NULL::text, 1, paid_calls.created_at::timestamptz;
END $$;
