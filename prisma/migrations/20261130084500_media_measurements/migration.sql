-- What is measured of clips and songs: for suggestions, and for the look of another clip. An earlier release leaves it alone.
CREATE TABLE media_measurements (
  job_id uuid NOT NULL,
  key text NOT NULL,
  measured jsonb NOT NULL,
  CONSTRAINT media_measurements_pkey PRIMARY KEY (job_id, key),
  CONSTRAINT media_measurements_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Keeps what a run has measured of a file of its video. False if the fence is old or the run has ended.
CREATE OR REPLACE FUNCTION keep_measurement(p_id uuid, p_fence int, p_key text, p_measured jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO media_measurements (job_id, key, measured)
  SELECT job_id, p_key, p_measured FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status)
  ON CONFLICT (job_id, key) DO UPDATE SET measured = EXCLUDED.measured;
  RETURN FOUND;
END $$;

-- The functions that a runner calls: its role may execute these and nothing else (docs/decisions/0013).
CREATE OR REPLACE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_changes', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'fail_clip_change', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration',
    'keep_measurement']
$$;

SELECT protect_functions();
