-- The change that made the footage of a clip's version; no row for an original.
CREATE OR REPLACE FUNCTION change_behind(p_job uuid, p_clip int, p_version int)
RETURNS SETOF clip_changes LANGUAGE sql STABLE AS $$
  SELECT c.* FROM clip_versions v
  JOIN clip_versions o ON (o.job_id, o.clip_index) = (v.job_id, v.clip_index)
    AND o.version_number = COALESCE(v.restored_from, v.version_number)
  JOIN clip_changes c ON c.regeneration_id = o.regeneration_id AND c.clip_index = o.clip_index
  WHERE v.job_id = p_job AND v.clip_index = p_clip AND v.version_number = p_version
$$;
