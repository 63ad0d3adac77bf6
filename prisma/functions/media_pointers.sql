-- Every storage key that the rows of some jobs name, and that must not be deleted. A clip's change that failed or was canceled
-- names what a retry may still take over (admit_regeneration), while its clip has not changed since. All versions of a
-- clip stay: any of them may be restored, and the footage under its adjustments is the file of another one. What was made of a
-- file for the page stays as long as the file.
CREATE OR REPLACE FUNCTION media_pointers(p_jobs uuid[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH live AS (SELECT j.id, j.video_url, j.audio_url FROM jobs j WHERE j.id = ANY (p_jobs) AND NOT media_expired(j)),
  sources (text) AS (
    SELECT concat_ws(' ', video_url, audio_url) FROM live
    UNION ALL SELECT concat_ws(' ', v.video_url, v.thumbnail_url) FROM live JOIN clip_versions v ON v.job_id = live.id
    UNION ALL SELECT v.video_url FROM live JOIN video_versions v ON v.job_id = live.id
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
  ),
  named (key) AS (SELECT DISTINCT found FROM sources, media_keys_in(text) AS found)
  SELECT key FROM named
  UNION SELECT made FROM live JOIN media_previews p ON p.job_id = live.id JOIN named n ON n.key = p.key,
    media_keys_in(p.preview::text) AS made
$$;
