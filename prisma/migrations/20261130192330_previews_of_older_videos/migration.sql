-- Videos of before previews get them where they get their measures: a runner whose change is published reads what is missing.
SET LOCAL check_function_bodies = off;

-- What was made of the files of such a job for the page, by their keys.
CREATE OR REPLACE FUNCTION previewed_media(p_id uuid, p_fence int) RETURNS TABLE (key text, preview jsonb)
LANGUAGE sql STABLE AS $$
  SELECT p.key, p.preview FROM media_previews p
  WHERE may_measure(p_id, p_fence) AND p.job_id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$$;

-- The functions that a runner calls: its role may execute these and nothing else (docs/decisions/0013).
CREATE OR REPLACE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_changes', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'fail_clip_change', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration',
    'keep_measurement', 'keep_preview', 'may_measure', 'measurable_job', 'measured_media',
    'previewed_media']
$$;

SELECT protect_functions();
