-- A version's cut and the one before it: to compare 60 clips in SQL took a millisecond for each version of a page. The
-- previous release still reads `changes`; it may go once no release from before this migration can run.
CREATE OR REPLACE VIEW video_version_records AS
  SELECT v.job_id, v.version_number, v.version_number = current_video_number(v.job_id) AS is_current, v.video_url,
    v.regeneration_id, v.summary, v.created_at,
    COALESCE((SELECT json_agg(json_build_object('clipIndex', clip::int, 'fromVersion', COALESCE((p.cut ->> clip)::int, 1),
        'toVersion', COALESCE((v.cut ->> clip)::int, 1)) ORDER BY clip::int)
      FROM jsonb_object_keys(p.cut || v.cut) AS clip WHERE p.cut -> clip IS DISTINCT FROM v.cut -> clip), '[]') AS changes,
    NOT media_expired(j) AND NOT is_footage_gone(v.job_id, v.footage) AS is_restorable,
    v.cut, COALESCE(p.cut, v.cut) AS cut_before
  FROM video_versions v JOIN jobs j ON j.id = v.job_id
  LEFT JOIN video_versions p ON p.job_id = v.job_id AND p.version_number = v.version_number - 1
  UNION ALL
  SELECT j.id, 1, true, j.video_url, NULL, 'The original video', COALESCE(j.completed_at, j.created_at), '[]',
    NOT media_expired(j), '{}', '{}'
  FROM jobs j WHERE NOT EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = j.id);
