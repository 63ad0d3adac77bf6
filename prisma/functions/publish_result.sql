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
