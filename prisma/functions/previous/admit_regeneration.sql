-- A request as positions, as releases before admit_regenerations pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION admit_regeneration(
  p_user uuid, p_job uuid, p_clip int, p_instruction text, p_conversation jsonb,
  p_idempotency_key text, p_input_hash text, p_original_prompt text, p_templates text[], p_video_model text,
  p_base_version int, p_estimated_cost jsonb, p_reserved numeric, p_estimated_seconds int,
  p_budget_limit numeric, p_job_limit int, p_user_limit int, p_deadline_seconds int, p_message text, p_retry_of uuid
) RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int) LANGUAGE sql AS $$
  SELECT a.outcome, a.regeneration_id, a.retry_after FROM admit_regeneration(jsonb_build_object(
    'userId', p_user, 'jobId', p_job, 'clipIndex', p_clip, 'instruction', p_instruction, 'conversation', p_conversation,
    'idempotencyKey', p_idempotency_key, 'inputHash', p_input_hash, 'originalPrompt', p_original_prompt,
    'templates', p_templates, 'videoModel', p_video_model, 'baseVersionNumber', p_base_version,
    'estimatedCost', p_estimated_cost || jsonb_build_object('total', p_reserved::text),
    'estimatedSeconds', p_estimated_seconds, 'message', p_message, 'retryOf', p_retry_of,
    'limits', jsonb_build_object('budgetUsd', p_budget_limit, 'perJobPerHour', p_job_limit,
      'perUserPerHour', p_user_limit, 'deadlineSeconds', p_deadline_seconds))) a
$$;
