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
