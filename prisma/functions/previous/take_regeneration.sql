-- A runner's claim as releases before the history make it: they know changes only.
-- May be dropped once no release from before 20261129141000 (history) can run beside this database.
CREATE OR REPLACE FUNCTION take_regeneration(p_id uuid, p_attempt int, p_lease_seconds int)
RETURNS TABLE (outcome text, fence int, status text, deadline_seconds float8) LANGUAGE sql AS $$
  SELECT t.outcome, t.fence, t.status, t.deadline_seconds
  FROM take_regeneration(p_id, p_attempt, jsonb_build_object('leaseSeconds', p_lease_seconds, 'kinds', ARRAY['CHANGE'])) t
$$;
