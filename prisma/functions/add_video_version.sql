-- Records what a publication has made of the clips as the job's next video version. A change or a restored version is a
-- state of its own, after the one that was shown; undo and redo show a state that was there before.
CREATE OR REPLACE FUNCTION add_video_version(p_id uuid, p_video text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, regeneration_id, stands_for, parent, redo,
    summary, created_at)
  SELECT r.job_id, last.version_number + 1, c.cut, c.footage, p_video, r.id,
    COALESCE((r.restores ->> 'standsFor')::int, last.version_number + 1),
    CASE WHEN r.restores ->> 'standsFor' IS NULL THEN last.stands_for END,
    ARRAY(SELECT state::int FROM jsonb_array_elements_text(COALESCE(r.restores -> 'redo', '[]'))
      WITH ORDINALITY AS redo (state, place) ORDER BY place),
    COALESCE(r.restores ->> 'summary', describe_changes(p_id)), clock_timestamp()
  FROM clip_regenerations r, current_cut(r.job_id) c,
    LATERAL (SELECT v.version_number, v.stands_for FROM video_versions v WHERE v.job_id = r.job_id
      ORDER BY v.version_number DESC LIMIT 1) last
  WHERE r.id = p_id
$$;
