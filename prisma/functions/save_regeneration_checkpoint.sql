-- Keeps a finished step's result and what it cost (0: nothing was charged). False if the fence is old. A runner of an early
-- release books its charges here; they enter the ledger as settled.
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
