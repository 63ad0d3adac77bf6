-- A paid call as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION open_paid_call(p_id uuid, p_fence int, p_stage text, p_api text, p_estimated numeric)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE sql AS $$
  SELECT * FROM open_paid_call(p_id, p_fence,
    jsonb_build_object('stage', p_stage, 'api', p_api, 'estimatedUsd', p_estimated))
$$;
