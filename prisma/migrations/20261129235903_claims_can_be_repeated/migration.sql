-- What a runner repeats because its answer was lost: a claim is told to be its own, not that of another runner, and a take that
-- failed is counted once.
SET LOCAL check_function_bodies = off;

ALTER TABLE clip_regenerations ADD COLUMN claimed_by UUID;

-- Of no release.
DROP FUNCTION take_regeneration(uuid, int, int, text[]);

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

-- A runner's claim as releases before the history make it: they know changes only.
-- May be dropped once no release from before 20261129141000 (history) can run beside this database.
CREATE OR REPLACE FUNCTION take_regeneration(p_id uuid, p_attempt int, p_lease_seconds int)
RETURNS TABLE (outcome text, fence int, status text, deadline_seconds float8) LANGUAGE sql AS $$
  SELECT t.outcome, t.fence, t.status, t.deadline_seconds
  FROM take_regeneration(p_id, p_attempt, jsonb_build_object('leaseSeconds', p_lease_seconds, 'kinds', ARRAY['CHANGE'])) t
$$;

-- Ends the change of one clip, while those of the others go on: its calls are closed, its clip keeps its version. With a take
-- only that take ends, and the change with the last one of which nothing came. `{charged}` in the message becomes a
-- sentence. Returns the sequence of the event that says so, or NULL if the fence is old or the change, or that take, has ended.
CREATE OR REPLACE FUNCTION fail_clip_change(p_id uuid, p_fence int, p_failure jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_failure record;
  v_change clip_changes%ROWTYPE;
  v_message text;
  v_charged numeric(10, 4);
BEGIN
  SELECT * INTO v_failure FROM jsonb_to_record(p_failure) AS f(
    "clipIndex" int, take int, code text, message text, retryable boolean, progress int);
  PERFORM 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id, v_failure."clipIndex", v_failure.take);
  SELECT * INTO v_change FROM clip_changes
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex" AND is_active(status)
    AND (v_failure.take IS NULL OR v_failure.take <> ALL (failed_takes));
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT COALESCE(sum(c.cost), 0) INTO v_charged FROM paid_calls c
  WHERE c.regeneration_id = p_id AND c.clip_index = v_failure."clipIndex" AND c.take = COALESCE(v_failure.take, c.take);
  v_message := replace(v_failure.message, '{charged}', charged_in_words(v_charged));
  UPDATE clip_changes SET error_code = v_failure.code, error_message = v_message, error_retryable = v_failure.retryable,
    failed_takes = CASE WHEN v_failure.take IS NULL THEN failed_takes ELSE failed_takes || v_failure.take END,
    status = CASE WHEN v_failure.take IS NULL OR cardinality(failed_takes) + 1 = takes THEN 'failed' ELSE status END
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex";
  RETURN append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'VIDEO_GENERATING',
    'progress', v_failure.progress, 'clipIndex', v_failure."clipIndex",
    'message', CASE WHEN v_failure.take IS NULL THEN format('Clip %s cannot be changed. ', v_failure."clipIndex" + 1)
      ELSE format('Take %s of clip %s cannot be made. ', v_failure.take + 1, v_failure."clipIndex" + 1) END || v_message,
    'data', jsonb_build_object('error', jsonb_build_object('code', v_failure.code, 'message', v_message,
      'retryable', v_failure.retryable, 'charged', v_charged::text))));
END $$;

SELECT protect_functions();
