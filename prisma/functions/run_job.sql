-- The job that a run belongs to; no row if the fence is old or the run has ended.
CREATE OR REPLACE FUNCTION run_job(p_id uuid, p_fence int) RETURNS SETOF job_records LANGUAGE sql STABLE AS $$
  SELECT * FROM job_records WHERE id = (
    SELECT job_id FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status))
$$;
