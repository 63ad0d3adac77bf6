-- Whether a run was published, by this fence.
CREATE OR REPLACE FUNCTION is_regeneration_published(p_id uuid, p_fence int) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND status = 'completed')
$$;
