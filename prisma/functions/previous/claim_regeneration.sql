-- A runner's claim as releases before take_regeneration make it: the fence, or NULL if the claim is refused.
-- May be dropped once no release from before the ledger of paid calls (20261123000000) can run beside this database.
CREATE OR REPLACE FUNCTION claim_regeneration(p_id uuid, p_attempt int, p_lease_seconds int) RETURNS int LANGUAGE sql AS $$
  UPDATE clip_regenerations r
  SET fence = fence + 1, status = 'processing', started_at = COALESCE(started_at, clock_timestamp()),
      launched_attempt = attempt, lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND attempt = p_attempt AND status IN ('queued', 'processing') AND run_kind(r) = 'CHANGE'
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
  RETURNING fence
$$;
