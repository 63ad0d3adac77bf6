-- The percent of the whole that a new attempt begins with: the mean of what is kept of each clip's takes. One that failed is
-- not tried again. Nothing is composed of takes: their clips are the whole.
CREATE OR REPLACE FUNCTION kept_progress(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT LEAST(99, floor(percent * CASE r.kind WHEN 'TAKES' THEN 100 / 60.0 ELSE 1 END))::int
  FROM clip_regenerations r, LATERAL (
    SELECT COALESCE(avg(clip.percent), 0) AS percent FROM clip_changes c CROSS JOIN LATERAL (
      SELECT avg(CASE WHEN take_result(c.checkpoint, take) ? 'clip' OR c.status = 'failed' OR take = ANY (c.failed_takes)
        THEN 60 WHEN c.checkpoint ? 'prompt' THEN 10 ELSE 0 END) AS percent
      FROM generate_series(0, c.takes - 1) AS take) clip
    WHERE c.regeneration_id = r.id) mean
  WHERE r.id = p_id
$$;
