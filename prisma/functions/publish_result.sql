-- What a publication does once nothing stands against it: clips, video version, final video, costs, statuses and the
-- terminal event. The caller holds the locks of regeneration and job. Returns the event's sequence.
CREATE OR REPLACE FUNCTION publish_result(p_id uuid, p_fence int, p_publication jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_video text := p_publication ->> 'videoKey';
  v_sequence int;
BEGIN
  PERFORM close_paid_calls(p_id);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;
  PERFORM open_video_history(v_row.job_id);
  IF v_row.kind = 'RESTORE' THEN PERFORM restore_clips(p_id);
  ELSE PERFORM publish_clip(p_id, p_publication);
  END IF;
  PERFORM add_video_version(p_id, v_video);

  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message', 'data', jsonb_build_object('videoKey', v_video)));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = v_video, status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || CASE WHEN v_row.kind = 'RESTORE' THEN '[]' ELSE jsonb_build_array(
      jsonb_build_object('clip_index', v_row.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp())) END
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;
