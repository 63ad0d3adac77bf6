-- Admits a regeneration or says why not. outcome: ADMITTED, REPLAYED (same key and input: the same regeneration), or the
-- code of the refusal. Two passes by the same rules: the first takes no lock and refuses what is refused anyway, so that a
-- hundred contenders wait for one admission, not for each other; the second locks the user, then the job.
-- With retryOf, the finished steps of that regeneration are taken over if the clip has not changed since.
CREATE OR REPLACE FUNCTION admit_regeneration(p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_limits record;
  v_reserved numeric;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_earlier clip_regenerations%ROWTYPE;
  v_wait int;
  v_id uuid;
  v_locked boolean;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, "clipIndex" int, instruction text, conversation jsonb, "idempotencyKey" text,
    "inputHash" text, "originalPrompt" text, templates text[], "videoModel" text, "baseVersionNumber" int,
    "estimatedCost" jsonb, "estimatedSeconds" int, message text, "retryOf" uuid);
  SELECT * INTO v_limits FROM jsonb_to_record(p_request -> 'limits') AS l(
    "budgetUsd" numeric, "deadlineSeconds" int);
  v_reserved := (v_asked."estimatedCost" ->> 'total')::numeric;

  FOR v_locked IN SELECT unnest(ARRAY[false, true]) LOOP
    IF v_locked THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
      SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
    ELSE
      SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId";
    END IF;
    IF v_asked."idempotencyKey" IS NOT NULL THEN
      SELECT * INTO v_known FROM clip_regenerations r
      WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
      IF FOUND THEN
        RETURN QUERY SELECT
          CASE WHEN v_known.input_hash = v_asked."inputHash" THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END,
          v_known.id, 0;
        RETURN;
      END IF;
    END IF;

    IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, 0; RETURN; END IF;
    IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, 0; RETURN; END IF;
    IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid, 0; RETURN; END IF;
  END LOOP;

  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid, 0; RETURN;
  END IF;
  IF current_version_number(v_job.id, v_asked."clipIndex") <> v_asked."baseVersionNumber" THEN
    RETURN QUERY SELECT 'QUOTE_STALE', NULL::uuid, 0; RETURN;
  END IF;

  SELECT l.retry_after INTO v_wait FROM regeneration_limit(p_request) l;
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait; RETURN; END IF;
  -- What is free may be made over the budget.
  IF NOT is_free(v_asked."estimatedCost") AND v_job.total_cost + v_job.reserved_cost + v_reserved > v_limits."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0; RETURN;
  END IF;

  SELECT * INTO v_earlier FROM clip_regenerations r
  WHERE r.id = v_asked."retryOf" AND r.kind <> 'RESTORE' AND r.user_id = v_asked."userId" AND r.job_id = v_job.id
    AND r.clip_index = v_asked."clipIndex" AND r.base_version_number = v_asked."baseVersionNumber";
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, checkpoint, modified_prompt)
  SELECT
    v_job.id, v_asked."clipIndex", v_asked."userId", v_asked."originalPrompt", v_asked.instruction, v_asked.conversation,
    v_asked.templates, v_asked."videoModel", v_asked."baseVersionNumber", v_asked."idempotencyKey", v_asked."inputHash",
    v_asked."estimatedCost", v_reserved, v_asked."estimatedSeconds",
    clock_timestamp() + make_interval(secs => v_limits."deadlineSeconds"), clock_timestamp(),
    -- Other clips may have changed since: the final video is composed again, from what is cached.
    COALESCE(v_earlier.checkpoint - 'video', '{}'), v_earlier.modified_prompt
  RETURNING id INTO v_id;
  UPDATE jobs SET status = 'regenerating', reserved_cost = reserved_cost + v_reserved, budget_limit = v_limits."budgetUsd",
    error_message = NULL, updated_at = now() WHERE id = v_job.id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_asked.message));
  RETURN QUERY SELECT 'ADMITTED', v_id, 0;
END $$;
