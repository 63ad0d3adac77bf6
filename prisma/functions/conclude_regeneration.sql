-- A runner's end without a result, by its fence only. The reconciler ends by attempt, with end_regeneration.
CREATE OR REPLACE FUNCTION conclude_regeneration(p_id uuid, p_fence int, p_ending jsonb) RETURNS int LANGUAGE sql AS $$
  SELECT CASE WHEN p_fence IS NOT NULL THEN end_regeneration(p_id, p_fence, NULL, p_ending) END
$$;
