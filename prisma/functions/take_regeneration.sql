-- A runner's claim: raises the fence, unless a live lease, another attempt or an end stands against it.
-- outcome: CLAIMED, HELD (another runner of this attempt lives), SUPERSEDED (ended, or another attempt). A row that is being
-- canceled is claimed to cancel what is still open at a provider.
CREATE OR REPLACE FUNCTION take_regeneration(p_id uuid, p_attempt int, p_lease_seconds int)
RETURNS TABLE (outcome text, fence int, status text, deadline_seconds float8) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY UPDATE clip_regenerations r
  SET fence = r.fence + 1, status = CASE WHEN r.status = 'canceling' THEN 'canceling' ELSE 'processing' END,
      started_at = COALESCE(r.started_at, clock_timestamp()), launched_attempt = r.attempt,
      waiting_reason = NULL, waiting_since = NULL,
      lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status)
    AND (r.lease_until IS NULL OR r.lease_until < clock_timestamp())
  RETURNING 'CLAIMED', r.fence, r.status, EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())::float8;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT CASE WHEN EXISTS (
      SELECT 1 FROM clip_regenerations r WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status)
    ) THEN 'HELD' ELSE 'SUPERSEDED' END, NULL::int, NULL::text, NULL::float8;
END $$;
