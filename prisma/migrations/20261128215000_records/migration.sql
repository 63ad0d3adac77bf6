-- A function takes one record rather than up to twenty positions: a caller cannot mix up two of them, and a field can be
-- added without a new signature. The signatures of before stay, as wrappers, for the programs of the previous release.
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
    "budgetUsd" numeric, "perJobPerHour" int, "perUserPerHour" int, "deadlineSeconds" int);
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

  v_wait := GREATEST(regeneration_retry_after(v_asked."userId", v_job.id, v_limits."perJobPerHour"),
                     regeneration_retry_after(v_asked."userId", NULL, v_limits."perUserPerHour"));
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait; RETURN; END IF;
  IF v_job.total_cost + v_job.reserved_cost + v_reserved > v_limits."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0; RETURN;
  END IF;

  SELECT * INTO v_earlier FROM clip_regenerations r
  WHERE r.id = v_asked."retryOf" AND r.user_id = v_asked."userId" AND r.job_id = v_job.id
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

-- Admits requests that arrived together, in one round trip, each as if it came alone. Ordered by user and job, so that two
-- batches holding locks of several users and jobs never deadlock.
CREATE OR REPLACE FUNCTION admit_regenerations(p_requests jsonb)
RETURNS TABLE ("position" int, outcome text, regeneration_id uuid, retry_after int) LANGUAGE plpgsql AS $$
DECLARE
  v record;
BEGIN
  FOR v IN
    SELECT r.value AS request, r.ordinality::int AS place
    FROM jsonb_array_elements(p_requests) WITH ORDINALITY r
    ORDER BY (r.value ->> 'userId')::uuid, (r.value ->> 'jobId')::uuid, r.ordinality
  LOOP
    RETURN QUERY SELECT v.place, a.outcome, a.regeneration_id, a.retry_after FROM admit_regeneration(v.request) a;
  END LOOP;
END $$;

-- Raises last_sequence and inserts the event in one statement, so that commit order is sequence order.
-- Returns the sequence, or NULL if the fence is old or the regeneration has ended.
CREATE OR REPLACE FUNCTION append_regeneration_event(p_id uuid, p_fence int, p_event jsonb) RETURNS int LANGUAGE sql AS $$
  WITH event AS (
    SELECT * FROM jsonb_to_record(p_event) AS e(type text, progress int, message text, data jsonb)),
  numbered AS (
    UPDATE clip_regenerations r
    SET last_sequence = r.last_sequence + 1,
        progress = CASE WHEN e.type = 'REGENERATION_RESTARTED' THEN e.progress ELSE GREATEST(r.progress, e.progress) END
    FROM event e
    WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
    RETURNING r.id, r.last_sequence, r.fence, r.attempt, e.type, r.progress, e.message, e.data
  )
  INSERT INTO regeneration_events (regeneration_id, sequence, fence, attempt, type, progress, message, data)
  SELECT id, last_sequence, fence, attempt, type, progress, message, COALESCE(data, '{}') FROM numbered
  RETURNING sequence
$$;

-- A runner's end without a result, by its fence only. The reconciler ends by attempt, with end_regeneration.
CREATE OR REPLACE FUNCTION conclude_regeneration(p_id uuid, p_fence int, p_ending jsonb) RETURNS int LANGUAGE sql AS $$
  SELECT CASE WHEN p_fence IS NOT NULL THEN end_regeneration(p_id, p_fence, NULL, p_ending) END
$$;

-- Ends a regeneration without a result (failed or canceled) and settles it. A runner passes its fence; the reconciler passes
-- NULL with the attempt it decided on, and fences the runner out. `{charged}` in the message becomes a sentence. A clip that
-- was paid for stays as a version that is not selected. Returns the event's sequence, or NULL if something else came first.
CREATE OR REPLACE FUNCTION end_regeneration(p_id uuid, p_fence int, p_attempt int, p_ending jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_ending record;
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
  v_message text;
BEGIN
  SELECT * INTO v_ending FROM jsonb_to_record(p_ending) AS e(status text, message text, code text, retryable boolean);
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND is_active(status) AND (fence = p_fence OR (p_fence IS NULL AND attempt = p_attempt)) FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id);
  UPDATE clip_regenerations SET fence = fence + CASE WHEN p_fence IS NULL THEN 1 ELSE 0 END
  WHERE id = p_id RETURNING * INTO v_row;
  v_message := replace(v_ending.message, '{charged}', charged_in_words(v_row.cost));
  v_sequence := append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_' || upper(v_ending.status), 'progress', v_row.progress, 'message', v_message,
    'data', CASE WHEN v_ending.code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', v_ending.code, 'message', v_message, 'retryable', v_ending.retryable, 'charged', v_row.cost::text)) END));
  IF v_ending.status = 'canceled' AND v_row.checkpoint ? 'clip' AND NOT EXISTS (SELECT 1 FROM clip_versions
    WHERE job_id = v_row.job_id AND video_url = v_row.checkpoint -> 'clip' ->> 'key') THEN
    INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
      user_instruction, cost, is_current, regeneration_id)
    SELECT v_row.job_id, v_row.clip_index, GREATEST(1, COALESCE(max(version_number), 1)) + 1,
      v_row.checkpoint -> 'clip' ->> 'key', v_row.checkpoint -> 'clip' ->> 'sha256',
      v_row.checkpoint -> 'clip' ->> 'thumbnailKey', v_row.modified_prompt, v_row.user_instruction, v_row.cost, false, p_id
    FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index;
  END IF;
  UPDATE clip_regenerations SET status = v_ending.status, completed_at = clock_timestamp(), lease_until = NULL,
    error_code = v_ending.code, error_message = CASE WHEN v_ending.code IS NULL THEN NULL ELSE v_message END,
    error_retryable = v_ending.retryable
  WHERE id = p_id;
  UPDATE jobs SET status = CASE WHEN v_ending.status = 'failed' THEN 'failed' ELSE 'completed' END,
    error_message = CASE WHEN v_ending.status = 'failed' THEN v_message END,
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- Records why a regeneration waits, once per reason, as an event of its state: queued. NULL if it was claimed.
CREATE OR REPLACE FUNCTION note_regeneration_waiting(p_id uuid, p_attempt int, p_reason text, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations SET waiting_reason = p_reason, waiting_since = clock_timestamp()
  WHERE id = p_id AND attempt = p_attempt AND lease_until IS NULL AND status IN ('queued', 'processing')
    AND waiting_reason IS DISTINCT FROM p_reason
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', v_row.progress, 'message', p_message));
END $$;

-- Opens a paid call before its POST: INTENT, or the call that an earlier attempt left open, which moves to this fence.
-- outcome: NEW (POST now), OPEN (first find out what became of the earlier POST), OVER_RESERVATION (the charges so far and
-- this estimate exceed what the user agreed to, or the step was paid once already), STALE (the fence is old).
CREATE OR REPLACE FUNCTION open_paid_call(p_id uuid, p_fence int, p_call jsonb)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  v_call record;
  v_row clip_regenerations%ROWTYPE;
  v_left numeric;
  v_agreed numeric;
BEGIN
  SELECT * INTO v_call FROM jsonb_to_record(p_call) AS c(stage text, api text, "estimatedUsd" numeric);
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'STALE', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY UPDATE paid_calls c SET fence = p_fence
    WHERE c.regeneration_id = p_id AND c.stage_name = v_call.stage AND c.state <> 'settled'
    RETURNING 'OPEN', c.id, c.external_id, c.posts, c.created_at::timestamptz;
  IF FOUND THEN RETURN; END IF;
  SELECT j.budget_limit - j.total_cost - j.reserved_cost INTO v_left FROM jobs j WHERE j.id = v_row.job_id;
  -- What the user saw for this step; the rate card's own figure differs where history has corrected it. A tenth of the
  -- reservation and 5 cents are let pass, within the budget: an earlier step may have cost a little more than estimated,
  -- and that must not take the clip from a user who agreed to all of it.
  v_agreed := COALESCE(
    (v_row.estimated_cost ->> CASE v_call.stage WHEN 'prompt_generator' THEN 'languageModel' ELSE 'video' END)::numeric,
    v_call."estimatedUsd");
  IF v_row.cost > 0
    AND v_row.cost + LEAST(v_call."estimatedUsd", v_agreed)
      > v_row.reserved_cost + LEAST(v_row.reserved_cost * 0.1 + 0.05, GREATEST(v_left, 0))
  OR EXISTS (
    SELECT 1 FROM paid_calls c WHERE c.regeneration_id = p_id AND c.stage_name = v_call.stage
      AND (c.cost > 0 OR c.outcome = 'succeeded')
  ) THEN
    RETURN QUERY SELECT 'OVER_RESERVATION', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY INSERT INTO paid_calls (regeneration_id, stage_name, api_name, fence, estimated_cost)
    VALUES (p_id, v_call.stage, v_call.api, p_fence, v_call."estimatedUsd")
    RETURNING 'NEW', id, NULL::text, 1, paid_calls.created_at::timestamptz;
END $$;

-- Publishes the result by compare-and-set on fence, status and base version: clip version, final video, costs, statuses and
-- the terminal event move together or not at all. NULL if something else came first.
CREATE OR REPLACE FUNCTION publish_regeneration(p_id uuid, p_fence int, p_publication jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_new record;
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_publication) AS p(
    "originalClipKey" text, "clipKey" text, "clipSha256" text, "thumbnailKey" text, "videoKey" text, message text);
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND fence = p_fence AND status = 'processing' FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM 1 FROM jobs WHERE id = v_row.job_id FOR UPDATE;
  IF current_version_number(v_row.job_id, v_row.clip_index) <> v_row.base_version_number THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;

  -- A job that came straight from the pipeline has no row for its originals yet.
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, prompt, is_current)
  SELECT v_row.job_id, v_row.clip_index, 1, v_new."originalClipKey", v_row.original_prompt, v_row.base_version_number = 1
  WHERE v_new."originalClipKey" IS NOT NULL
  ON CONFLICT DO NOTHING;
  -- What a canceled run made and this retry took over is selected now.
  DELETE FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index AND NOT is_current
    AND version_number > 1 AND video_url = v_new."clipKey";
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id)
  SELECT v_row.job_id, v_row.clip_index, COALESCE(max(version_number), 1) + 1, v_new."clipKey", v_new."clipSha256",
    v_new."thumbnailKey", v_row.modified_prompt, v_row.user_instruction, v_row.cost, true, p_id
  FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index;

  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', v_new.message, 'data', jsonb_build_object('videoKey', v_new."videoKey")));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = v_new."videoKey", status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || jsonb_build_array(jsonb_build_object(
      'clip_index', v_row.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp()))
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- Asks for cancellation. A regeneration that was never launched ends at once; otherwise the runner or the reconciler
-- confirms. Returns the new status and the terminal event's sequence; no row if the regeneration is not the user's.
CREATE OR REPLACE FUNCTION request_regeneration_cancel(p_id uuid, p_user uuid, p_message text)
RETURNS TABLE (status text, sequence int) LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.user_id = p_user FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN; END IF;
  IF v_row.status = 'queued' AND v_row.launched_attempt = 0 THEN
    v_sequence := end_regeneration(p_id, NULL, v_row.attempt,
      jsonb_build_object('status', 'canceled', 'message', p_message));
  ELSIF v_row.status IN ('queued', 'processing') THEN
    UPDATE clip_regenerations r SET status = 'canceling' WHERE r.id = p_id;
  END IF;
  RETURN QUERY SELECT r.status, v_sequence FROM clip_regenerations r WHERE r.id = p_id;
END $$;

-- Replaces a lost runner: a new attempt behind a new fence; the checkpoint is kept. A regeneration that is being canceled
-- gets another runner only to cancel what is open at a provider. NULL if no attempt is left or the row has moved on.
CREATE OR REPLACE FUNCTION restart_regeneration(p_id uuid, p_attempt int, p_delay_seconds int, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations
  SET attempt = attempt + 1, fence = fence + 1, lease_until = NULL, waiting_reason = NULL, waiting_since = NULL,
      dispatch_after = clock_timestamp() + make_interval(secs => p_delay_seconds)
  WHERE id = p_id AND attempt = p_attempt AND attempt < max_attempts
    AND (status IN ('queued', 'processing') OR status = 'canceling' AND has_open_paid_call(p_id))
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_RESTARTED', 'message', p_message, 'progress',
    CASE WHEN v_row.checkpoint ? 'clip' THEN 60 WHEN v_row.checkpoint ? 'prompt' THEN 10 ELSE 0 END));
END $$;

-- Keeps a finished step's result and what it cost (0: nothing was charged). False if the fence is old. A runner of an early
-- release books its charges here; they enter the ledger as settled.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(p_id uuid, p_fence int, p_step jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_step record;
  v_job uuid;
BEGIN
  SELECT * INTO v_step FROM jsonb_to_record(p_step) AS s(
    patch jsonb, "modifiedPrompt" text, stage text, api text, "costUsd" numeric);
  UPDATE clip_regenerations
  SET checkpoint = checkpoint || v_step.patch, modified_prompt = COALESCE(v_step."modifiedPrompt", modified_prompt),
      cost = cost + v_step."costUsd",
      language_model_cost = language_model_cost
        + CASE WHEN v_step.stage = 'prompt_generator' THEN v_step."costUsd" ELSE 0 END,
      video_cost = video_cost + CASE WHEN v_step.stage = 'video_generator' THEN v_step."costUsd" ELSE 0 END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling')
  RETURNING job_id INTO v_job;
  IF v_job IS NULL THEN RETURN false; END IF;
  IF v_step."costUsd" > 0 THEN
    INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
    VALUES (v_job, v_step.stage, v_step.api, v_step."costUsd", p_id);
    INSERT INTO paid_calls (regeneration_id, stage_name, api_name, state, fence, estimated_cost, cost, outcome, settled_at)
    VALUES (p_id, v_step.stage, v_step.api, 'settled', p_fence, v_step."costUsd", v_step."costUsd", 'succeeded',
      clock_timestamp());
  END IF;
  RETURN true;
END $$;

-- Settles a call with what was really charged, and keeps what it made in the checkpoint (a key with null is removed); a new
-- prompt also in its column. False if the fence is old or the call is settled.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_settlement jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_end record;
  v_id uuid;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, patch jsonb);
  SELECT r.id INTO v_id FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF v_id IS NULL THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, v_end."costUsd", v_end.outcome);
  UPDATE clip_regenerations SET checkpoint = (checkpoint || v_end.patch)
    - ARRAY(SELECT key FROM jsonb_each(v_end.patch) WHERE jsonb_typeof(value) = 'null'),
    modified_prompt = COALESCE(v_end.patch -> 'prompt' ->> 'text', modified_prompt)
  WHERE id = v_id;
  RETURN true;
END $$;

-- A request as positions, as releases before admit_regenerations pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION admit_regeneration(
  p_user uuid, p_job uuid, p_clip int, p_instruction text, p_conversation jsonb,
  p_idempotency_key text, p_input_hash text, p_original_prompt text, p_templates text[], p_video_model text,
  p_base_version int, p_estimated_cost jsonb, p_reserved numeric, p_estimated_seconds int,
  p_budget_limit numeric, p_job_limit int, p_user_limit int, p_deadline_seconds int, p_message text, p_retry_of uuid
) RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int) LANGUAGE sql AS $$
  SELECT * FROM admit_regeneration(jsonb_build_object(
    'userId', p_user, 'jobId', p_job, 'clipIndex', p_clip, 'instruction', p_instruction, 'conversation', p_conversation,
    'idempotencyKey', p_idempotency_key, 'inputHash', p_input_hash, 'originalPrompt', p_original_prompt,
    'templates', p_templates, 'videoModel', p_video_model, 'baseVersionNumber', p_base_version,
    'estimatedCost', p_estimated_cost || jsonb_build_object('total', p_reserved::text),
    'estimatedSeconds', p_estimated_seconds, 'message', p_message, 'retryOf', p_retry_of,
    'limits', jsonb_build_object('budgetUsd', p_budget_limit, 'perJobPerHour', p_job_limit,
      'perUserPerHour', p_user_limit, 'deadlineSeconds', p_deadline_seconds)))
$$;

-- The fields of an event as positions, as releases before the records pass them.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION append_regeneration_event(
  p_id uuid, p_fence int, p_type text, p_progress int, p_message text, p_data jsonb
) RETURNS int LANGUAGE sql AS $$
  SELECT append_regeneration_event(p_id, p_fence,
    jsonb_build_object('type', p_type, 'progress', p_progress, 'message', p_message, 'data', p_data))
$$;

-- A runner's ending as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION conclude_regeneration(
  p_id uuid, p_fence int, p_status text, p_message text, p_error_code text, p_retryable boolean
) RETURNS int LANGUAGE sql AS $$
  SELECT conclude_regeneration(p_id, p_fence, jsonb_build_object('status', p_status, 'message', p_message,
    'code', p_error_code, 'retryable', p_retryable))
$$;

-- An ending as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION end_regeneration(
  p_id uuid, p_fence int, p_attempt int, p_status text, p_message text, p_error_code text, p_retryable boolean
) RETURNS int LANGUAGE sql AS $$
  SELECT end_regeneration(p_id, p_fence, p_attempt, jsonb_build_object('status', p_status, 'message', p_message,
    'code', p_error_code, 'retryable', p_retryable))
$$;

-- A paid call as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION open_paid_call(p_id uuid, p_fence int, p_stage text, p_api text, p_estimated numeric)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE sql AS $$
  SELECT * FROM open_paid_call(p_id, p_fence,
    jsonb_build_object('stage', p_stage, 'api', p_api, 'estimatedUsd', p_estimated))
$$;

-- A publication as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION publish_regeneration(
  p_id uuid, p_fence int, p_original_key text, p_clip_key text, p_clip_sha256 text, p_thumbnail_key text, p_video_key text,
  p_message text
) RETURNS int LANGUAGE sql AS $$
  SELECT publish_regeneration(p_id, p_fence, jsonb_build_object('originalClipKey', p_original_key, 'clipKey', p_clip_key,
    'clipSha256', p_clip_sha256, 'thumbnailKey', p_thumbnail_key, 'videoKey', p_video_key, 'message', p_message))
$$;

-- The fields of a finished step as positions, as releases before the records pass them.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(
  p_id uuid, p_fence int, p_patch jsonb, p_modified_prompt text, p_stage text, p_api text, p_cost numeric
) RETURNS boolean LANGUAGE sql AS $$
  SELECT save_regeneration_checkpoint(p_id, p_fence, jsonb_build_object('patch', p_patch,
    'modifiedPrompt', p_modified_prompt, 'stage', p_stage, 'api', p_api, 'costUsd', p_cost))
$$;

-- A settlement as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_cost numeric, p_outcome text, p_patch jsonb)
RETURNS boolean LANGUAGE sql AS $$
  SELECT settle_paid_call(p_call, p_fence,
    jsonb_build_object('outcome', p_outcome, 'costUsd', p_cost, 'patch', p_patch))
$$;

SELECT protect_functions();
