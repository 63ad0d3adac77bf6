-- Free changes count toward no limit of an hour and are admitted over the budget; what was never charged counts no longer.
SET LOCAL check_function_bodies = off;

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

-- Whether the limits of an hour count a change: while it runs, if it may be charged; from its end on, if it was.
CREATE OR REPLACE FUNCTION counts_toward_limits(status text, cost numeric, estimated_cost jsonb)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT cost > 0 OR is_active(status) AND NOT is_free(estimated_cost) $$;

-- True if an estimate says that nothing will be charged: its total is 0, and it knows every price.
CREATE OR REPLACE FUNCTION is_free(estimated_cost jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE((estimated_cost ->> 'total')::numeric = 0 AND (estimated_cost ->> 'known')::boolean, false)
$$;

-- The limit that keeps a request waiting longest, and for how many seconds; no row if none does. p_request is that of
-- admit_regeneration; a limit that it does not name does not hold. What is free is bounded by activePerUser alone: by what
-- one person's changes take of the machines at a time. The end of a running change is expected after its estimated time.
CREATE OR REPLACE FUNCTION regeneration_limit(p_request jsonb)
RETURNS TABLE (held_by text, retry_after int) LANGUAGE sql VOLATILE AS $$
  WITH asked AS (
    SELECT *, COALESCE(r.clips, 1) AS charged_clips, is_free(r."estimatedCost") AS free
    FROM jsonb_to_record(p_request) AS r("userId" uuid, "jobId" uuid, clips int, "estimatedCost" jsonb),
      jsonb_to_record(p_request -> 'limits') AS l(
        "perJobPerHour" int, "perUserPerHour" int, "clipsPerUserPerHour" int, "activePerUser" int)
  ), active AS (
    SELECT count(*) AS running, min(r.created_at + make_interval(secs => r.estimated_seconds)) AS until
    FROM clip_regenerations r, asked a WHERE r.user_id = a."userId" AND is_active(r.status)
  ), counted AS (
    -- A change is one admission, and one clip. A deleted video's changes count on, a RESTORE never does.
    SELECT r.job_id, r.created_at + interval '1 hour' AS until, 1 AS clips
    FROM (
      SELECT user_id, job_id, created_at, status, cost, estimated_cost FROM clip_regenerations
      WHERE kind <> 'RESTORE'
      UNION ALL SELECT user_id, job_id, created_at, status, cost, estimated_cost FROM deleted_regenerations) r, asked a
    WHERE r.user_id = a."userId" AND r.created_at > clock_timestamp() - interval '1 hour' AND NOT a.free
      AND counts_toward_limits(r.status, r.cost, r.estimated_cost)
  ), held AS (
    SELECT 'USER_ACTIVE' AS held_by, GREATEST(v.until, clock_timestamp() + interval '5 seconds') AS until
    FROM asked a, active v WHERE v.running >= a."activePerUser"
    UNION ALL
    SELECT 'JOB_PER_HOUR', (SELECT c.until FROM counted c WHERE c.job_id = a."jobId"
      ORDER BY c.until DESC OFFSET a."perJobPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perJobPerHour" IS NOT NULL
    UNION ALL
    SELECT 'USER_PER_HOUR', (SELECT c.until FROM counted c ORDER BY c.until DESC OFFSET a."perUserPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perUserPerHour" IS NOT NULL
    UNION ALL
    -- Clips leave the hour oldest first, until those of this request fit beside the rest.
    SELECT 'CLIPS_PER_HOUR', max(c.until)
    FROM asked a, (SELECT until, sum(clips) OVER (ORDER BY until DESC) AS clips FROM counted) c
    WHERE c.clips > a."clipsPerUserPerHour" - a.charged_clips
  )
  SELECT h.held_by, GREATEST(1, CEIL(EXTRACT(EPOCH FROM h.until - clock_timestamp())))::int
  FROM held h WHERE h.until IS NOT NULL ORDER BY h.until DESC LIMIT 1
$$;

-- Seconds until one more change that is charged fits under one limit of an hour, 0 if one fits now; as quotes of releases
-- before regeneration_limit ask. May be dropped once no release from before it can run beside this database.
CREATE OR REPLACE FUNCTION regeneration_retry_after(p_user uuid, p_job uuid, p_limit int)
RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE((SELECT retry_after FROM regeneration_limit(jsonb_build_object(
    'userId', p_user, 'jobId', p_job, 'limits',
    jsonb_build_object(CASE WHEN p_job IS NULL THEN 'perUserPerHour' ELSE 'perJobPerHour' END, p_limit)))), 0)
$$;

SELECT protect_functions();
