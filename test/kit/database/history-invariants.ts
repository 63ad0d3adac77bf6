/** A job's newest video version. */
const LATEST = `SELECT DISTINCT ON (job_id) * FROM video_versions ORDER BY job_id, version_number DESC`;

/** What clips are at now, as a cut. */
const NOW = `SELECT job_id,
    COALESCE(jsonb_object_agg(clip_index, version_number) FILTER (WHERE version_number <> 1), '{}') AS cut,
    COALESCE(jsonb_object_agg(clip_index, COALESCE(restored_from, version_number))
      FILTER (WHERE COALESCE(restored_from, version_number) <> 1), '{}') AS footage
  FROM clip_versions WHERE is_current GROUP BY job_id`;

/** Invariants of versions, restore, undo and redo; as INVARIANT_QUERIES. */
export const HISTORY_INVARIANTS: Record<string, string> = {
  'a clip that was ever published has one current version': `
    SELECT v.job_id, clip FROM (${LATEST}) v, jsonb_object_keys(v.cut) AS clip
    WHERE (SELECT count(*) FROM clip_versions c WHERE c.job_id = v.job_id AND c.clip_index = clip::int AND c.is_current) <> 1`,
  'the newest video version is what the clips are at, and what the job shows': `
    SELECT v.job_id, v.cut, now.cut AS is_at, j.video_url FROM (${LATEST}) v JOIN jobs j ON j.id = v.job_id
    LEFT JOIN (${NOW}) now ON now.job_id = v.job_id
    WHERE v.cut <> COALESCE(now.cut, '{}') OR v.footage <> COALESCE(now.footage, '{}')
      OR v.video_url IS DISTINCT FROM j.video_url`,
  'video versions are numbered from 1 without a gap': `
    SELECT job_id FROM video_versions GROUP BY job_id HAVING max(version_number) <> count(*) OR min(version_number) <> 1`,
  'each publication made one video version, and nothing else did': `
    SELECT r.id FROM clip_regenerations r LEFT JOIN video_versions v ON v.regeneration_id = r.id
    GROUP BY r.id, r.status, r.kind HAVING count(v.job_id) <> CASE WHEN r.status = 'completed' AND r.kind <> 'TAKES' THEN 1 ELSE 0 END
    UNION ALL SELECT job_id FROM video_versions WHERE (regeneration_id IS NULL) <> (version_number = 1)`,
  'the footage of a video version is that of its clips': `
    SELECT v.job_id, v.version_number, clip FROM video_versions v, jsonb_object_keys(v.cut || v.footage) AS clip
    LEFT JOIN LATERAL (SELECT COALESCE(c.restored_from, c.version_number) AS root FROM clip_versions c
      WHERE c.job_id = v.job_id AND c.clip_index = clip::int AND c.version_number = (v.cut ->> clip)::int) made ON true
    WHERE COALESCE((v.footage ->> clip)::int, 1) IS DISTINCT FROM made.root`,
  'one file is one footage': `
    SELECT job_id, video_url FROM video_versions WHERE video_url IS NOT NULL
    GROUP BY job_id, video_url HAVING count(DISTINCT footage) > 1`,
  'a state is shown as it was, and came after one that was there': `
    SELECT v.job_id, v.version_number FROM video_versions v
    LEFT JOIN video_versions s ON s.job_id = v.job_id AND s.version_number = v.stands_for
    WHERE s.footage IS DISTINCT FROM v.footage OR s.stands_for <> s.version_number
      OR (v.parent IS NULL) <> (v.version_number = 1 OR v.stands_for <> v.version_number)
      OR v.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM video_versions p WHERE p.job_id = v.job_id
        AND p.version_number = v.parent AND p.stands_for = p.version_number AND p.version_number < v.version_number)`,
  // An original that is restored before it has a row is the pipeline's clip, whose address readers take from the job.
  'a restored version is over the file of a version that was not restored, and cost nothing': `
    SELECT v.job_id, v.clip_index, v.version_number FROM clip_versions v
    LEFT JOIN clip_versions o ON o.job_id = v.job_id AND o.clip_index = v.clip_index AND o.version_number = v.restored_from
    WHERE v.restored_from IS NOT NULL AND (v.cost <> 0 OR COALESCE(o.origin, 'ORIGINAL') = 'RESTORE'
      OR v.video_url <> COALESCE(o.video_url, '') AND NOT (v.restored_from = 1 AND v.video_url = ''))`,
  'adjustments begin with footage that is there, and is neither restored nor adjusted itself': `
    SELECT v.job_id, v.clip_index, v.version_number FROM (
      SELECT job_id, clip_index, version_number, footage_version FROM clip_versions WHERE footage_version IS NOT NULL
      UNION ALL SELECT r.job_id, m.clip_index, m.base_version_number + 1, m.footage_version
      FROM clip_changes m JOIN clip_regenerations r ON r.id = m.regeneration_id WHERE m.footage_version IS NOT NULL) v
    LEFT JOIN clip_versions o ON o.job_id = v.job_id AND o.clip_index = v.clip_index AND o.version_number = v.footage_version
    WHERE v.footage_version >= v.version_number OR o.origin = 'RESTORE' OR o.footage_version IS NOT NULL
      OR (o.version_number IS NULL AND v.footage_version <> 1)`,
  'an adjustment is there once and is seen; without any, a clip is the file of its footage': `
    SELECT v.job_id, v.clip_index, v.version_number FROM clip_versions v
    LEFT JOIN clip_versions o ON o.job_id = v.job_id AND o.clip_index = v.clip_index AND o.version_number = v.footage_version
    WHERE v.adjustments = '[]' AND v.sha256 <> o.sha256 OR EXISTS (SELECT a ->> 'id'
      FROM jsonb_array_elements(v.adjustments) AS a GROUP BY 1 HAVING count(*) > 1 OR min((a ->> 'strength')::numeric) <= 0)`,
  'a restored version has the adjustments of the version whose footage it is': `
    SELECT v.job_id, v.clip_index, v.version_number FROM clip_versions v
    JOIN clip_versions o ON o.job_id = v.job_id AND o.clip_index = v.clip_index AND o.version_number = v.restored_from
    WHERE v.adjustments IS DISTINCT FROM o.adjustments OR v.footage_version IS DISTINCT FROM o.footage_version`,
  'a restore charges and reserves nothing': `
    SELECT id FROM clip_regenerations WHERE kind = 'RESTORE' AND (cost <> 0 OR reserved_cost <> 0)`,
};
