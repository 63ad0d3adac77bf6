-- What is measured of the files of such a job, by their keys.
CREATE OR REPLACE FUNCTION measured_media(p_id uuid, p_fence int) RETURNS TABLE (key text, measured jsonb)
LANGUAGE sql STABLE AS $$
  SELECT m.key, m.measured FROM media_measurements m
  WHERE may_measure(p_id, p_fence) AND m.job_id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$$;
