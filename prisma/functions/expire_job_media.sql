-- Takes a job's media out of use if the job was not touched for p_days; false otherwise. Holds the row lock that admission
-- takes: either the regeneration is admitted and the job stays, or the job is marked and the regeneration is refused because
-- the video is NULL. Only afterwards may the objects be deleted.
CREATE OR REPLACE FUNCTION expire_job_media(p_job uuid, p_days int, p_message text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM jobs WHERE id = p_job FOR UPDATE;
  UPDATE jobs j SET media_expired_at = clock_timestamp(), media_deleted_at = NULL, video_url = NULL, status = 'failed',
    error_message = CASE WHEN j.video_url IS NULL THEN COALESCE(j.error_message, p_message) ELSE p_message END
  WHERE j.id = p_job AND j.status IN ('completed', 'failed') AND NOT media_expired(j)
    AND job_last_touched(j) < clock_timestamp() - make_interval(days => p_days)
    AND NOT EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status));
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE video_versions v SET video_url = NULL WHERE v.job_id = p_job;
  -- A replay must not hand out URLs of what is gone.
  UPDATE regeneration_events e SET data = e.data - 'videoKey'
  FROM clip_regenerations r WHERE r.job_id = p_job AND e.regeneration_id = r.id AND e.data ? 'videoKey';
  RETURN true;
END $$;
