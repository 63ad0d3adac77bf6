-- A settlement as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_cost numeric, p_outcome text, p_patch jsonb)
RETURNS boolean LANGUAGE sql AS $$
  SELECT settle_paid_call(p_call, p_fence,
    jsonb_build_object('outcome', p_outcome, 'costUsd', p_cost, 'patch', p_patch))
$$;
