-- Goes back to earlier footage: a version of one clip (CLIP), of the whole video (VIDEO), UNDO or REDO. Generates and
-- charges nothing, and no limit holds. outcome: COMPLETED (published at once: a kept final video has that footage),
-- ADMITTED (a RESTORE run composes it), REPLAYED (same key and input), or the code of the refusal.
CREATE OR REPLACE FUNCTION restore_cut(p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_plan record;
  v_clip int;
  v_kept text;
  v_id uuid;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, action text, "clipIndex" int, "versionNumber" int, "expectedVersion" int,
    "idempotencyKey" text, "inputHash" text, "deadlineSeconds" int);
  -- The locks of an admission, in its order.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
  SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
  SELECT * INTO v_known FROM clip_regenerations r
  WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
  IF FOUND THEN
    RETURN QUERY SELECT
      CASE WHEN v_known.input_hash = v_asked."inputHash" THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END, v_known.id;
    RETURN;
  END IF;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid; RETURN; END IF;
  IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid; RETURN; END IF;
  IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid; RETURN; END IF;
  IF media_expired(v_job) THEN RETURN QUERY SELECT 'VERSION_GONE', NULL::uuid; RETURN; END IF;
  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid; RETURN;
  END IF;
  IF v_asked."expectedVersion" <> (CASE WHEN v_asked.action = 'CLIP'
    THEN current_version_number(v_job.id, v_asked."clipIndex") ELSE current_video_number(v_job.id) END) THEN
    RETURN QUERY SELECT 'VERSION_CONFLICT', NULL::uuid; RETURN;
  END IF;

  SELECT * INTO v_plan FROM plan_restore(v_job.id, p_request);
  IF v_plan.refusal IS NOT NULL THEN RETURN QUERY SELECT v_plan.refusal, NULL::uuid; RETURN; END IF;
  v_kept := kept_video(v_job.id, v_plan.footage);
  v_clip := COALESCE((SELECT min(clip::int) FROM jsonb_object_keys(v_plan.restores -> 'clips') AS clip), 0);
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, kind, restores, original_prompt, user_instruction, video_model, base_version_number,
    idempotency_key, input_hash, estimated_cost, estimated_seconds, deadline_at, created_at)
  VALUES (
    v_job.id, v_clip, v_asked."userId", 'RESTORE', v_plan.restores, '', v_plan.restores ->> 'summary', 'none',
    current_version_number(v_job.id, v_clip), v_asked."idempotencyKey", v_asked."inputHash",
    '{"languageModel": "0", "video": "0", "recomposition": "0", "total": "0", "known": true}',
    CASE WHEN v_kept IS NULL THEN 10 ELSE 0 END,
    clock_timestamp() + make_interval(secs => v_asked."deadlineSeconds"), clock_timestamp())
  RETURNING id INTO v_id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_plan.restores ->> 'summary'));
  IF v_kept IS NOT NULL THEN
    PERFORM publish_result(v_id, 0, jsonb_build_object('videoKey', v_kept, 'message', 'Done!'));
    RETURN QUERY SELECT 'COMPLETED', v_id;
  ELSE
    UPDATE jobs SET status = 'regenerating', error_message = NULL, updated_at = now() WHERE id = v_job.id;
    RETURN QUERY SELECT 'ADMITTED', v_id;
  END IF;
END $$;
