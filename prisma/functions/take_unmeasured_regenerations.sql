-- Takes ended changes of the last day that are not counted yet, with what metrics measure of them; a RESTORE is no change.
-- Seconds are NULL if a phase was not reached, or was taken over from an earlier run.
CREATE OR REPLACE FUNCTION take_unmeasured_regenerations(p_limit int)
RETURNS TABLE (status text, error_code text, total_seconds float8, queued_seconds float8, prompt_seconds float8,
  video_seconds float8, recomposition_seconds float8, language_model_cost numeric, video_cost numeric) LANGUAGE sql AS $$
  WITH taken AS (
    INSERT INTO regeneration_measurements (regeneration_id)
    SELECT r.id FROM clip_regenerations r
    WHERE r.kind <> 'RESTORE' AND r.completed_at > clock_timestamp() - interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM regeneration_measurements m WHERE m.regeneration_id = r.id)
    ORDER BY r.completed_at LIMIT p_limit
    ON CONFLICT DO NOTHING RETURNING regeneration_id),
  first AS (
    SELECT e.regeneration_id AS id,
      min(e.at) FILTER (WHERE e.type = 'PROMPT_MODIFIED') AS prompt_at,
      min(e.at) FILTER (WHERE e.type = 'VIDEO_GENERATING') AS video_at,
      min(e.at) FILTER (WHERE e.type = 'RECOMPOSING') AS recomposing_at
    FROM regeneration_events e WHERE e.regeneration_id IN (SELECT regeneration_id FROM taken) GROUP BY e.regeneration_id)
  SELECT r.status, r.error_code, EXTRACT(EPOCH FROM r.completed_at - r.created_at),
    EXTRACT(EPOCH FROM r.started_at - r.created_at), EXTRACT(EPOCH FROM f.prompt_at - r.started_at),
    EXTRACT(EPOCH FROM f.recomposing_at - f.video_at),
    CASE WHEN r.status = 'completed' THEN EXTRACT(EPOCH FROM r.completed_at - f.recomposing_at) END,
    r.language_model_cost, r.video_cost
  FROM clip_regenerations r JOIN first f ON f.id = r.id
$$;
