-- When a job or one of its regenerations last changed: retention counts from here.
CREATE OR REPLACE FUNCTION job_last_touched(j jobs) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT GREATEST(j.created_at, j.updated_at, j.completed_at,
    (SELECT max(GREATEST(r.created_at, r.completed_at)) FROM clip_regenerations r WHERE r.job_id = j.id))
$$;
