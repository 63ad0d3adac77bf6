-- The instructions that made the footage of a clip's version, at most five, oldest first, and the seed of the last one.
CREATE OR REPLACE FUNCTION changes_behind(p_job uuid, p_clip int, p_version int)
RETURNS TABLE (instructions text[], seed jsonb) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE made AS (
    SELECT 1 AS back, m.instruction, m.base_version_number, m.checkpoint FROM change_behind(p_job, p_clip, p_version) m
    UNION ALL
    SELECT made.back + 1, m.instruction, m.base_version_number, m.checkpoint
    FROM made, change_behind(p_job, p_clip, made.base_version_number) m WHERE made.back < 5)
  SELECT ARRAY(SELECT instruction FROM made ORDER BY back DESC),
    -- Versions have theirs since there are takes of a change; before, the change has that of its only one.
    COALESCE((SELECT to_jsonb(o.seed) FROM clip_versions v JOIN clip_versions o ON (o.job_id, o.clip_index) = (v.job_id, v.clip_index)
        AND o.version_number = COALESCE(v.restored_from, v.version_number)
      WHERE v.job_id = p_job AND v.clip_index = p_clip AND v.version_number = p_version),
      (SELECT checkpoint #> '{prediction,seed}' FROM made WHERE back = 1))
$$;
