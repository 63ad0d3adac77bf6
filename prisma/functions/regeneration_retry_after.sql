-- Seconds until one more regeneration fits under p_limit in a sliding hour; 0 if one fits now. A run that failed through our
-- own fault before anything was paid does not count. A deleted video's changes count on, a
-- RESTORE never does.
CREATE OR REPLACE FUNCTION regeneration_retry_after(p_user uuid, p_job uuid, p_limit int)
RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE((
    SELECT GREATEST(1, CEIL(EXTRACT(EPOCH FROM created_at + interval '1 hour' - clock_timestamp())))::int
    FROM (
      SELECT user_id, job_id, created_at, status, cost, error_code FROM clip_regenerations
      WHERE kind <> 'RESTORE'
      UNION ALL SELECT user_id, job_id, created_at, status, cost, error_code FROM deleted_regenerations) r
    WHERE user_id = p_user AND (p_job IS NULL OR job_id = p_job)
      AND created_at > clock_timestamp() - interval '1 hour'
      AND NOT (status = 'failed' AND cost = 0 AND error_code <> 'CONTENT_REJECTED')
    ORDER BY created_at DESC OFFSET p_limit - 1 LIMIT 1), 0)
$$;
