-- Makes the footage that a RESTORE names current: each clip gets a version n+1 over the same file. An original without a
-- row of its own is the pipeline's clip; its address stays empty, and readers take it from the job's stages.
CREATE OR REPLACE FUNCTION restore_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE clip_versions v SET is_current = false
  FROM clip_regenerations r, jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  WHERE r.id = p_id AND v.job_id = r.job_id AND v.clip_index = wanted.clip::int AND v.is_current;

  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, is_current, regeneration_id, origin, restored_from, video_model,
    adjustments, footage_version)
  SELECT r.job_id, wanted.clip::int,
    1 + GREATEST(1, (SELECT max(version_number) FROM clip_versions
      WHERE job_id = r.job_id AND clip_index = wanted.clip::int)),
    COALESCE(o.video_url, ''), o.sha256, o.thumbnail_url, o.prompt, o.user_instruction, true, r.id, 'RESTORE',
    wanted.root::int, o.video_model, o.adjustments, o.footage_version
  FROM clip_regenerations r CROSS JOIN jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  LEFT JOIN clip_versions o ON o.job_id = r.job_id AND o.clip_index = wanted.clip::int
    AND o.version_number = wanted.root::int
  WHERE r.id = p_id
$$;
