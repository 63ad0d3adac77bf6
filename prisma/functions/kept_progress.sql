-- The percent of the whole that a new attempt begins with: the mean of what is kept of each clip's change. One that failed
-- is not tried again.
CREATE OR REPLACE FUNCTION kept_progress(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE(floor(avg(CASE WHEN checkpoint ? 'clip' OR status = 'failed' THEN 60
    WHEN checkpoint ? 'prompt' THEN 10 ELSE 0 END)), 0)::int
  FROM clip_changes WHERE regeneration_id = p_id
$$;
