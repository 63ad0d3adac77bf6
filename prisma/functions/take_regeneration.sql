-- A runner's claim: raises the fence, unless a live lease, another attempt or an end stands against it. Kinds are those that
-- the runner can run: one of an earlier release must not run a RESTORE as if it were a change. A claimant that asks again,
-- because the answer was lost, gets what it has already.
-- outcome: CLAIMED, HELD (another runner of this attempt lives), SUPERSEDED (ended, another attempt, or of no kind for this
-- runner). A row that is being canceled is claimed to cancel what is still open at a provider.
CREATE OR REPLACE FUNCTION take_regeneration(p_id uuid, p_attempt int, p_claim jsonb)
RETURNS TABLE (outcome text, fence int, status text, deadline_seconds float8, kind text) LANGUAGE plpgsql AS $$
DECLARE v_claim record;
BEGIN
  SELECT * INTO v_claim FROM jsonb_to_record(p_claim) AS c("leaseSeconds" int, kinds text[], claimant uuid);
  RETURN QUERY UPDATE clip_regenerations r
  SET fence = r.fence + CASE WHEN r.lease_until >= clock_timestamp() THEN 0 ELSE 1 END, claimed_by = v_claim.claimant,
      status = CASE WHEN r.status = 'canceling' THEN 'canceling' ELSE 'processing' END,
      started_at = COALESCE(r.started_at, clock_timestamp()), launched_attempt = r.attempt,
      waiting_reason = NULL, waiting_since = NULL,
      lease_until = clock_timestamp() + make_interval(secs => v_claim."leaseSeconds")
  WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND run_kind(r) = ANY (v_claim.kinds)
    AND (r.lease_until IS NULL OR r.lease_until < clock_timestamp() OR r.claimed_by = v_claim.claimant)
  RETURNING 'CLAIMED', r.fence, r.status, EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())::float8, r.kind;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT CASE WHEN EXISTS (
      SELECT 1 FROM clip_regenerations r
      WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND run_kind(r) = ANY (v_claim.kinds)
    ) THEN 'HELD' ELSE 'SUPERSEDED' END, NULL::int, NULL::text, NULL::float8, NULL::text;
END $$;
