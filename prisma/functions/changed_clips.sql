-- The clips that a regeneration is about, in order.
CREATE OR REPLACE FUNCTION changed_clips(r clip_regenerations) RETURNS int[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.kind = 'RESTORE'
    THEN ARRAY(SELECT clip::int FROM jsonb_object_keys(r.restores -> 'clips') AS clip ORDER BY 1)
    ELSE ARRAY(SELECT c.clip_index FROM clip_changes c WHERE c.regeneration_id = r.id ORDER BY 1) END
$$;
