-- Renews the lease. Returns the status (a runner that reads 'canceling' stops), or NULL if the fence is old.
CREATE OR REPLACE FUNCTION renew_regeneration_lease(p_id uuid, p_fence int, p_lease_seconds int)
RETURNS text LANGUAGE sql AS $$
  UPDATE clip_regenerations SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling')
  RETURNING status
$$;
