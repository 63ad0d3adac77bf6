-- Due launches as releases before the history take them: their runners know changes only.
-- May be dropped once no release from before 20261129141000 (history) can run beside this database.
CREATE OR REPLACE FUNCTION take_due_launches(p_limit int, p_hold_seconds int)
RETURNS TABLE (id uuid, job_id uuid, clip_index int, attempt int, deadline_seconds int) LANGUAGE sql AS $$
  SELECT t.id, t.job_id, t.clip_indexes[1], t.attempt, t.deadline_seconds
  FROM take_due_launches(p_limit, p_hold_seconds, ARRAY['CHANGE']) t
$$;
