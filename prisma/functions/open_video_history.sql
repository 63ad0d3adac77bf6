-- Writes version 1 of a job's video before its first change is published: the video as it still is. Until then the job
-- itself stands for that version.
CREATE OR REPLACE FUNCTION open_video_history(p_job uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, stands_for, summary, created_at)
  SELECT j.id, 1, c.cut, c.footage, j.video_url, 1, 'The original video', COALESCE(j.completed_at, j.created_at)
  FROM jobs j, current_cut(j.id) c
  WHERE j.id = p_job AND NOT EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = j.id)
$$;
