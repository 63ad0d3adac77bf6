-- Lets the lease of a runner that is being stopped run out now. Where the stop was not its fault, the attempt is given back.
CREATE OR REPLACE FUNCTION release_regeneration_lease(p_id uuid, p_fence int, p_give_back boolean)
RETURNS boolean LANGUAGE sql AS $$
  WITH released AS (
    UPDATE clip_regenerations SET lease_until = clock_timestamp() - interval '1 second',
      max_attempts = LEAST(50, max_attempts + CASE WHEN p_give_back THEN 1 ELSE 0 END)
    WHERE id = p_id AND fence = p_fence AND is_active(status)
    RETURNING id)
  SELECT EXISTS (SELECT 1 FROM released)
$$;
