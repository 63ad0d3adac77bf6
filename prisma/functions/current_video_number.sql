-- The number of a job's current video version; 1 (the original) for a job that has no row yet.
CREATE OR REPLACE FUNCTION current_video_number(p_job uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE(max(version_number), 1) FROM video_versions WHERE job_id = p_job
$$;
