-- The files that a RESTORE run puts in place, one a clip that changes; an empty address is the pipeline's original. No row
-- if the fence is old or the run has ended.
CREATE OR REPLACE FUNCTION run_restore(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, video_url text, sha256 text) LANGUAGE sql STABLE AS $$
  SELECT wanted.clip::int, COALESCE(v.video_url, ''), v.sha256
  FROM clip_regenerations r CROSS JOIN jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  LEFT JOIN clip_versions v ON v.job_id = r.job_id AND v.clip_index = wanted.clip::int
    AND v.version_number = wanted.root::int
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
$$;
