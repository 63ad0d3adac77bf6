-- The fields of a finished step as positions, as releases before the records pass them.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(
  p_id uuid, p_fence int, p_patch jsonb, p_modified_prompt text, p_stage text, p_api text, p_cost numeric
) RETURNS boolean LANGUAGE sql AS $$
  SELECT save_regeneration_checkpoint(p_id, p_fence, jsonb_build_object('patch', p_patch,
    'modifiedPrompt', p_modified_prompt, 'stage', p_stage, 'api', p_api, 'costUsd', p_cost))
$$;
