-- The video versions that undo and redo would bring back; NULL where there is nothing to undo or redo.
CREATE OR REPLACE FUNCTION reachable_states(p_job uuid) RETURNS TABLE (undoable int, redoable int) LANGUAGE sql STABLE AS $$
  SELECT shown.parent, last.redo[1] FROM (
    SELECT stands_for, redo FROM video_versions WHERE job_id = p_job ORDER BY version_number DESC LIMIT 1) last
  JOIN video_versions shown ON shown.job_id = p_job AND shown.version_number = last.stands_for
$$;
