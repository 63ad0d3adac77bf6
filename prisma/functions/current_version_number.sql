-- The number of a clip's current version; 1 (the original) for a clip that has no row yet.
CREATE OR REPLACE FUNCTION current_version_number(p_job uuid, p_clip int) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE((SELECT version_number FROM clip_versions
                   WHERE job_id = p_job AND clip_index = p_clip AND is_current), 1)
$$;
