-- Opens a paid call before its POST: INTENT, or the call that an earlier attempt left open, which moves to this fence. A
-- call is that of one clip's change (without clipIndex the first's) and of one take of it.
-- outcome: NEW (POST now), OPEN (first find out what became of the earlier POST), OVER_RESERVATION (the charges so far and
-- this estimate exceed what the user agreed to, or the step was paid once already), STALE (the fence is old).
CREATE OR REPLACE FUNCTION open_paid_call(p_id uuid, p_fence int, p_call jsonb)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  v_call record;
  v_row clip_regenerations%ROWTYPE;
  v_change clip_changes%ROWTYPE;
  v_left numeric;
  v_agreed numeric;
  v_beside numeric;
  v_promised numeric;
BEGIN
  SELECT * INTO v_call FROM jsonb_to_record(p_call) AS c(
    "clipIndex" int, take int, stage text, api text, "estimatedUsd" numeric);
  v_call.take := COALESCE(v_call.take, 0);
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'STALE', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  SELECT * INTO v_change FROM clip_changes c
  WHERE c.regeneration_id = p_id AND c.clip_index = COALESCE(v_call."clipIndex", v_row.clip_index);
  RETURN QUERY UPDATE paid_calls c SET fence = p_fence
    WHERE c.regeneration_id = p_id AND c.clip_index = v_change.clip_index AND c.take = v_call.take
      AND c.stage_name = v_call.stage AND c.state <> 'settled'
    RETURNING 'OPEN', c.id, c.external_id, c.posts, c.created_at::timestamptz;
  IF FOUND THEN RETURN; END IF;
  SELECT j.budget_limit - j.total_cost - j.reserved_cost INTO v_left FROM jobs j WHERE j.id = v_row.job_id;
  v_agreed := agreed_cost(v_change, v_call.stage, v_call."estimatedUsd");
  -- Calls of other clips, and of other takes of this one, that are open now will be charged too.
  SELECT COALESCE(sum(agreed_cost(o, c.stage_name, c.estimated_cost)), 0),
    COALESCE(sum(agreed_cost(o, c.stage_name, c.estimated_cost)) FILTER (WHERE c.clip_index = v_change.clip_index), 0)
  INTO v_promised, v_beside
  FROM paid_calls c JOIN clip_changes o ON (o.regeneration_id, o.clip_index) = (c.regeneration_id, c.clip_index)
  WHERE c.regeneration_id = p_id AND (c.clip_index, c.take) <> (v_change.clip_index, v_call.take) AND c.state <> 'settled';
  -- A tenth of the reservation and 5 cents are let pass, within the budget: an earlier step may have cost a little more than
  -- estimated, and that must not take the clip from a user who agreed to all of it. Each clip is held to its own part.
  IF exceeds_agreement(v_change.cost, v_beside + v_agreed, (v_change.estimated_cost ->> 'total')::numeric, v_left)
  OR exceeds_agreement(v_row.cost, v_promised + v_agreed,
    (SELECT sum((c.estimated_cost ->> 'total')::numeric) FROM clip_changes c WHERE c.regeneration_id = p_id), v_left)
  OR EXISTS (
    SELECT 1 FROM paid_calls c WHERE c.regeneration_id = p_id AND c.clip_index = v_change.clip_index
      AND c.take = v_call.take AND c.stage_name = v_call.stage AND (c.cost > 0 OR c.outcome = 'succeeded')
  ) THEN
    RETURN QUERY SELECT 'OVER_RESERVATION', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY INSERT INTO paid_calls (regeneration_id, clip_index, take, stage_name, api_name, fence, estimated_cost)
    VALUES (p_id, v_change.clip_index, v_call.take, v_call.stage, v_call.api, p_fence, v_call."estimatedUsd")
    RETURNING 'NEW', id, NULL::text, 1, paid_calls.created_at::timestamptz;
END $$;
