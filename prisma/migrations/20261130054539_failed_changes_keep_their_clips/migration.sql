-- A clip that was paid for is lost with no change that fails; a free render that died is not looked for by another runner; clips are named in words.
SET LOCAL check_function_bodies = off;

-- Clips by their indexes, as people read them: "Clip 3", "Clips 1, 2 and 5", "12 clips". More than eight are counted.
CREATE OR REPLACE FUNCTION clips_in_words(p_indexes int[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN cardinality(p_indexes) > 8 THEN format('%s clips', cardinality(p_indexes))
    WHEN cardinality(p_indexes) = 1 THEN format('Clip %s', p_indexes[1] + 1)
    ELSE (SELECT format('Clips %s and %s', string_agg((i + 1)::text, ', ' ORDER BY i) FILTER (WHERE i < last), last + 1)
      FROM unnest(p_indexes) AS i, (SELECT max(m) FROM unnest(p_indexes) AS m) AS l(last) GROUP BY last) END
$$;

-- Settles what is still open when a regeneration ends, or the change of one clip (p_clip), or one take of it (p_take), and its
-- provider can no longer be asked: an accepted call as charged in full, an INTENT at the most that its request says it
-- costs, or as not charged. Both count as ambiguous. What the built-in renderer has not finished is not charged.
CREATE OR REPLACE FUNCTION close_paid_calls(p_id uuid, p_clip int, p_take int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  FOR v_call IN SELECT * FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled'
    AND clip_index = COALESCE(p_clip, clip_index) AND take = COALESCE(p_take, take) LOOP
    IF v_call.api_name = 'local' THEN
      PERFORM book_paid_call(v_call.id, 0, 'canceled');
      CONTINUE;
    END IF;
    UPDATE paid_calls SET ambiguous = true WHERE id = v_call.id;
    PERFORM book_paid_call(v_call.id, CASE WHEN v_call.state = 'accepted' THEN v_call.estimated_cost
      ELSE COALESCE((v_call.request ->> 'usdAtMost')::numeric, 0) END, 'unknown');
  END LOOP;
END $$;

-- What a change made of the video, in words: "Clips 2 and 5: make it nighttime. Clip 7: warmer".
CREATE OR REPLACE FUNCTION describe_changes(p_id uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('%s: %s', clips_in_words(clips), instruction), '. ' ORDER BY clips[1])
  FROM (SELECT instruction, array_agg(clip_index ORDER BY clip_index) AS clips
    FROM clip_changes WHERE regeneration_id = p_id AND status = 'completed' GROUP BY instruction) c
$$;

-- Ends a regeneration without a result (failed or canceled) and settles it. A runner passes its fence; the reconciler passes
-- NULL with the attempt it decided on, and fences the runner out. `{charged}` in the message becomes a sentence. Clips that
-- were made, and takes, stay as versions that are not selected. Returns the event's sequence, or NULL if something else came
-- first.
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
  PERFORM close_paid_calls(p_id, NULL, NULL);
  UPDATE clip_regenerations SET fence = fence + CASE WHEN p_fence IS NULL THEN 1 ELSE 0 END
  WHERE id = p_id RETURNING * INTO v_row;
  v_message := replace(v_ending.message, '{charged}', charged_in_words(v_row.cost));
  v_sequence := append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_' || upper(v_ending.status), 'progress', v_row.progress, 'message', v_message,
    'data', CASE WHEN v_ending.code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', v_ending.code, 'message', v_message, 'retryable', v_ending.retryable, 'charged', v_row.cost::text)) END));
  PERFORM keep_unselected_clips(p_id);
  UPDATE clip_changes SET status = v_ending.status WHERE regeneration_id = p_id AND is_active(status);
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

-- Whether a call is not settled yet, and may still be charged: the work of the built-in renderer ends with its runner.
CREATE OR REPLACE FUNCTION has_open_paid_call(p_id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled' AND api_name <> 'local')
$$;

-- Makes a clip that a change has made the current version; without clipIndex it is the regeneration's first. A job that
-- came straight from the pipeline has no row for its originals yet.
CREATE OR REPLACE FUNCTION publish_clip(p_id uuid, p_publication jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_new record;
  v_job uuid;
  v_change clip_changes%ROWTYPE;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_publication) AS p(
    "clipIndex" int, "originalClipKey" text, "clipKey" text, "clipSha256" text, "thumbnailKey" text);
  UPDATE clip_changes c SET status = 'completed', progress = 100 FROM clip_regenerations r
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = COALESCE(v_new."clipIndex", r.clip_index)
  RETURNING c.* INTO STRICT v_change;
  SELECT job_id INTO v_job FROM clip_regenerations WHERE id = p_id;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, prompt, is_current)
  SELECT v_job, v_change.clip_index, 1, v_new."originalClipKey", v_change.original_prompt, v_change.base_version_number = 1
  WHERE v_new."originalClipKey" IS NOT NULL
  ON CONFLICT DO NOTHING;
  -- What a run without a result made and this retry took over is selected now.
  DELETE FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index AND NOT is_current
    AND version_number > 1 AND video_url = v_new."clipKey";
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_job AND clip_index = v_change.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, video_model, seed)
  SELECT v_job, v_change.clip_index, COALESCE(max(version_number), 1) + 1, v_new."clipKey", v_new."clipSha256",
    v_new."thumbnailKey", v_change.modified_prompt, v_change.instruction, v_change.cost, true, p_id, v_change.video_model,
    (v_change.checkpoint #>> '{prediction,seed}')::numeric
  FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index;
END $$;

-- What a publication does once nothing stands against it: clips, video version, final video, costs, statuses and the
-- terminal event. The caller holds the locks of regeneration and job. Returns the event's sequence.
CREATE OR REPLACE FUNCTION publish_result(p_id uuid, p_fence int, p_publication jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_video text := p_publication ->> 'videoKey';
  v_sequence int;
  -- Runners of earlier releases publish the only clip that they change.
  v_clips jsonb := COALESCE(p_publication -> 'clips', jsonb_build_array(p_publication));
BEGIN
  PERFORM close_paid_calls(p_id, NULL, NULL);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;
  PERFORM open_video_history(v_row.job_id);
  IF v_row.kind = 'RESTORE' THEN PERFORM restore_clips(p_id);
  ELSE
    PERFORM publish_clip(p_id, v_clip) FROM jsonb_array_elements(v_clips) AS v_clip;
    PERFORM keep_unselected_clips(p_id);
    UPDATE clip_changes SET status = 'failed' WHERE regeneration_id = p_id AND is_active(status);
  END IF;
  PERFORM add_video_version(p_id, v_video);

  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message', 'data', jsonb_build_object('videoKey', v_video)));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = v_video, status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || CASE WHEN v_row.kind = 'RESTORE' THEN '[]' ELSE (
      SELECT jsonb_agg(jsonb_build_object(
        'clip_index', c.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp()) ORDER BY c.clip_index)
      FROM clip_changes c WHERE c.regeneration_id = p_id AND c.status = 'completed') END
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

SELECT protect_functions();
