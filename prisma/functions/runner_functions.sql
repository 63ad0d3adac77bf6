-- The functions that a runner calls: its role may execute these and nothing else (docs/decisions/0013).
CREATE OR REPLACE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_changes', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'fail_clip_change', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration',
    'keep_measurement', 'keep_preview', 'may_measure', 'measurable_job', 'measured_media',
    'previewed_media']
$$;
