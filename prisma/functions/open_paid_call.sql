-- Opens a paid call before its POST: INTENT, or the call that an earlier attempt left open, which moves to this fence.
-- outcome: NEW (POST now), OPEN (first find out what became of the earlier POST), OVER_RESERVATION (the charges so far and
-- this estimate exceed what the user agreed to, or the step was paid once already), STALE (the fence is old).
CREATE OR REPLACE FUNCTION open_paid_call(p_id uuid, p_fence int, p_call jsonb)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  v_call record;
  v_row clip_regenerations%ROWTYPE;
  v_left numeric;
  v_agreed numeric;
BEGIN
  SELECT * INTO v_call FROM jsonb_to_record(p_call) AS c(stage text, api text, "estimatedUsd" numeric);
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'STALE', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY UPDATE paid_calls c SET fence = p_fence
    WHERE c.regeneration_id = p_id AND c.stage_name = v_call.stage AND c.state <> 'settled'
    RETURNING 'OPEN', c.id, c.external_id, c.posts, c.created_at::timestamptz;
  IF FOUND THEN RETURN; END IF;
  SELECT j.budget_limit - j.total_cost - j.reserved_cost INTO v_left FROM jobs j WHERE j.id = v_row.job_id;
  -- What the user saw for this step; the rate card's own figure differs where history has corrected it. A tenth of the
  -- reservation and 5 cents are let pass, within the budget: an earlier step may have cost a little more than estimated,
  -- and that must not take the clip from a user who agreed to all of it.
  v_agreed := COALESCE(
    (v_row.estimated_cost ->> CASE v_call.stage WHEN 'prompt_generator' THEN 'languageModel' ELSE 'video' END)::numeric,
    v_call."estimatedUsd");
  IF v_row.cost > 0
    AND v_row.cost + LEAST(v_call."estimatedUsd", v_agreed)
      > v_row.reserved_cost + LEAST(v_row.reserved_cost * 0.1 + 0.05, GREATEST(v_left, 0))
  OR EXISTS (
    SELECT 1 FROM paid_calls c WHERE c.regeneration_id = p_id AND c.stage_name = v_call.stage
      AND (c.cost > 0 OR c.outcome = 'succeeded')
  ) THEN
    RETURN QUERY SELECT 'OVER_RESERVATION', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY INSERT INTO paid_calls (regeneration_id, stage_name, api_name, fence, estimated_cost)
    VALUES (p_id, v_call.stage, v_call.api, p_fence, v_call."estimatedUsd")
    RETURNING 'NEW', id, NULL::text, 1, paid_calls.created_at::timestamptz;
END $$;
