-- The lifecycle of a regeneration, as atomic rules. Each function is one transaction of its caller; core/regeneration.ts
-- is their only caller. `fence` guards every write of a runner: a write that carries an older fence touches no row.

ALTER TABLE jobs ADD CONSTRAINT jobs_status_known
  CHECK (status IN ('queued', 'processing', 'completed', 'failed', 'regenerating'));
ALTER TABLE jobs ADD CONSTRAINT jobs_budget_kept
  CHECK (reserved_cost >= 0 AND (reserved_cost = 0 OR total_cost + reserved_cost <= budget_limit));
ALTER TABLE clip_regenerations ADD CONSTRAINT clip_regenerations_status_known
  CHECK (status IN ('queued', 'processing', 'canceling', 'completed', 'failed', 'canceled'));
ALTER TABLE clip_regenerations ADD CONSTRAINT clip_regenerations_terminal_is_dated
  CHECK ((status IN ('completed', 'failed', 'canceled')) = (completed_at IS NOT NULL));

CREATE UNIQUE INDEX one_active_regeneration_per_job ON clip_regenerations (job_id)
  WHERE status IN ('queued', 'processing', 'canceling');
CREATE UNIQUE INDEX one_current_version_per_clip ON clip_versions (job_id, clip_index) WHERE is_current;

CREATE FUNCTION is_active(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT status IN ('queued', 'processing', 'canceling') $$;

-- The number of a clip's current version; 1 (the original) for a clip that has no row yet.
CREATE FUNCTION current_version_number(p_job uuid, p_clip int) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE((SELECT version_number FROM clip_versions
                   WHERE job_id = p_job AND clip_index = p_clip AND is_current), 1)
$$;

-- Raises last_sequence and inserts the event in one statement, so that commit order is sequence order.
-- Returns the sequence, or NULL where the fence is old or the regeneration has ended.
CREATE FUNCTION append_regeneration_event(p_id uuid, p_fence int, p_type text, p_progress int, p_message text, p_data jsonb)
RETURNS int LANGUAGE sql AS $$
  WITH numbered AS (
    UPDATE clip_regenerations
    SET last_sequence = last_sequence + 1,
        progress = CASE WHEN p_type = 'REGENERATION_RESTARTED' THEN p_progress ELSE GREATEST(progress, p_progress) END
    WHERE id = p_id AND fence = p_fence AND is_active(status)
    RETURNING id, last_sequence, fence, attempt, progress
  )
  INSERT INTO regeneration_events (regeneration_id, sequence, fence, attempt, type, progress, message, data)
  SELECT id, last_sequence, fence, attempt, p_type, progress, p_message, COALESCE(p_data, '{}') FROM numbered
  RETURNING sequence
$$;

-- Seconds until one more regeneration fits under p_limit in a sliding hour; 0 where one fits now. A run that failed
-- by our own fault before anything was paid does not count.
CREATE FUNCTION regeneration_retry_after(p_user uuid, p_job uuid, p_limit int) RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE((
    SELECT GREATEST(1, CEIL(EXTRACT(EPOCH FROM created_at + interval '1 hour' - clock_timestamp())))::int
    FROM clip_regenerations
    WHERE user_id = p_user AND (p_job IS NULL OR job_id = p_job)
      AND created_at > clock_timestamp() - interval '1 hour'
      AND NOT (status = 'failed' AND cost = 0 AND error_code <> 'CONTENT_REJECTED')
    ORDER BY created_at DESC OFFSET p_limit - 1 LIMIT 1), 0)
$$;

-- Admits a regeneration or says why not. Locks the user, then the job, so that the rules hold under any concurrency.
-- outcome: ADMITTED, REPLAYED (same key and input: the same regeneration), or the refusal's code. With p_retry_of the
-- finished steps of that one are taken over, if the clip has not changed since.
CREATE FUNCTION admit_regeneration(
  p_user uuid, p_job uuid, p_clip int, p_instruction text, p_conversation jsonb,
  p_idempotency_key text, p_input_hash text, p_original_prompt text, p_templates text[], p_video_model text,
  p_base_version int, p_estimated_cost jsonb, p_reserved numeric, p_estimated_seconds int,
  p_budget_limit numeric, p_job_limit int, p_user_limit int, p_deadline_seconds int, p_message text, p_retry_of uuid
) RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int) LANGUAGE plpgsql AS $$
DECLARE
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_earlier clip_regenerations%ROWTYPE;
  v_wait int;
  v_id uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || p_user::text, 0));
  SELECT * INTO v_job FROM jobs WHERE id = p_job FOR UPDATE;

  IF p_idempotency_key IS NOT NULL THEN
    SELECT * INTO v_known FROM clip_regenerations r WHERE r.user_id = p_user AND r.idempotency_key = p_idempotency_key;
    IF FOUND THEN
      RETURN QUERY SELECT CASE WHEN v_known.input_hash = p_input_hash THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END,
        v_known.id, 0;
      RETURN;
    END IF;
  END IF;

  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, 0; RETURN; END IF;
  IF v_job.user_id <> p_user THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, 0; RETURN; END IF;
  IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid, 0; RETURN; END IF;
  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid, 0; RETURN;
  END IF;
  IF current_version_number(p_job, p_clip) <> p_base_version THEN
    RETURN QUERY SELECT 'QUOTE_STALE', NULL::uuid, 0; RETURN;
  END IF;

  v_wait := GREATEST(regeneration_retry_after(p_user, p_job, p_job_limit),
                     regeneration_retry_after(p_user, NULL, p_user_limit));
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait; RETURN; END IF;
  IF v_job.total_cost + v_job.reserved_cost + p_reserved > p_budget_limit THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0; RETURN;
  END IF;

  SELECT * INTO v_earlier FROM clip_regenerations r
  WHERE r.id = p_retry_of AND r.user_id = p_user AND r.base_version_number = p_base_version;
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, checkpoint, modified_prompt)
  SELECT
    p_job, p_clip, p_user, p_original_prompt, p_instruction, p_conversation, p_templates, p_video_model,
    p_base_version, p_idempotency_key, p_input_hash, p_estimated_cost, p_reserved, p_estimated_seconds,
    clock_timestamp() + make_interval(secs => p_deadline_seconds), clock_timestamp(),
    COALESCE(v_earlier.checkpoint, '{}'), v_earlier.modified_prompt
  RETURNING id INTO v_id;
  UPDATE jobs SET status = 'regenerating', reserved_cost = reserved_cost + p_reserved, budget_limit = p_budget_limit,
    error_message = NULL, updated_at = now() WHERE id = p_job;
  PERFORM append_regeneration_event(v_id, 0, 'REGENERATION_STARTED', 0, p_message, '{}');
  RETURN QUERY SELECT 'ADMITTED', v_id, 0;
END $$;

-- Takes launches that are due, each for p_hold_seconds: within that time nobody else launches the same attempt.
CREATE FUNCTION take_due_launches(p_limit int, p_hold_seconds int)
RETURNS TABLE (id uuid, job_id uuid, clip_index int, attempt int, deadline_seconds int) LANGUAGE sql AS $$
  UPDATE clip_regenerations r SET dispatch_after = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM clip_regenerations c
        WHERE c.status IN ('queued', 'processing') AND c.launched_attempt < c.attempt
          AND c.dispatch_after <= clock_timestamp()
        ORDER BY c.dispatch_after LIMIT p_limit FOR UPDATE SKIP LOCKED) due
  WHERE r.id = due.id
  RETURNING r.id, r.job_id, r.clip_index, r.attempt,
    GREATEST(1, CEIL(EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())))::int
$$;

-- A runner takes a regeneration: raises the fence, unless a live lease, another attempt or an end stands against it.
CREATE FUNCTION claim_regeneration(p_id uuid, p_attempt int, p_lease_seconds int) RETURNS int LANGUAGE sql AS $$
  UPDATE clip_regenerations
  SET fence = fence + 1, status = 'processing', started_at = COALESCE(started_at, clock_timestamp()),
      launched_attempt = attempt, lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND attempt = p_attempt AND status IN ('queued', 'processing')
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
  RETURNING fence
$$;

-- Renews the lease; returns the status (a runner that reads 'canceling' stops), or NULL where the fence is old.
CREATE FUNCTION renew_regeneration_lease(p_id uuid, p_fence int, p_lease_seconds int) RETURNS text LANGUAGE sql AS $$
  UPDATE clip_regenerations SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling')
  RETURNING status
$$;

-- Keeps a finished step's result and what it cost (p_cost 0: nothing was charged). False where the fence is old.
CREATE FUNCTION save_regeneration_checkpoint(
  p_id uuid, p_fence int, p_patch jsonb, p_modified_prompt text, p_stage text, p_api text, p_cost numeric
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_job uuid;
BEGIN
  UPDATE clip_regenerations
  SET checkpoint = checkpoint || p_patch, modified_prompt = COALESCE(p_modified_prompt, modified_prompt),
      cost = cost + p_cost,
      language_model_cost = language_model_cost + CASE WHEN p_stage = 'prompt_generator' THEN p_cost ELSE 0 END,
      video_cost = video_cost + CASE WHEN p_stage = 'video_generator' THEN p_cost ELSE 0 END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling')
  RETURNING job_id INTO v_job;
  IF v_job IS NULL THEN RETURN false; END IF;
  IF p_cost > 0 THEN
    INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
    VALUES (v_job, p_stage, p_api, p_cost, p_id);
  END IF;
  RETURN true;
END $$;

-- Replaces a lost runner: a new attempt behind a new fence; what is in the checkpoint is kept.
CREATE FUNCTION restart_regeneration(p_id uuid, p_attempt int, p_delay_seconds int, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations
  SET attempt = attempt + 1, fence = fence + 1, lease_until = NULL,
      dispatch_after = clock_timestamp() + make_interval(secs => p_delay_seconds)
  WHERE id = p_id AND attempt = p_attempt AND attempt < max_attempts AND status IN ('queued', 'processing')
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence, 'REGENERATION_RESTARTED',
    CASE WHEN v_row.checkpoint ? 'clip' THEN 60 WHEN v_row.checkpoint ? 'prompt' THEN 10 ELSE 0 END, p_message, '{}');
END $$;

-- Ends a regeneration without a result (failed or canceled) and settles it. The runner passes its fence; the
-- reconciler passes NULL with the attempt it judged, and fences the runner out.
CREATE FUNCTION end_regeneration(
  p_id uuid, p_fence int, p_attempt int, p_status text, p_message text, p_error_code text, p_retryable boolean
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND is_active(status) AND (fence = p_fence OR (p_fence IS NULL AND attempt = p_attempt)) FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  IF p_fence IS NULL THEN
    UPDATE clip_regenerations SET fence = fence + 1 WHERE id = p_id RETURNING * INTO v_row;
  END IF;
  v_sequence := append_regeneration_event(p_id, v_row.fence, 'REGENERATION_' || upper(p_status), v_row.progress, p_message,
    CASE WHEN p_error_code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', p_error_code, 'message', p_message, 'retryable', p_retryable, 'charged', v_row.cost::text)) END);
  UPDATE clip_regenerations SET status = p_status, completed_at = clock_timestamp(), lease_until = NULL,
    error_code = p_error_code, error_message = CASE WHEN p_error_code IS NULL THEN NULL ELSE p_message END,
    error_retryable = p_retryable
  WHERE id = p_id;
  UPDATE jobs SET status = CASE WHEN p_status = 'failed' THEN 'failed' ELSE 'completed' END,
    error_message = CASE WHEN p_status = 'failed' THEN p_message END,
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- Publishes the result by compare-and-set on fence, status and base version: clip version, final video, costs,
-- statuses and the terminal event move together or not at all. NULL where something else came first.
CREATE FUNCTION publish_regeneration(
  p_id uuid, p_fence int, p_original_key text, p_clip_key text, p_clip_sha256 text, p_thumbnail_key text, p_video_key text,
  p_message text
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND fence = p_fence AND status = 'processing' FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM 1 FROM jobs WHERE id = v_row.job_id FOR UPDATE;
  IF current_version_number(v_row.job_id, v_row.clip_index) <> v_row.base_version_number THEN RETURN NULL; END IF;

  -- A job that came straight from the pipeline has no row for its originals yet.
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, prompt, is_current)
  SELECT v_row.job_id, v_row.clip_index, 1, p_original_key, v_row.original_prompt, v_row.base_version_number = 1
  WHERE p_original_key IS NOT NULL
  ON CONFLICT DO NOTHING;
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id)
  SELECT v_row.job_id, v_row.clip_index, COALESCE(max(version_number), 1) + 1, p_clip_key, p_clip_sha256, p_thumbnail_key,
    v_row.modified_prompt, v_row.user_instruction, v_row.cost, true, p_id
  FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index;

  v_sequence := append_regeneration_event(p_id, p_fence, 'REGENERATION_COMPLETE', 100, p_message,
    jsonb_build_object('videoKey', p_video_key));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = p_video_key, status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || jsonb_build_array(jsonb_build_object(
      'clip_index', v_row.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp()))
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- Asks for cancellation. What was never launched ends at once; otherwise the runner, or the reconciler, confirms.
-- Returns the new status and the terminal event's sequence, no row where the regeneration is not the user's.
CREATE FUNCTION request_regeneration_cancel(p_id uuid, p_user uuid, p_message text)
RETURNS TABLE (status text, sequence int) LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.user_id = p_user FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN; END IF;
  IF v_row.status = 'queued' AND v_row.launched_attempt = 0 THEN
    v_sequence := end_regeneration(p_id, NULL, v_row.attempt, 'canceled', p_message, NULL, NULL);
  ELSIF v_row.status IN ('queued', 'processing') THEN
    UPDATE clip_regenerations r SET status = 'canceling' WHERE r.id = p_id;
  END IF;
  RETURN QUERY SELECT r.status, v_sequence FROM clip_regenerations r WHERE r.id = p_id;
END $$;
