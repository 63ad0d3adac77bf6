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
