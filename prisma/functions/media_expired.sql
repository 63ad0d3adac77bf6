-- Whether a job's media is out of use. A job that was given a video again, by whatever means, has its media again.
CREATE OR REPLACE FUNCTION media_expired(j jobs) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT j.media_expired_at IS NOT NULL AND j.video_url IS NULL $$;
