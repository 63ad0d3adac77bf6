-- Keeps every clip that a regeneration has made as a version that is not selected: takes to choose from, and what is left of
-- what was canceled or failed.
CREATE OR REPLACE FUNCTION keep_unselected_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, origin, video_model, seed, adjustments,
    footage_version)
  SELECT r.job_id, c.clip_index,
    GREATEST(1, (SELECT max(version_number) FROM clip_versions v
      WHERE v.job_id = r.job_id AND v.clip_index = c.clip_index))
      + row_number() OVER (PARTITION BY c.clip_index ORDER BY made.take),
    made.clip ->> 'key', made.clip ->> 'sha256', made.clip ->> 'thumbnailKey',
    COALESCE(c.checkpoint #>> '{prompt,shows}', c.modified_prompt), c.instruction, made.cost, false, p_id,
    CASE r.kind WHEN 'TAKES' THEN 'TAKE' ELSE 'CHANGE' END, c.video_model, made.seed,
    made.clip -> 'adjustments', (made.clip ->> 'footageVersion')::int
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  JOIN made_clips(p_id) made ON made.clip_index = c.clip_index
  WHERE r.id = p_id AND NOT EXISTS (SELECT 1 FROM clip_versions v
    WHERE v.job_id = r.job_id AND v.video_url = made.clip ->> 'key')
$$;
