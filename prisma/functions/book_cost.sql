-- Adds what a settled call was charged to its clip's change, to its regeneration and to job_costs.
CREATE OR REPLACE FUNCTION book_cost(p_call paid_calls) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_language_model numeric := CASE WHEN p_call.stage_name = 'prompt_generator' THEN p_call.cost ELSE 0 END;
  v_video numeric := CASE WHEN p_call.stage_name = 'video_generator' THEN p_call.cost ELSE 0 END;
BEGIN
  UPDATE clip_regenerations SET cost = cost + p_call.cost, language_model_cost = language_model_cost + v_language_model,
    video_cost = video_cost + v_video
  WHERE id = p_call.regeneration_id;
  UPDATE clip_changes SET cost = cost + p_call.cost, language_model_cost = language_model_cost + v_language_model,
    video_cost = video_cost + v_video
  WHERE regeneration_id = p_call.regeneration_id AND clip_index = p_call.clip_index;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
  SELECT job_id, p_call.stage_name, p_call.api_name, p_call.cost, id
  FROM clip_regenerations WHERE id = p_call.regeneration_id;
END $$;
