-- Gives up the files of a job's older final videos, so that they may be deleted: any of them can be composed again. Kept
-- are the p_kept newest, the original, the current one, and what undo and redo would bring back. Returns how many
-- versions lost their file. The lock is the one under which a kept video is published again (restore_cut).
CREATE OR REPLACE FUNCTION forget_old_videos(p_job uuid, p_kept int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_keep text[];
  v_forgotten int;
BEGIN
  PERFORM 1 FROM jobs WHERE id = p_job FOR UPDATE;
  SELECT array_agg(url) INTO v_keep FROM (
    SELECT video_url AS url FROM jobs WHERE id = p_job
    UNION SELECT video_url FROM video_versions WHERE job_id = p_job AND version_number = 1
    UNION SELECT kept_video(p_job, v.footage) FROM video_versions v
      JOIN reachable_states(p_job) s ON v.version_number IN (s.undoable, s.redoable) WHERE v.job_id = p_job
    UNION (SELECT video_url FROM video_versions WHERE job_id = p_job AND video_url IS NOT NULL
      GROUP BY video_url ORDER BY max(version_number) DESC LIMIT p_kept)) kept WHERE url IS NOT NULL;
  -- A replay must not hand out URLs of what is gone.
  UPDATE regeneration_events e SET data = e.data - 'videoKey'
  FROM clip_regenerations r WHERE r.job_id = p_job AND e.regeneration_id = r.id AND e.data ->> 'videoKey' <> ALL (v_keep)
    AND EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = p_job AND v.video_url = e.data ->> 'videoKey');
  UPDATE video_versions SET video_url = NULL WHERE job_id = p_job AND video_url <> ALL (v_keep);
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;
