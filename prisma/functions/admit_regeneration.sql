-- Admits a regeneration or says why not. outcome: ADMITTED, REPLAYED (same key and input: the same regeneration), or the
-- code of the refusal. Two passes by the same rules: the first takes no lock and refuses what is refused anyway, so that a
-- hundred contenders wait for one admission, not for each other; the second locks the user, then the job.
-- Changes of several clips (`changes`) are admitted all or none: clip_index is the first one that must not be changed. With
-- retryOf, the finished steps of that regeneration are taken over for each clip that has not changed since.
CREATE OR REPLACE FUNCTION admit_regeneration(p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int, clip_index int) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_first record;
  v_changes jsonb := COALESCE(p_request -> 'changes', jsonb_build_array(p_request));
  v_limits record;
  v_reserved numeric;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_clip int;
  v_wait int;
  v_id uuid;
  v_kind text;
  v_locked boolean;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, conversation jsonb, "idempotencyKey" text, "inputHash" text, "estimatedCost" jsonb,
    discount numeric, "estimatedSeconds" int, message text, "retryOf" uuid, "onFailure" text);
  SELECT * INTO v_first FROM asked_changes(v_changes) c LIMIT 1;
  SELECT * INTO v_limits FROM jsonb_to_record(p_request -> 'limits') AS l(
    "budgetUsd" numeric, "deadlineSeconds" int);
  v_reserved := (v_asked."estimatedCost" ->> 'total')::numeric - COALESCE(v_asked.discount, 0);

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
          v_known.id, 0, NULL::int;
        RETURN;
      END IF;
    END IF;

    IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, 0, NULL::int; RETURN; END IF;
    IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, 0, NULL::int; RETURN; END IF;
    IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid, 0, NULL::int; RETURN; END IF;
  END LOOP;

  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid, 0, NULL::int; RETURN;
  END IF;
  SELECT c.clip_index INTO v_clip FROM asked_changes(v_changes) c GROUP BY c.clip_index HAVING count(*) > 1
  ORDER BY 1 LIMIT 1;
  IF FOUND THEN RETURN QUERY SELECT 'CLIP_REPEATED', NULL::uuid, 0, v_clip; RETURN; END IF;
  SELECT c.clip_index INTO v_clip FROM asked_changes(v_changes) c
  WHERE current_version_number(v_job.id, c.clip_index) <> c.base_version_number LIMIT 1;
  IF FOUND THEN RETURN QUERY SELECT 'QUOTE_STALE', NULL::uuid, 0, v_clip; RETURN; END IF;

  SELECT l.retry_after INTO v_wait FROM regeneration_limit(p_request || jsonb_build_object('clips',
    (SELECT COALESCE(sum(c.takes), 0) FROM asked_changes(v_changes) c WHERE NOT is_free(c.estimated_cost)))) l;
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait, NULL::int; RETURN; END IF;
  -- What is free may be made over the budget.
  IF NOT is_free(v_asked."estimatedCost") AND v_job.total_cost + v_job.reserved_cost + v_reserved > v_limits."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0, NULL::int; RETURN;
  END IF;

  -- Where one clip has several takes nothing becomes current; nor does what is left of such a regeneration.
  v_kind := CASE WHEN EXISTS (SELECT 1 FROM asked_changes(v_changes) c WHERE c.takes > 1)
    OR EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = v_asked."retryOf" AND r.kind = 'TAKES')
    THEN 'TAKES' ELSE 'CHANGE' END;
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, kind, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, on_failure)
  VALUES (
    v_job.id, v_first.clip_index, v_asked."userId", v_kind, v_first.original_prompt, v_first.instruction,
    v_asked.conversation, v_first.templates, v_first.video_model, v_first.base_version_number, v_asked."idempotencyKey", v_asked."inputHash",
    v_asked."estimatedCost", v_reserved, v_asked."estimatedSeconds",
    clock_timestamp() + make_interval(secs => v_limits."deadlineSeconds"), clock_timestamp(),
    COALESCE(v_asked."onFailure", 'PUBLISH_WHAT_SUCCEEDED'))
  RETURNING id INTO v_id;
  PERFORM add_clip_changes(v_id, v_changes, v_asked."retryOf");
  UPDATE jobs SET status = 'regenerating', reserved_cost = reserved_cost + v_reserved, budget_limit = v_limits."budgetUsd",
    error_message = NULL, updated_at = now() WHERE id = v_job.id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_asked.message));
  RETURN QUERY SELECT 'ADMITTED', v_id, 0, NULL::int;
END $$;
