-- Retention and garbage: what names a stored object, and how a video that nobody touches loses its files.

-- media_expired_at: the video's files are no longer promised. media_deleted_at: they are gone; NULL until then, so that
-- a deletion that was broken off is taken up again.
ALTER TABLE jobs ADD COLUMN media_expired_at timestamptz(3), ADD COLUMN media_deleted_at timestamptz(3);

-- One row: which database this is, as storage remembers its owner. A database that a storage does not belong to knows
-- none of its objects, and must not take them for garbage.
CREATE TABLE installation (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
INSERT INTO installation DEFAULT VALUES;

-- A job that was given a video again, by whatever means, has its media again.
CREATE FUNCTION media_expired(j jobs) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT j.media_expired_at IS NOT NULL AND j.video_url IS NULL $$;

CREATE FUNCTION job_last_touched(j jobs) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT GREATEST(j.created_at, j.updated_at, j.completed_at,
    (SELECT max(GREATEST(r.created_at, r.completed_at)) FROM clip_regenerations r WHERE r.job_id = j.id))
$$;

-- Every storage key in a text: a key, a URL that ends in one, or JSON in any encoding (twice encoded, slashes escaped).
-- Keys hold letters, digits and . _ - / only, so none of these encodings changes them.
CREATE FUNCTION media_keys_in(p_text text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT found[1] FROM regexp_matches(regexp_replace(p_text, '\\+/', '/', 'g'),
    '((?:video-clips|clip-thumbnails|video-outputs|audio-uploads|reference-images|segments)/[A-Za-z0-9._/-]+)', 'g') AS found
$$;

-- Every storage key that the rows of some jobs name: what must not be deleted. A failed or canceled regeneration names
-- what a retry may still take over (admit_regeneration: while its clip has not changed, and all but the final video).
CREATE FUNCTION media_pointers(p_jobs uuid[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH live AS (SELECT j.id, j.video_url, j.audio_url FROM jobs j WHERE j.id = ANY (p_jobs) AND NOT media_expired(j)),
  sources (text) AS (
    SELECT concat_ws(' ', video_url, audio_url) FROM live
    UNION ALL SELECT concat_ws(' ', v.video_url, v.thumbnail_url) FROM live JOIN clip_versions v ON v.job_id = live.id
    UNION ALL SELECT t.thumbnail_url FROM live JOIN clip_thumbnails t ON t.job_id = live.id
    UNION ALL SELECT s.metadata::text FROM live JOIN job_stages s ON s.job_id = live.id
    UNION ALL SELECT r.checkpoint::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      WHERE is_active(r.status)
    UNION ALL SELECT (r.checkpoint - 'video')::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      WHERE r.status IN ('failed', 'canceled')
        AND r.base_version_number = current_version_number(r.job_id, r.clip_index)
    UNION ALL SELECT e.data ->> 'videoKey' FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN regeneration_events e ON e.regeneration_id = r.id WHERE e.type = 'REGENERATION_COMPLETE'
  )
  SELECT DISTINCT key FROM sources, media_keys_in(text) AS key
$$;

-- Takes a job's media out of use if nobody has touched the job for p_days; false otherwise. Under the row lock that
-- admission takes: either the regeneration is admitted and the job stays, or the job is marked and the regeneration is
-- refused, because the video is NULL. Only afterwards may the objects be deleted.
CREATE FUNCTION expire_job_media(p_job uuid, p_days int, p_message text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM jobs WHERE id = p_job FOR UPDATE;
  UPDATE jobs j SET media_expired_at = clock_timestamp(), media_deleted_at = NULL, video_url = NULL, status = 'failed',
    error_message = CASE WHEN j.video_url IS NULL THEN COALESCE(j.error_message, p_message) ELSE p_message END
  WHERE j.id = p_job AND j.status IN ('completed', 'failed') AND NOT media_expired(j)
    AND job_last_touched(j) < clock_timestamp() - make_interval(days => p_days)
    AND NOT EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status));
  IF NOT FOUND THEN RETURN false; END IF;
  -- A replay must not hand out URLs of what is gone.
  UPDATE regeneration_events e SET data = e.data - 'videoKey'
  FROM clip_regenerations r WHERE r.job_id = p_job AND e.regeneration_id = r.id AND e.data ? 'videoKey';
  RETURN true;
END $$;
