-- Ends the change of one clip, while those of the others go on: its calls are closed, its clip keeps its version. `{charged}`
-- in the message becomes a sentence. Returns the sequence of the event that says so, or NULL if the fence is old or the
-- change has ended.
CREATE OR REPLACE FUNCTION fail_clip_change(p_id uuid, p_fence int, p_failure jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_failure record;
  v_change clip_changes%ROWTYPE;
  v_message text;
BEGIN
  SELECT * INTO v_failure FROM jsonb_to_record(p_failure) AS f(
    "clipIndex" int, code text, message text, retryable boolean, progress int);
  PERFORM 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id, v_failure."clipIndex");
  SELECT * INTO v_change FROM clip_changes
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex" AND is_active(status);
  IF NOT FOUND THEN RETURN NULL; END IF;
  v_message := replace(v_failure.message, '{charged}', charged_in_words(v_change.cost));
  UPDATE clip_changes SET status = 'failed', error_code = v_failure.code, error_message = v_message,
    error_retryable = v_failure.retryable
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex";
  RETURN append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'VIDEO_GENERATING',
    'progress', v_failure.progress, 'clipIndex', v_failure."clipIndex",
    'message', format('Clip %s cannot be changed. %s', v_failure."clipIndex" + 1, v_message),
    'data', jsonb_build_object('error', jsonb_build_object('code', v_failure.code, 'message', v_message,
      'retryable', v_failure.retryable, 'charged', v_change.cost::text))));
END $$;
