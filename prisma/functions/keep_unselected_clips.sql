-- Keeps every clip that a canceled regeneration has made as a version that is not selected.
CREATE OR REPLACE FUNCTION keep_unselected_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, video_model)
  SELECT r.job_id, c.clip_index,
    1 + GREATEST(1, (SELECT max(version_number) FROM clip_versions v
      WHERE v.job_id = r.job_id AND v.clip_index = c.clip_index)),
    c.checkpoint -> 'clip' ->> 'key', c.checkpoint -> 'clip' ->> 'sha256', c.checkpoint -> 'clip' ->> 'thumbnailKey',
    c.modified_prompt, c.instruction, c.cost, false, p_id, c.video_model
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  WHERE r.id = p_id AND c.checkpoint ? 'clip' AND NOT EXISTS (SELECT 1 FROM clip_versions v
    WHERE v.job_id = r.job_id AND v.video_url = c.checkpoint -> 'clip' ->> 'key')
$$;
