-- Videos of before files were measured: a runner whose change is published measures what is missing, while nothing waits.
SET LOCAL check_function_bodies = off;

-- Whether a run was published within the last minute: longer than its runner stays to measure what is missing.
CREATE OR REPLACE FUNCTION has_just_completed(p_row clip_regenerations) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT p_row.status = 'completed' AND p_row.completed_at > clock_timestamp() - interval '1 minute' $$;

-- Keeps what a run has measured of a file of its video. False if the fence is old or the run has ended, but for one that was
-- just published: it may go on measuring.
CREATE OR REPLACE FUNCTION keep_measurement(p_id uuid, p_fence int, p_key text, p_measured jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO media_measurements (job_id, key, measured)
  SELECT r.job_id, p_key, p_measured FROM clip_regenerations r
  WHERE r.id = p_id AND r.fence = p_fence AND (is_active(r.status) OR has_just_completed(r))
  ON CONFLICT (job_id, key) DO UPDATE SET measured = EXCLUDED.measured;
  RETURN FOUND;
END $$;

-- Whether a runner whose change was published a moment ago may measure what is missing: nothing waits to be started that its
-- slot and its processor are needed for.
CREATE OR REPLACE FUNCTION may_measure(p_id uuid, p_fence int) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND has_just_completed(r)
      AND NOT EXISTS (SELECT 1 FROM queued_changes q WHERE q.job_id = r.job_id))
    AND NOT EXISTS (SELECT 1 FROM clip_regenerations WHERE status = 'queued')
$$;

-- The job of a run that was just published, as it is now; no row if the fence is old or something waits to be started.
CREATE OR REPLACE FUNCTION measurable_job(p_id uuid, p_fence int) RETURNS SETOF job_records LANGUAGE sql STABLE AS $$
  SELECT * FROM job_records WHERE may_measure(p_id, p_fence) AND id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$$;

-- What is measured of the files of such a job, by their keys.
CREATE OR REPLACE FUNCTION measured_media(p_id uuid, p_fence int) RETURNS TABLE (key text, measured jsonb)
LANGUAGE sql STABLE AS $$
  SELECT m.key, m.measured FROM media_measurements m
  WHERE may_measure(p_id, p_fence) AND m.job_id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$$;

-- The functions that a runner calls: its role may execute these and nothing else (docs/decisions/0013).
CREATE OR REPLACE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_changes', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'fail_clip_change', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration',
    'keep_measurement', 'may_measure', 'measurable_job', 'measured_media']
$$;

SELECT protect_functions();
