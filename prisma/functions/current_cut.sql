-- Which version of each clip the current video is made of, and whose footage that is. Both maps leave out clips at their
-- original (1); two cuts of the same footage are the same video, byte for byte.
CREATE OR REPLACE FUNCTION current_cut(p_job uuid) RETURNS TABLE (cut jsonb, footage jsonb) LANGUAGE sql STABLE AS $$
  SELECT COALESCE(jsonb_object_agg(clip_index, version_number) FILTER (WHERE version_number <> 1), '{}'),
    COALESCE(jsonb_object_agg(clip_index, COALESCE(restored_from, version_number))
      FILTER (WHERE COALESCE(restored_from, version_number) <> 1), '{}')
  FROM clip_versions WHERE job_id = p_job AND is_current
$$;
