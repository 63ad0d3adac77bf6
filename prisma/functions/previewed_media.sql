-- What was made of the files of such a job for the page, by their keys.
CREATE OR REPLACE FUNCTION previewed_media(p_id uuid, p_fence int) RETURNS TABLE (key text, preview jsonb)
LANGUAGE sql STABLE AS $$
  SELECT p.key, p.preview FROM media_previews p
  WHERE may_measure(p_id, p_fence) AND p.job_id = (SELECT job_id FROM clip_regenerations WHERE id = p_id)
$$;
