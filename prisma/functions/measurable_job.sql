-- The job of a run that was just published, as it is now; no row if the fence is old or something waits to be started.
CREATE OR REPLACE FUNCTION measurable_job(p_id uuid, p_fence int) RETURNS SETOF job_records LANGUAGE sql STABLE AS $$
  SELECT * FROM job_records WHERE may_measure(p_id, p_fence) AND id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$$;
