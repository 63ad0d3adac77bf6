-- What is made of a video's files for its page: pictures of clips, the wave of the song. An earlier release leaves it alone.
SET LOCAL check_function_bodies = off;

CREATE TABLE media_previews (
  job_id uuid NOT NULL,
  key text NOT NULL,
  preview jsonb NOT NULL,
  CONSTRAINT media_previews_pkey PRIMARY KEY (job_id, key),
  CONSTRAINT media_previews_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Keeps what a run has made for the page of a file of its video, beside what is there. False where keep_measurement would not
-- keep a measure.
CREATE OR REPLACE FUNCTION keep_preview(p_id uuid, p_fence int, p_key text, p_preview jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO media_previews AS p (job_id, key, preview)
  SELECT r.job_id, p_key, p_preview FROM clip_regenerations r
  WHERE r.id = p_id AND r.fence = p_fence AND (is_active(r.status) OR has_just_completed(r))
  ON CONFLICT (job_id, key) DO UPDATE SET preview = p.preview || EXCLUDED.preview;
  RETURN FOUND;
END $$;

-- Every storage key that the rows of some jobs name, and that must not be deleted. A clip's change that failed or was canceled
-- names what a retry may still take over (admit_regeneration), while its clip has not changed since. All versions of a
-- clip stay: any of them may be restored, and the footage under its adjustments is the file of another one.
CREATE OR REPLACE FUNCTION media_pointers(p_jobs uuid[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH live AS (SELECT j.id, j.video_url, j.audio_url FROM jobs j WHERE j.id = ANY (p_jobs) AND NOT media_expired(j)),
  sources (text) AS (
    SELECT concat_ws(' ', video_url, audio_url) FROM live
    UNION ALL SELECT concat_ws(' ', v.video_url, v.thumbnail_url) FROM live JOIN clip_versions v ON v.job_id = live.id
    UNION ALL SELECT v.video_url FROM live JOIN video_versions v ON v.job_id = live.id
    UNION ALL SELECT p.preview::text FROM live JOIN media_previews p ON p.job_id = live.id
    UNION ALL SELECT t.thumbnail_url FROM live JOIN clip_thumbnails t ON t.job_id = live.id
    UNION ALL SELECT s.metadata::text FROM live JOIN job_stages s ON s.job_id = live.id
    UNION ALL SELECT r.checkpoint::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      WHERE is_active(r.status)
    UNION ALL SELECT c.checkpoint::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN clip_changes c ON c.regeneration_id = r.id
      WHERE is_active(r.status) OR c.status IN ('failed', 'canceled')
        AND c.base_version_number = current_version_number(r.job_id, c.clip_index)
    UNION ALL SELECT e.data ->> 'videoKey' FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN regeneration_events e ON e.regeneration_id = r.id WHERE e.type = 'REGENERATION_COMPLETE'
  )
  SELECT DISTINCT key FROM sources, media_keys_in(text) AS key
$$;

-- The functions that a runner calls: its role may execute these and nothing else (docs/decisions/0013).
CREATE OR REPLACE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_changes', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'fail_clip_change', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration',
    'keep_measurement', 'keep_preview', 'may_measure', 'measurable_job', 'measured_media']
$$;

SELECT protect_functions();
