-- The change of a job's queue whose turn it is: the first one that waits and shares no clip with one before it. One that
-- asks its person something holds up only what touches the same clips. NULL if none can be started.
CREATE OR REPLACE FUNCTION next_queued_change(p_job uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT q.id FROM queued_changes q WHERE q.job_id = p_job AND q.state = 'WAITING' AND NOT EXISTS (
    SELECT 1 FROM queued_changes b WHERE b.job_id = q.job_id AND b.clip_indexes && q.clip_indexes
      AND (b.place, b.id) < (q.place, q.id))
  ORDER BY q.place, q.id LIMIT 1
$$;
