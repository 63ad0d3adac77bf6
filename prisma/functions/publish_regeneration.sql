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
