-- Keeps a finished step's result and what it cost (0: nothing was charged). False if the fence is old. A runner of an early
-- release books its charges here; they enter the ledger as settled.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(p_id uuid, p_fence int, p_step jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_step record;
  v_job uuid;
BEGIN
  SELECT * INTO v_step FROM jsonb_to_record(p_step) AS s(
    patch jsonb, "modifiedPrompt" text, stage text, api text, "costUsd" numeric);
  UPDATE clip_regenerations
  SET checkpoint = checkpoint || v_step.patch, modified_prompt = COALESCE(v_step."modifiedPrompt", modified_prompt),
      cost = cost + v_step."costUsd",
      language_model_cost = language_model_cost
        + CASE WHEN v_step.stage = 'prompt_generator' THEN v_step."costUsd" ELSE 0 END,
      video_cost = video_cost + CASE WHEN v_step.stage = 'video_generator' THEN v_step."costUsd" ELSE 0 END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling')
  RETURNING job_id INTO v_job;
  IF v_job IS NULL THEN RETURN false; END IF;
  IF v_step."costUsd" > 0 THEN
    INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
    VALUES (v_job, v_step.stage, v_step.api, v_step."costUsd", p_id);
    INSERT INTO paid_calls (regeneration_id, stage_name, api_name, state, fence, estimated_cost, cost, outcome, settled_at)
    VALUES (p_id, v_step.stage, v_step.api, 'settled', p_fence, v_step."costUsd", v_step."costUsd", 'succeeded',
      clock_timestamp());
  END IF;
  RETURN true;
END $$;
