-- The same key for two videos at the same moment met the unique index, which reached the user as an internal error.
SET LOCAL check_function_bodies = off;

-- Adds changes to the end of a job's queue. outcome: QUEUED, IDLE (nothing runs and nothing waits, so nothing is added: they
-- can start at once), REPLAYED (same key and input: the same changes, or the regeneration that they became), or the code of
-- the refusal. The locks are those of an admission: the job neither begins nor ends a change meanwhile.
CREATE OR REPLACE FUNCTION add_queued_change(p_request jsonb)
RETURNS TABLE (outcome text, queued_id uuid, regeneration_id uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_job jobs%ROWTYPE;
  v_known queued_changes%ROWTYPE;
  v_started clip_regenerations%ROWTYPE;
  v_id uuid;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r("userId" uuid, "jobId" uuid, changes jsonb, history jsonb,
    "onFailure" text, quoted jsonb, "idempotencyKey" text, "inputHash" text, "mostQueued" int);
  -- An idempotency key is used once a user, whatever the video.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
  SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, NULL::uuid; RETURN; END IF;
  IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, NULL::uuid; RETURN; END IF;

  SELECT * INTO v_known FROM queued_changes q
  WHERE q.user_id = v_asked."userId" AND q.idempotency_key = v_asked."idempotencyKey";
  SELECT * INTO v_started FROM clip_regenerations r
  WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
  IF v_known.id IS NOT NULL OR v_started.id IS NOT NULL THEN
    RETURN QUERY SELECT CASE WHEN COALESCE(v_known.input_hash, v_started.input_hash) = v_asked."inputHash"
      THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END, v_known.id, v_started.id;
    RETURN;
  END IF;

  IF v_job.status <> 'regenerating' AND next_queued_change(v_job.id) IS NULL AND NOT EXISTS (
    SELECT 1 FROM queued_changes q WHERE q.job_id = v_job.id AND q.clip_indexes && clips_in(v_asked.changes)) THEN
    RETURN QUERY SELECT 'IDLE', NULL::uuid, NULL::uuid; RETURN;
  END IF;
  IF (SELECT count(*) FROM queued_changes q WHERE q.job_id = v_job.id) >= v_asked."mostQueued" THEN
    RETURN QUERY SELECT 'LIMIT_REACHED', NULL::uuid, NULL::uuid; RETURN;
  END IF;
  INSERT INTO queued_changes (job_id, user_id, place, changes, clip_indexes, history, on_failure, quoted,
    idempotency_key, input_hash)
  VALUES (v_job.id, v_asked."userId",
    (SELECT COALESCE(max(q.place), 0) + 1 FROM queued_changes q WHERE q.job_id = v_job.id),
    v_asked.changes, clips_in(v_asked.changes), v_asked.history, v_asked."onFailure", v_asked.quoted,
    v_asked."idempotencyKey", v_asked."inputHash")
  RETURNING id INTO v_id;
  RETURN QUERY SELECT 'QUEUED', v_id, NULL::uuid;
END $$;

SELECT protect_functions();
