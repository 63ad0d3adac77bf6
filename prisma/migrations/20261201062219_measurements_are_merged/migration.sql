-- Why: a later measuring of a file must not take away how much of its footage the file kept.
SET LOCAL check_function_bodies = off;

-- Keeps what a run has measured of a file of its video, beside what is there: what was compared once is not measured again. False
-- if the fence is old or the run has ended, but for one that was just published: it may go on measuring.
CREATE OR REPLACE FUNCTION keep_measurement(p_id uuid, p_fence int, p_key text, p_measured jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO media_measurements AS m (job_id, key, measured)
  SELECT r.job_id, p_key, p_measured FROM clip_regenerations r
  WHERE r.id = p_id AND r.fence = p_fence AND (is_active(r.status) OR has_just_completed(r))
  ON CONFLICT (job_id, key) DO UPDATE SET measured = m.measured || EXCLUDED.measured;
  RETURN FOUND;
END $$;

SELECT protect_functions();
