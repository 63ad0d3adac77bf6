-- The newest final video of this footage whose file is still kept, or NULL.
CREATE OR REPLACE FUNCTION kept_video(p_job uuid, p_footage jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT video_url FROM video_versions WHERE job_id = p_job AND footage = p_footage AND video_url IS NOT NULL
  ORDER BY version_number DESC LIMIT 1
$$;
