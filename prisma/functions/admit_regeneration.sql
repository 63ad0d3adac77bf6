-- Admits a regeneration or says why not. outcome: ADMITTED, REPLAYED (same key and input: the same regeneration), or the
-- code of the refusal. Two passes by the same rules: the first takes no lock and refuses what is refused anyway, so that a
-- hundred contenders wait for one admission, not for each other; the second locks the user, then the job.
-- With p_retry_of, the finished steps of that regeneration are taken over if the clip has not changed since.
CREATE OR REPLACE FUNCTION admit_regeneration(
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
  v_locked boolean;
BEGIN
  FOR v_locked IN SELECT unnest(ARRAY[false, true]) LOOP
    IF v_locked THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || p_user::text, 0));
      SELECT * INTO v_job FROM jobs WHERE id = p_job FOR UPDATE;
    ELSE
      SELECT * INTO v_job FROM jobs WHERE id = p_job;
    END IF;
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
  END LOOP;

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
  WHERE r.id = p_retry_of AND r.user_id = p_user AND r.job_id = p_job AND r.clip_index = p_clip
    AND r.base_version_number = p_base_version;
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, checkpoint, modified_prompt)
  SELECT
    p_job, p_clip, p_user, p_original_prompt, p_instruction, p_conversation, p_templates, p_video_model,
    p_base_version, p_idempotency_key, p_input_hash, p_estimated_cost, p_reserved, p_estimated_seconds,
    clock_timestamp() + make_interval(secs => p_deadline_seconds), clock_timestamp(),
    -- Other clips may have changed since: the final video is put together anew, from what is cached.
    COALESCE(v_earlier.checkpoint - 'video', '{}'), v_earlier.modified_prompt
  RETURNING id INTO v_id;
  UPDATE jobs SET status = 'regenerating', reserved_cost = reserved_cost + p_reserved, budget_limit = p_budget_limit,
    error_message = NULL, updated_at = now() WHERE id = p_job;
  PERFORM append_regeneration_event(v_id, 0, 'REGENERATION_STARTED', 0, p_message, '{}');
  RETURN QUERY SELECT 'ADMITTED', v_id, 0;
END $$;
