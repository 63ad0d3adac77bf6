-- The ledger stays true when two writers meet on a call, and when a runner of the release before books a charge.

-- What a runner of the release before was charged is in the ledger too: it knows no INTENT, only what it paid.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(
  p_id uuid, p_fence int, p_patch jsonb, p_modified_prompt text, p_stage text, p_api text, p_cost numeric
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_job uuid;
BEGIN
  UPDATE clip_regenerations
  SET checkpoint = checkpoint || p_patch, modified_prompt = COALESCE(p_modified_prompt, modified_prompt),
      cost = cost + p_cost,
      language_model_cost = language_model_cost + CASE WHEN p_stage = 'prompt_generator' THEN p_cost ELSE 0 END,
      video_cost = video_cost + CASE WHEN p_stage = 'video_generator' THEN p_cost ELSE 0 END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling')
  RETURNING job_id INTO v_job;
  IF v_job IS NULL THEN RETURN false; END IF;
  IF p_cost > 0 THEN
    INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
    VALUES (v_job, p_stage, p_api, p_cost, p_id);
    INSERT INTO paid_calls (regeneration_id, stage_name, api_name, state, fence, estimated_cost, cost, outcome, settled_at)
    VALUES (p_id, p_stage, p_api, 'settled', p_fence, p_cost, p_cost, 'succeeded', clock_timestamp());
  END IF;
  RETURN true;
END $$;

-- One more POST for a call whose first one cannot be found at the provider. At most once, and counted: should the first
-- one have arrived after all, both are charged. False where the fence is old or it was done already. The regeneration is
-- locked first, as by whoever ends or restarts it: else an end could close the call as it was before this.
CREATE OR REPLACE FUNCTION repost_paid_call(p_call uuid, p_fence int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND r.fence = p_fence AND is_active(r.status) FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE paid_calls SET posts = posts + 1, ambiguous = true
  WHERE id = p_call AND fence = p_fence AND state = 'intent' AND posts < 2;
  RETURN FOUND;
END $$;

-- Keeps the provider's id, before anybody waits on it. True also where it is known already; false where the fence is old.
-- The regeneration is locked first: else one that ends meanwhile books the call as an INTENT that was never charged.
CREATE OR REPLACE FUNCTION accept_paid_call(p_call uuid, p_fence int, p_external_id text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND r.fence = p_fence AND is_active(r.status) FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE paid_calls SET state = 'accepted', external_id = p_external_id
  WHERE id = p_call AND fence = p_fence AND (state = 'intent' OR state = 'accepted' AND external_id = p_external_id);
  RETURN FOUND;
END $$;
