-- What a request of restore_cut would bring back: the footage of the whole video, and what its publication writes. Or the
-- refusal. The clips are those whose footage changes, each with the version whose footage comes back.
CREATE OR REPLACE FUNCTION plan_restore(p_job uuid, p_request jsonb)
RETURNS TABLE (refusal text, footage jsonb, restores jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_action text := p_request ->> 'action';
  v_clip int := (p_request ->> 'clipIndex')::int;
  v_number int := (p_request ->> 'versionNumber')::int;
  v_root int;
  v_now jsonb;
  v_then jsonb;
  v_last video_versions%ROWTYPE;
  v_state int;
  v_redo int[] := '{}';
  v_summary text;
  v_clips jsonb;
BEGIN
  SELECT c.footage INTO v_now FROM current_cut(p_job) c;
  SELECT * INTO v_last FROM video_versions v WHERE v.job_id = p_job ORDER BY v.version_number DESC LIMIT 1;
  IF v_action = 'CLIP' THEN
    SELECT COALESCE(v.restored_from, v.version_number) INTO v_root FROM clip_versions v
    WHERE v.job_id = p_job AND v.clip_index = v_clip AND v.version_number = v_number;
    v_root := COALESCE(v_root, CASE WHEN v_number = 1 THEN 1 END);
    v_then := CASE WHEN v_root = 1 THEN v_now - v_clip::text
      WHEN v_root > 1 THEN v_now || jsonb_build_object(v_clip, v_root) END;
    v_summary := format('Clip %s: use ', v_clip + 1)
      || CASE WHEN v_root = 1 THEN 'the original' ELSE 'version ' || v_root END;
  ELSIF v_action = 'VIDEO' THEN
    SELECT v.footage INTO v_then FROM video_versions v WHERE v.job_id = p_job AND v.version_number = v_number;
    IF v_then IS NULL AND v_last.job_id IS NULL AND v_number = 1 THEN v_then := v_now; END IF;
    v_summary := CASE WHEN v_number = 1 THEN 'Use the original video'
      ELSE format('Use version %s of the video', v_number) END;
  ELSE
    v_state := CASE v_action
      WHEN 'UNDO' THEN (SELECT s.undoable FROM reachable_states(p_job) s) WHEN 'REDO' THEN v_last.redo[1] END;
    IF v_state IS NULL THEN RETURN QUERY SELECT 'NOTHING_TO_UNDO', NULL::jsonb, NULL::jsonb; RETURN; END IF;
    v_redo := CASE v_action WHEN 'UNDO' THEN v_last.stands_for || v_last.redo ELSE v_last.redo[2:] END;
    SELECT v.footage INTO v_then FROM video_versions v WHERE v.job_id = p_job AND v.version_number = v_state;
    SELECT CASE v_action WHEN 'UNDO' THEN 'Undo: ' ELSE 'Redo: ' END || v.summary INTO v_summary FROM video_versions v
    WHERE v.job_id = p_job AND v.version_number = CASE v_action WHEN 'UNDO' THEN v_last.stands_for ELSE v_state END;
  END IF;
  IF v_then IS NULL THEN RETURN QUERY SELECT 'UNKNOWN_VERSION', NULL::jsonb, NULL::jsonb; RETURN; END IF;

  SELECT COALESCE(jsonb_object_agg(clip, COALESCE(v_then -> clip, '1')), '{}') INTO v_clips
  FROM jsonb_object_keys(v_now || v_then) AS clip WHERE v_now -> clip IS DISTINCT FROM v_then -> clip;
  IF v_clips = '{}' AND v_state IS NULL THEN
    RETURN QUERY SELECT 'ALREADY_CURRENT', NULL::jsonb, NULL::jsonb; RETURN;
  END IF;
  IF is_footage_gone(p_job, v_clips) THEN RETURN QUERY SELECT 'VERSION_GONE', NULL::jsonb, NULL::jsonb; RETURN; END IF;
  RETURN QUERY SELECT NULL::text, v_then, jsonb_build_object(
    'clips', v_clips, 'standsFor', v_state, 'redo', to_jsonb(v_redo), 'summary', v_summary);
END $$;
